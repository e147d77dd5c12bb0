import { useWords } from '../../i18n/use-words';
import type { Chosen } from '../../stores/chosen';
import { fileName } from '../start/file-name';

/** What people call a capture. */
export function useSourceName(): (chosen: Chosen) => string {
  const { t, plural } = useWords();
  return (chosen) => {
    if (chosen.kind !== 'files') return t(`train.sources.${chosen.kind}`);
    const [first = ''] = chosen.captures;
    return plural('train.sources.files', chosen.captures.length, { first: fileName(first) });
  };
}
