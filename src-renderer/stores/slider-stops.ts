import type { NumberParameter } from '@contract/shaping-parameters';

/** Stops of a logarithmic slider before those that are the same are left out. */
const logStops = 120;
const mostStops = 1000;

/**
 * The values that a slider stops at, rising: each key press moves it to another value, whatever the scale.
 * Typed values may lie between.
 */
export function stopsOf(parameter: NumberParameter): number[] {
  const { min, max, scale } = parameter;
  const values = scale === 'log' && min > 0 ? logarithmic(parameter) : linear(parameter);
  return [...new Set([min, ...values, max])].sort((a, b) => a - b);
}

/** The stop nearest to a value, by the scale of the slider. */
export function nearestStop(stops: readonly number[], value: number): number {
  let best = 0;
  stops.forEach((stop, i) => {
    if (Math.abs(stop - value) < Math.abs((stops[best] as number) - value)) best = i;
  });
  return best;
}

/** What was typed, if it is a value that the parameter can have; else null. */
export function typedValue({ min, max, whole }: NumberParameter, text: string): number | null {
  const value = Number(text.trim().replace(',', '.'));
  const good = text.trim() !== '' && value >= min && value <= max && (!whole || value % 1 === 0);
  return good ? value : null;
}

function linear({ min, max, step }: NumberParameter): number[] {
  const steps = Math.floor((max - min) / step + 1e-9);
  const stride = step * Math.max(1, Math.ceil(steps / mostStops));
  const count = Math.floor((max - min) / stride + 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => clean(min + i * stride));
}

function logarithmic({ min, max, step, whole }: NumberParameter): number[] {
  return Array.from({ length: logStops + 1 }, (_, i) => {
    const exact = Number((min * (max / min) ** (i / logStops)).toPrecision(2));
    const even = exact >= 4 * step || whole ? Math.round(exact / step) * step : exact;
    return Math.min(max, Math.max(min, clean(even)));
  });
}

/** Without the last digits that sums of floating point leave. */
function clean(value: number): number {
  return Number(value.toPrecision(9));
}
