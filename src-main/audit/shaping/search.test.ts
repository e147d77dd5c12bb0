import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { quietJob } from '../../contract/job';
import { shapingSearchSchema } from '../../contract/shaping';
import { parseShaping } from '../../contract/shaping-text';
import { searchCandidates } from './candidates';
import { searchShaping } from './search';

const resources = resolve(import.meta.dirname, '../../../resources');
const at = (file: string): string => resolve(resources, 'sample-home', file);

describe('a search', () => {
  it('keeps the budget, says what it tried, and finds what hides more than nothing', async () => {
    const found = await searchShaping(
      {
        captures: [at('capture.pcapng')],
        labels: at('devices.csv'),
        resources,
        knownDevices: null,
        workerEntry: undefined,
        vantage: 'wireguard',
        budget: { bytesRatio: 1.2, latencySeconds: 0.05 },
        effort: { model: 'forest', trees: 5, hoursOfDay: 2, adaptive: true },
        seed: 1,
        candidates: [
          'none',
          'pad:scheme=linear128',
          'pad',
          'batch:period=1',
          'pad:at=gateway+stp:at=gateway',
        ],
      },
      quietJob,
    );
    expect(shapingSearchSchema.parse(found)).toEqual(found);
    // What cannot run there is not among them.
    expect(found.tried.map(({ shaping, withinBudget }) => [shaping, withinBudget])).toEqual([
      ['none', true],
      ['pad:scheme=linear128', true],
      ['pad', false],
      ['batch:period=1', false],
    ]);
    expect(found.best?.shaping).toBe('pad:scheme=linear128');
    const [none, padded] = found.tried;
    expect(padded?.iotAccuracy).toBeLessThan(none?.iotAccuracy as number);
    expect(found.tried[2]?.iotAccuracy).toBeNull();
  }, 60_000);

  it('has candidates that can all be read, none first', () => {
    expect(searchCandidates[0]).toBe('none');
    expect(new Set(searchCandidates).size).toBe(searchCandidates.length);
    for (const text of searchCandidates) expect(parseShaping(text).length).toBeGreaterThan(0);
  });
});
