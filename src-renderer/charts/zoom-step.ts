/** The visible part of a time axis, in per cent of the whole. */
export interface ZoomRange {
  start: number;
  end: number;
}
export type ZoomAction = 'in' | 'out' | 'earlier' | 'later' | 'reset';

const narrowest = 2;

/** The range after a press of one of the zoom buttons; never beyond the ends. */
export function zoomStep({ start, end }: ZoomRange, action: ZoomAction): ZoomRange {
  const width = end - start;
  if (action === 'reset') return { start: 0, end: 100 };
  if (action === 'earlier') return fit(start - width / 2, width);
  if (action === 'later') return fit(start + width / 2, width);
  const next = action === 'in' ? Math.max(narrowest, width / 2) : Math.min(100, width * 2);
  return fit((start + end - next) / 2, next);
}

function fit(start: number, width: number): ZoomRange {
  const from = Math.min(Math.max(0, start), 100 - width);
  return { start: from, end: from + width };
}
