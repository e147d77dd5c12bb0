import { HomeMoleError } from './errors';
import { describeShaping, shapingCatalogue } from './shaping-catalogue';
import type { Parameter, ShapingName, ShapingStep } from './shaping-parameters';

/**
 * What is written between two shapings of a sequence: `pad:scheme=mtu+jitter:max=0.05`. A plus sign of a
 * number (`1e+3`) does not separate.
 */
const BETWEEN = /\+(?=[a-z])/;

/**
 * A shaping as it is written: `name` or `name:key=value,...`, several joined by `+` and applied from left to
 * right. Parameters that are not named have their defaults.
 * @throws HomeMoleError `shaping-malformed` with what is wrong and what would be right
 */
export function parseShaping(text: string): ShapingStep[] {
  const steps = text
    .trim()
    .split(BETWEEN)
    .map((part) => parseStep(part, text));
  return steps.length > 1 ? steps.filter(({ name }) => name !== 'none') : steps;
}

/** The shortest text that `parseShaping` reads as the same. */
export function formatShaping(steps: readonly ShapingStep[]): string {
  const parts = steps.map(({ name, values }) => {
    const said = describeShaping(name)
      .parameters.filter(({ key, default: otherwise }) => values[key] !== otherwise)
      .map(({ key }) => `${key}=${values[key]}`);
    return said.length > 0 ? `${name}:${said.join(',')}` : name;
  });
  return parts.length > 0 ? parts.join('+') : 'none';
}

/** A shaping with all its defaults. */
export function defaultStep(name: ShapingName): ShapingStep {
  const { parameters } = describeShaping(name);
  return {
    name,
    values: Object.fromEntries(parameters.map(({ key, default: value }) => [key, value])),
  };
}

function parseStep(part: string, text: string): ShapingStep {
  const colon = part.indexOf(':');
  const name = (colon < 0 ? part : part.slice(0, colon)).trim();
  const found = shapingCatalogue.find((one) => one.name === name);
  if (!found) {
    const known = shapingCatalogue.map((one) => one.name).join(', ');
    throw malformed(text, `“${name}” is no shaping; there are ${known}`);
  }
  const values: Record<string, number | string> = { ...defaultStep(found.name).values };
  const named = new Set<string>();
  for (const pair of colon < 0 ? [] : part.slice(colon + 1).split(',')) {
    const equals = pair.indexOf('=');
    const key = (equals < 0 ? pair : pair.slice(0, equals)).trim();
    const parameter = found.parameters.find((one) => one.key === key);
    if (!parameter) {
      const keys = found.parameters.map((one) => one.key).join(', ');
      const has = keys === '' ? 'takes no settings' : `takes ${keys}`;
      throw malformed(text, `${name} does not take “${key}”; it ${has}`);
    }
    if (equals < 0)
      throw malformed(text, `${key} needs a value, as in ${example(name, parameter)}`);
    if (named.has(key)) throw malformed(text, `${key} is given twice`);
    named.add(key);
    values[key] = valueOf(parameter, pair.slice(equals + 1).trim(), text);
  }
  return { name: found.name, values };
}

function valueOf(parameter: Parameter, said: string, text: string): number | string {
  const { key } = parameter;
  if (parameter.kind === 'choice') {
    if (parameter.options.some(({ value }) => value === said)) return said;
    const known = parameter.options.map(({ value }) => value).join(', ');
    throw malformed(text, `${key} is one of ${known}, not “${said}”`);
  }
  const { min, max, whole, unit } = parameter;
  const value = Number(said);
  if (said === '' || !(value >= min && value <= max) || (whole && value % 1 !== 0)) {
    const of = unit === '' ? '' : ` (${unit})`;
    throw malformed(
      text,
      `${key} is a ${whole ? 'whole ' : ''}number from ${min} to ${max}${of}, not “${said}”`,
    );
  }
  return value;
}

function example(name: string, { key, default: value }: Parameter): string {
  return `${name}:${key}=${value}`;
}

function malformed(shaping: string, detail: string): HomeMoleError {
  return new HomeMoleError('shaping-malformed', { shaping, detail });
}
