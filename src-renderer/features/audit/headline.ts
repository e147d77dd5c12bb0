import type { VantageAudit } from '@contract/results';
import type { Format, Translate } from '../../i18n/format';
import { countVerdicts } from './summary';

/** The audit of a vantage in one sentence. */
export function headlineOf(audit: VantageAudit, t: Translate, format: Format): string {
  const { identified, total } = countVerdicts(audit);
  if (total === 0) return t('audit.headline.nothing');
  const place = audit.vantage === 'napt' || audit.vantage === 'lan' ? 'nat' : 'tunnel';
  return t(`audit.headline.${place}.${formOf(identified, total)}`, {
    count: format.integer(identified),
    total: format.integer(total),
  });
}

function formOf(count: number, total: number): 'none' | 'one' | 'some' | 'all' | 'only' {
  if (total === 1) return count === 1 ? 'only' : 'none';
  if (count === 0) return 'none';
  if (count === total) return 'all';
  return count === 1 ? 'one' : 'some';
}
