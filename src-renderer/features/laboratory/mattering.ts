import type { Parameter, ShapingDescription, ShapingValues } from '@contract/shaping-parameters';

/** Settings that another one makes moot: they are shown only where it has the value named. */
const needs: Record<string, readonly [key: string, value: string]> = {
  'pad width': ['scheme', 'random'],
  'constant-rate tau': ['stop', 'idle'],
};

/** The settings that make a difference with these values; where it runs is asked once for the whole sequence. */
export function mattering(
  { name, parameters }: Pick<ShapingDescription, 'name' | 'parameters'>,
  values: ShapingValues,
): Parameter[] {
  return parameters.filter(({ key }) => {
    const need = needs[`${name} ${key}`];
    return key !== 'at' && (need === undefined || values[need[0]] === need[1]);
  });
}
