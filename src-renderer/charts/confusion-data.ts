import type { Confusion } from '@contract/results';

/** Rows and columns in the order shown: phones and computers last, the rest by name. */
export function orderedConfusion(confusion: Confusion, last: string): Confusion {
  const rank = (label: string): number => (label === last ? 1 : 0);
  const order = confusion.labels
    .map((label, i) => ({ label, i }))
    .sort((a, b) => rank(a.label) - rank(b.label) || a.label.localeCompare(b.label));
  return {
    labels: order.map(({ label }) => label),
    matrix: order.map((row) => order.map((column) => confusion.matrix[row.i]?.[column.i] ?? 0)),
  };
}

/** A cell of the heat map. `share` is of its row; null where the row has no packets. */
export interface ConfusionCell {
  row: number;
  column: number;
  count: number;
  total: number;
  share: number | null;
}

export function confusionCells(confusion: Confusion): ConfusionCell[] {
  return confusion.matrix.flatMap((counts, row) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count, column) => ({
      row,
      column,
      count,
      total,
      share: total === 0 ? null : count / total,
    }));
  });
}

/**
 * What stands in a cell: whole per cent; `small` where that would round to 0 but is not; empty for 0;
 * and 100 only where all are.
 */
export function cellText(share: number | null, small: string): string {
  if (share === null || share === 0) return '';
  const value = Math.round(share * 100);
  if (value === 0) return small;
  return String(share < 1 ? Math.min(value, 99) : 100);
}
