import type { Job } from '../contract/job';
import type { CaptureFile } from '../contract/results';
import type { VantageName, ViewWithOrigin } from '../contract/vantage';
import { HomeMoleError } from '../contract/errors';
import { type PairedSides, viewHome } from '../vantage';
import { type CaptureInput, type LoadedHome, loadHome } from './load';
import { loadTwoSided } from './two-sided';

/** Captures of the outer side, where the view is not to be computed; `tunnel` as in `SideChoice`. */
export interface OutsideInput {
  readonly wan: readonly string[];
  readonly tunnel: string | null;
}

/** What an adversary looks at, and where that comes from. */
export interface ViewInput extends CaptureInput {
  /** Null only with `outside`, which shows what it is. */
  readonly vantage: VantageName | null;
  readonly seed: number;
  /** Null, or left out: the view is computed from the captures inside. */
  readonly outside?: OutsideInput | null;
}

export interface LoadedView {
  readonly loaded: LoadedHome;
  readonly seen: ViewWithOrigin;
  /** Null where the view is computed. */
  readonly paired: PairedSides | null;
  /** All captures, those outside last. */
  readonly files: readonly CaptureFile[];
  readonly simulated: boolean;
  /** Whether the outer packets were recorded on a line. */
  readonly measured: boolean;
}

/** The view, computed or as recorded. @throws HomeMoleError as `loadHome`, `viewHome`, `loadTwoSided` */
export async function loadView(input: ViewInput, job: Job): Promise<LoadedView> {
  const { vantage, outside = null, seed } = input;
  if (outside === null) {
    if (vantage === null) throw new HomeMoleError('usage', { detail: '--vantage is missing.' });
    const loaded = await loadHome(input, job);
    const seen = viewHome(loaded.home, vantage, seed);
    const { files, simulated } = loaded;
    return { loaded, seen, paired: null, files, simulated, measured: false };
  }
  const choice = { vantage, tunnel: outside.tunnel };
  const sides = await loadTwoSided({ ...input, wan: outside.wan, choice }, job);
  const { loaded, paired, wanFiles, simulated, measured } = sides;
  const files = [...loaded.files, ...wanFiles];
  return { loaded, seen: paired.seen, paired, files, simulated, measured };
}
