import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { quietJob } from '../../contract/job';
import { profilesResultSchema } from '../../contract/profiles';
import { runProfiles } from './run-profiles';

const resources = resolve(import.meta.dirname, '../../../resources');
const sample = (name: string): string => join(resources, 'sample-home', name);
const options = {
  captures: [sample('capture.pcapng')],
  labels: sample('devices.csv'),
  resources,
  knownDevices: null,
  seed: 1,
  device: 'light-bulb',
} as const;

describe('profiles of a home', () => {
  it('are of header fields behind NAPT, of lengths in a tunnel, and explain what they say', async () => {
    for (const [vantage, fields] of [
      ['napt', 6],
      ['wireguard', 1],
    ] as const) {
      const result = await runProfiles({ ...options, vantage }, quietJob);
      expect(profilesResultSchema.parse(result)).toEqual(result);
      expect(result).toMatchObject({ vantage, simulated: true });
      const [bulb] = result.devices;
      expect(result.devices).toHaveLength(1);
      const elements = bulb!.profiles.flatMap((profile) => profile.elements);
      expect(Math.max(...elements.map((element) => element.fields.length))).toBe(fields);
      expect(bulb!.coverage).toHaveLength(bulb!.profiles.length);
      expect(bulb!.coverage[0]).toBeCloseTo(bulb!.profiles[0]!.explained, 12);
      const sorted = [...bulb!.coverage].sort((one, other) => one - other);
      expect(bulb!.coverage).toEqual(sorted);
      // A bulb says the same again and again.
      expect(sorted.at(-1)).toBeGreaterThan(0.5);
      expect(bulb!.byMinutes.map(({ minutes }) => minutes)).toContain(30);
    }
  });

  it('are refused for a device that is not there', async () => {
    const asked = { ...options, vantage: 'napt', device: 'toaster' } as const;
    await expect(runProfiles(asked, quietJob)).rejects.toMatchObject({
      problem: { code: 'device-unknown' },
    });
  });
});
