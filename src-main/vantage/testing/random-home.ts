import type { Home } from '../../contract/home';
import { Random } from '../../contract/random';
import { identifyHome } from '../../home/identify';
import { type SketchedPacket, tableOf } from '../../home/testing/table-of';

const router = 'a0:00:00:00:00:01/';
const lamp = '50:c7:bf:00:00:02/192.168.1.10';

/** A home of one device with so many packets both ways, of all lengths, in bursts and with pauses. */
export function randomHome(packets: number, seed: number): Home {
  const random = new Random(seed);
  let time = 1_700_000_000;
  const sketches = Array.from({ length: packets }, (): SketchedPacket => {
    // Mostly bursts, sometimes a pause of a minute or ten.
    const pause = random.pick([1e-5, 1e-4, 1e-3, 0.02, 0.5, random.integer(40) === 0 ? 600 : 5]);
    time += random.exponential(pause);
    const length = random.pick([40 + random.integer(1461), 1500, 52, 60]);
    const ends = [`${lamp}:5000`, `${router}9.9.9.9:8883`] as const;
    const [from, to] = random.integer(2) === 0 ? ends : [ends[1], ends[0]];
    const isTcp = length >= 52 && random.integer(3) > 0;
    return { time, length, from, to, ...(isTcp && { tcpPayload: length - 52 }) };
  });
  return identifyHome(tableOf(sketches), { vendors: { of: () => null } });
}
