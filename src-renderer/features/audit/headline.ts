import type { VantageAudit } from '@contract/results';
import type { Format, Translate } from '../../i18n/format';
import { countTypes } from './summary';

/** The audit of a vantage in one sentence. */
export function headlineOf(audit: VantageAudit, t: Translate, format: Format): string {
  const counts = countTypes(audit.devices);
  if (counts.judged === 0) return t('audit.headline.nothing');
  const place = audit.vantage === 'napt' || audit.vantage === 'lan' ? 'nat' : 'tunnel';
  return t(`audit.headline.${place}.${formOf(counts.identified, counts.judged)}`, {
    count: format.integer(counts.identified),
    total: format.integer(counts.judged),
  });
}

function formOf(count: number, total: number): 'none' | 'one' | 'some' | 'all' {
  if (count === 0) return 'none';
  if (count === total) return 'all';
  return count === 1 ? 'one' : 'some';
}
