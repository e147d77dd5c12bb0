import { describeShaping, shapingPresets } from '@contract/shaping-catalogue';
import type { ShapingName, ShapingStep } from '@contract/shaping-parameters';
import { defaultStep, formatShaping, parseShaping } from '@contract/shaping-text';
import type { VantageName } from '@contract/vantage';

/** Where an eavesdropper can stand that a shaping is tried against. */
export type LabVantage = Exclude<VantageName, 'lan'>;
export type PresetKey = (typeof shapingPresets)[number]['key'];
/** `auto` is the router and its VPN server inside a tunnel, the devices themselves without one. */
export const places = ['auto', 'device', 'gateway', 'pair'] as const;
export type Place = (typeof places)[number];

/** More shapings in a row than this help no one to understand what happens. */
export const mostSteps = 4;

type Steps = readonly ShapingStep[];

/** A step with one of its settings changed; the others of the sequence as they are. */
export function withValue(
  steps: Steps,
  index: number,
  key: string,
  value: number | string,
): ShapingStep[] {
  return steps.map((step, i) =>
    i === index ? { ...step, values: { ...step.values, [key]: value } } : step,
  );
}

/** A shaping in the place of another: what both can be told, and what was said of it, is kept. */
export function withKind(steps: Steps, index: number, name: ShapingName): ShapingStep[] {
  return steps.map((step, i) => {
    if (i !== index || step.name === name) return step;
    const next = defaultStep(name);
    const said = step.values.at;
    return said === undefined || next.values.at === undefined
      ? next
      : { name, values: { ...next.values, at: said } };
  });
}

/** One more behind the others, where they run; it takes the place of `none`. */
export function withMore(steps: Steps, name: ShapingName): ShapingStep[] {
  const kept = steps.filter((step) => step.name !== 'none').slice(0, mostSteps - 1);
  return placed([...kept, defaultStep(name)], placeOf(steps));
}

/** Without one of them; the last leaves `none`. */
export function withoutStep(steps: Steps, index: number): ShapingStep[] {
  const left = steps.filter((_, i) => i !== index);
  return left.length > 0 ? left : [defaultStep('none')];
}

/** Each earlier by one place: shapings are applied in order. */
export function withEarlier(steps: Steps, index: number): ShapingStep[] {
  const moved = [...steps];
  const [one] = moved.splice(index, 1);
  if (one) moved.splice(Math.max(0, index - 1), 0, one);
  return moved;
}

/** Where the sequence runs: as its first step that can be told. */
export function placeOf(steps: Steps): Place {
  const said = steps.map(({ values }) => values.at).find((at) => at !== undefined);
  return places.find((place) => place === said) ?? 'auto';
}

/** The whole sequence at one place. */
export function placed(steps: Steps, at: Place): ShapingStep[] {
  return steps.map((step) => {
    const can = describeShaping(step.name).parameters.some(({ key }) => key === 'at');
    return can ? { ...step, values: { ...step.values, at } } : step;
  });
}

export function stepsOfPreset(key: PresetKey): ShapingStep[] {
  const preset = shapingPresets.find((one) => one.key === key);
  return parseShaping(preset?.shaping ?? 'none');
}

/** The preset that a sequence is, wherever it runs; null for one of one's own. */
export function presetOf(steps: Steps): PresetKey | null {
  const text = formatShaping(placed(steps, 'auto'));
  const found = shapingPresets.find(({ key }) => formatShaping(stepsOfPreset(key)) === text);
  return found?.key ?? null;
}
