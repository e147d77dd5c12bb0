import type { Identity } from './devices/gadget';
import { Household } from './people/household';
import { Screen } from './people/screen';
import type { Scenario } from './scenarios';
import { VirtualHome } from './world/virtual-home';

/** Every device starts within this many seconds, as after a power cut. */
const BOOT_WITHIN = 15;

/** Builds the home of a scenario, with everything planned that people will do in it. */
export function populate(
  scenario: Scenario,
  seed: number,
  seconds: number,
): { home: VirtualHome; identities: Identity[] } {
  const home = new VirtualHome(seed, seconds);
  const gadgets = scenario.residents.map(({ make, identity }) => make(home, identity));
  const screens = gadgets.filter((gadget) => gadget instanceof Screen);
  const household = new Household(home, screens);
  const boots = home.randomFor('boots');
  for (const gadget of gadgets) {
    gadget.meet(gadgets.filter((other) => other !== gadget));
    gadget.boot(boots.between(0.2, BOOT_WITHIN));
    household.use(gadget);
  }
  return { home, identities: scenario.residents.map(({ identity }) => identity) };
}
