import type { Problem } from '@contract/errors';
import { sentence } from '../../i18n/contract';
import { useWords } from '../../i18n/use-words';
import { fileName } from '../start/file-name';

/** A problem in words. `command` is what to type on this system, apart from the sentence. */
export interface ProblemWords {
  cause: string;
  remedy: string;
  command: string | null;
}

/** Folders are private, and long: what the user sees and what may be sent has file names only. */
export function shownParams(params: Problem['params']): Problem['params'] {
  const entries = Object.entries(params).map(([key, value]) => [
    key,
    (key === 'file' || key === 'path') && typeof value === 'string' ? fileName(value) : value,
  ]);
  return Object.fromEntries(entries) as Problem['params'];
}

/** Says problems; the command of a remedy is given by itself, to be shown where it can be copied. */
export function useProblem(): (problem: Problem) => ProblemWords {
  const { t } = useWords();
  return ({ code, params }) => {
    const shown = shownParams(params);
    const command = typeof params.command === 'string' ? params.command : null;
    return {
      cause: sentence(t(`problems.${code}.cause`, shown)),
      remedy: t(
        `problems.${code}.remedy`,
        command === null ? shown : { ...shown, command: '' },
      ).trim(),
      command,
    };
  };
}
