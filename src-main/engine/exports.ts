import { anonymise } from '../packets';
import type { Anonymised, AnonymiseOptions } from '../packets';
import { checkOutput } from './check-output';
import type { Hooks } from './operations';
import { plans, trackProgress } from './progress';

export type { Anonymised, AnonymiseOptions } from '../packets';

/**
 * Writes captures again without what names anybody (`packets/anonymise`), merged by time into the
 * pcapng file `out`, which appears whole or not at all and replaces one of its name.
 * @param options `seed` null: replacements that nobody can repeat.
 * @throws HomeMoleError of reading; `no-packets`; `output-unwritable`; `output-exists` when `out` is
 *   a folder or one of the captures; `cancelled`
 */
export async function anonymiseFiles(
  captures: readonly string[],
  out: string,
  options: AnonymiseOptions,
  hooks: Hooks,
): Promise<Anonymised> {
  await checkOutput(out, captures);
  const report = trackProgress(plans.anonymise(), (step) => hooks.progress(step));
  return anonymise(captures, out, options, { signal: hooks.signal, report });
}
