import type { Habit, Gadget } from '../devices/gadget';
import type { VirtualHome } from '../world/virtual-home';
import type { Screen } from './screen';

/** The people: they use the devices by their habits, by hand or with the app on a phone. */
export class Household {
  /** The screens that have the apps. */
  private readonly phones: readonly Screen[];

  constructor(
    private readonly home: VirtualHome,
    screens: readonly Screen[],
  ) {
    this.phones = screens.filter(({ identity }) => identity.category !== 'computer');
  }

  /** Plans all that people will do with a device, and hears what it has to tell them. */
  use(gadget: Gadget): void {
    gadget.notify = (_service, at) => this.notify(at);
    gadget.habits.forEach((habit, i) => this.follow(gadget, habit, i));
  }

  private follow(gadget: Gadget, habit: Habit, index: number): void {
    const { home } = this;
    const random = home.randomFor(`${gadget.identity.device} habit ${index}`);
    const times = home.day.spread(random, habit.perDay, habit.when, habit.gap);
    times.forEach((planned, i) => {
      const { interactions } = habit;
      const name =
        habit.choice === 'any'
          ? random.pick(interactions)
          : (interactions[i % interactions.length] as string);
      home.at(planned, (time) => {
        const told = habit.by === 'app' ? this.tell(gadget, time) : time;
        home.at(told, (later) => {
          home.record(gadget.perform(name, later), gadget.identity.device, name);
        });
      });
    });
  }

  /** Somebody at home uses the app, or somebody elsewhere does: then nothing of it is seen here. */
  private tell(gadget: Gadget, at: number): number {
    const present = this.phones.filter((phone) => phone.isPresent(at));
    if (present.length === 0) return at;
    return gadget.random.pick(present).useApp(gadget.appService, at);
  }

  private notify(at: number): void {
    this.home.at(at, (time) => {
      for (const phone of this.phones) {
        if (phone.isPresent(time)) phone.push(time + phone.random.between(0.02, 0.3), 380, 101);
      }
    });
  }
}
