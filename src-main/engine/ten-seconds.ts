import { loadHome, type CaptureInput } from '../audit';
import { HomeMoleError } from '../contract/errors';
import type { Home, Interaction } from '../contract/home';
import { quietJob } from '../contract/job';
import type { TenSeconds } from '../contract/ten-seconds';
import type { VantageName, ViewWithOrigin } from '../contract/vantage';
import { namedEvents, readInteractions } from '../home';
import {
  activityOf,
  boundsOf,
  hidingAt,
  lengthsEverywhere,
  momentsOf,
  sidesOf,
  viewHome,
} from '../vantage';
import { keyOf } from './surveys';

/** Views of the window have the seed of its audits. */
const SEED = 1;

interface Loaded {
  readonly home: Home;
  readonly simulated: boolean;
  readonly interactions: readonly Interaction[];
  readonly napt: ViewWithOrigin;
  readonly about: Pick<TenSeconds, 'start' | 'end' | 'activity' | 'everywhere'>;
}

/** What of a vantage does not change with the seconds looked at. */
interface Tunnelled {
  readonly vantage: VantageName;
  readonly seen: ViewWithOrigin;
  readonly about: Pick<TenSeconds, 'vantage' | 'hiding' | 'moments'>;
}

/** A capture's view with its home. */
export interface KeptView {
  readonly home: Home;
  readonly simulated: boolean;
  readonly seen: ViewWithOrigin;
}

/** Input of one look; `from` null begins with the moment that tells most. */
export interface Look {
  readonly input: CaptureInput;
  /** Event file; null for none. */
  readonly events: string | null;
  readonly vantage: VantageName;
  readonly from: number | null;
  readonly seconds: number;
}

/**
 * Looks into a capture from both sides of the walls. The capture and its views are kept, so that looking at
 * other seconds of it reads nothing again; `forget` lets them go.
 */
export class TenSecondsDesk {
  private kept: { key: string; abort: AbortController; loaded: Promise<Loaded> } | null = null;
  private tunnel: { loaded: Loaded; tunnelled: Tunnelled } | null = null;
  private newest = 0;

  /**
   * Null when another call came in between.
   * @throws HomeMoleError as `loadHome`, `no-internet-packets`, `events-malformed`
   */
  async look(look: Look): Promise<TenSeconds | null> {
    const mine = ++this.newest;
    const key = await keyOf(filesOf(look));
    if (mine !== this.newest) return null;
    if (this.kept?.key !== key) {
      this.forget();
      this.newest = mine;
      const abort = new AbortController();
      this.kept = { key, abort, loaded: load(look, abort.signal) };
    }
    const { abort, loaded } = this.kept!;
    try {
      const capture = await loaded;
      return mine === this.newest ? this.answer(capture, look) : null;
    } catch (error) {
      if (this.kept?.loaded === loaded) this.kept = null;
      const cancelled = error instanceof HomeMoleError && error.problem.code === 'cancelled';
      if (cancelled && abort.signal.aborted) return null;
      throw error;
    }
  }

  /**
   * What is kept of a capture, seen from one vantage; null where another capture is, or none. Computed anew
   * for a vantage that is not the one last looked through.
   */
  async viewOf(
    look: Pick<Look, 'input' | 'events'>,
    vantage: VantageName,
  ): Promise<KeptView | null> {
    const { kept } = this;
    if (kept === null || kept.key !== (await keyOf(filesOf(look)))) return null;
    const loaded = await kept.loaded.catch(() => null);
    if (loaded === null || this.kept !== kept) return null;
    const { home, simulated, napt } = loaded;
    if (vantage === 'napt') return { home, simulated, seen: napt };
    if (this.tunnel?.loaded !== loaded || this.tunnel.tunnelled.vantage !== vantage) {
      this.tunnel = { loaded, tunnelled: tunnelledOf(loaded, vantage) };
    }
    return { home, simulated, seen: this.tunnel.tunnelled.seen };
  }

  /** Ends what runs, whose answer is null, and lets the capture go. */
  forget(): void {
    this.newest++;
    this.kept?.abort.abort();
    this.kept = null;
    this.tunnel = null;
  }

  private answer(loaded: Loaded, { vantage, from, seconds }: Look): TenSeconds {
    const { home, simulated, napt, about } = loaded;
    if (this.tunnel?.loaded !== loaded || this.tunnel.tunnelled.vantage !== vantage) {
      this.tunnel = { loaded, tunnelled: tunnelledOf(loaded, vantage) };
    }
    const { tunnelled } = this.tunnel;
    const begin = from ?? tunnelled.about.moments[0]?.from ?? about.start;
    const span = { from: begin, seconds };
    return {
      simulated,
      ...about,
      ...tunnelled.about,
      span,
      ...sidesOf(home, napt, tunnelled.seen, span),
    };
  }
}

function filesOf({ input, events }: Pick<Look, 'input' | 'events'>): string[] {
  const { captures, labels, knownDevices } = input;
  return [...captures, ...[labels, events, knownDevices].filter((path) => path !== null)];
}

async function load({ input, events }: Look, signal: AbortSignal): Promise<Loaded> {
  const written = events === null ? [] : await readInteractions(events);
  const { home, simulated } = await loadHome(input, { ...quietJob, signal });
  const bounds = boundsOf(home);
  return {
    home,
    simulated,
    interactions: namedEvents(written, home.devices),
    napt: viewHome(home, 'napt', SEED),
    about: { ...bounds, activity: activityOf(home, bounds), everywhere: lengthsEverywhere(home) },
  };
}

function tunnelledOf({ home, interactions }: Loaded, vantage: VantageName): Tunnelled {
  const seen = viewHome(home, vantage, SEED);
  return {
    vantage,
    seen,
    about: {
      vantage,
      hiding: hidingAt(home, seen),
      moments: momentsOf(home, seen, interactions),
    },
  };
}
