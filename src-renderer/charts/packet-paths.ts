/** A bar as part of a path; up from the line it stands on, or down from it. */
export function barPath(
  x: number,
  base: number,
  height: number,
  up: boolean,
  width: number,
): string {
  const left = (x - width / 2).toFixed(1);
  const tall = height.toFixed(1);
  return `M${left} ${base}h${width}v${up ? '-' : ''}${tall}h-${width}z`;
}

/** Ticks of a time axis: whole steps, at most so many, in seconds from its start. */
export function ticksOf(seconds: number, most: number): number[] {
  const steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];
  const step = steps.find((one) => seconds / one <= most) ?? 10;
  const count = Math.floor(seconds / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => i * step);
}
