import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shapingCatalogue, shapingPresets } from './shaping-catalogue';
import { type Parameter, shapingDescriptionSchema, type ShapingStep } from './shaping-parameters';
import { defaultStep, formatShaping, parseShaping } from './shaping-text';

function valueOf(parameter: Parameter): fc.Arbitrary<number | string> {
  if (parameter.kind === 'choice') {
    return fc.constantFrom(...parameter.options.map(({ value }) => value));
  }
  const { min, max, whole } = parameter;
  return whole ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
}

const steps: fc.Arbitrary<ShapingStep> = fc
  .constantFrom(...shapingCatalogue.filter(({ name }) => name !== 'none'))
  .chain(({ name, parameters }) =>
    fc
      .record(Object.fromEntries(parameters.map((one) => [one.key, valueOf(one)])))
      .map((values) => ({ name, values })),
  );

describe('shapings as text', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.array(steps, { minLength: 1, maxLength: 3 }), (some) => {
        const back = parseShaping(formatShaping(some));
        expect(back.map(({ name }) => name)).toEqual(some.map(({ name }) => name));
        back.forEach(({ values }, i) =>
          Object.entries(values).forEach(([key, value]) => {
            expect(
              value === some[i]?.values[key] || (value === 0 && some[i]?.values[key] === 0),
            ).toBe(true);
          }),
        );
      }),
    );
  });

  it('take the words of the design', () => {
    const [stp] = parseShaping('stp:rate=100,period=1,q=0.1,pad=mtu');
    expect(stp).toMatchObject({
      name: 'stp',
      values: { rate: 100, period: 1, q: 0.1, pad: 'mtu' },
    });
    expect(parseShaping('pad:scheme=mtu+jitter:max=0.05').map(({ name }) => name)).toEqual([
      'pad',
      'jitter',
    ]);
    expect(parseShaping('dp:cap=1.5e+5')[0]?.values['cap']).toBe(150_000);
    for (const { shaping } of shapingPresets)
      expect(formatShaping(parseShaping(shaping))).toBeTruthy();
  });

  it.each([
    ['fog', '“fog” is no shaping'],
    ['pad:colour=red', 'takes scheme, width'],
    ['pad:scheme=blue', 'one of mtu, linear128'],
    ['stp:q=2', 'from 0 to 1'],
    ['stp:q', 'needs a value, as in stp:q=0.1'],
    ['stp:q=0.1,q=0.2', 'given twice'],
    ['constant-rate:size=128.5', 'whole number'],
    ['none:at=pair', 'takes no settings'],
    ['', 'is no shaping'],
  ])('%s is refused with its reason', (text, reason) => {
    expect(() => parseShaping(text)).toThrow(
      expect.objectContaining({
        problem: expect.objectContaining({
          code: 'shaping-malformed',
          params: expect.objectContaining({ detail: expect.stringContaining(reason) }) as unknown,
        }) as unknown,
      }) as Error,
    );
  });

  it('have descriptions whose defaults are within their own bounds', () => {
    for (const description of shapingCatalogue) {
      shapingDescriptionSchema.parse(description);
      for (const one of description.parameters) {
        if (one.kind === 'number') {
          expect(one.default).toBeGreaterThanOrEqual(one.min);
          expect(one.default).toBeLessThanOrEqual(one.max);
        } else expect(one.options.map(({ value }) => value)).toContain(one.default);
      }
      expect(formatShaping([defaultStep(description.name)])).toBe(description.name);
    }
  });
});
