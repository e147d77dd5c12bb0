import type { ProfilesResult } from '../../src-main/contract/profiles';

/** Three sequences of a plug behind NAPT. */
export function fixtureProfiles(): ProfilesResult {
  const timestamps = (1 * 32 + 1) * 32 + 8;
  return {
    vantage: 'napt',
    simulated: false,
    seconds: 259_200,
    devices: [
      {
        device: 'plug',
        name: 'Plug',
        type: 'plug',
        packets: 1580,
        profiles: [
          {
            elements: [
              { protocol: 17, direction: 1, fields: [71, 29, 63] },
              { protocol: 17, direction: 0, fields: [345, 303] },
            ],
            count: 119,
            explained: 0.151,
            importance: 595,
            secondsLong: 0.11,
          },
          {
            elements: [
              { protocol: 6, direction: 1, fields: [231, 0x18, 501, timestamps, 165, 63] },
              { protocol: 6, direction: 0, fields: [null, 0x18, null, timestamps, null] },
              { protocol: 6, direction: 1, fields: [66, 0x10, null, timestamps, 0, 63] },
            ],
            count: 78,
            explained: 0.148,
            importance: 936,
            secondsLong: 1.04,
          },
          {
            elements: [{ protocol: 0, direction: 0, fields: [98] }],
            count: 1,
            explained: 0.001,
            importance: 1,
            secondsLong: 0,
          },
        ],
        coverage: [0.151, 0.299, 0.3],
        byMinutes: [
          { minutes: 10, coverage: 0.1 },
          { minutes: 30, coverage: 0.22 },
          { minutes: 60, coverage: 0.27 },
          { minutes: 1440, coverage: 0.29 },
        ],
      },
    ],
  };
}
