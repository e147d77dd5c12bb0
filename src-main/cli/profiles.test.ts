import { expect, it } from 'vitest';
import { profilesText } from './profiles-text';

it('shows profiles as ladders of packets, and what they explain', () => {
  const text = profilesText({
    vantage: 'napt',
    simulated: false,
    seconds: 86_400,
    devices: [
      {
        device: 'plug',
        name: 'The plug',
        type: 'plug',
        packets: 4000,
        profiles: [
          {
            elements: [
              { protocol: 17, direction: 1, fields: [95, 53, 63] },
              { protocol: 17, direction: 0, fields: [null, null] },
            ],
            count: 1440,
            explained: 0.72,
            importance: 4320,
            secondsLong: 0.06,
          },
        ],
        coverage: [0.72],
        byMinutes: [{ minutes: 30, coverage: 0.7 }],
      },
    ],
  });
  expect(text.split('\n')).toEqual([
    'Profiles of 1 d at napt. Arrows: -> out of the home, <- into it.',
    '',
    'The plug: 4,000 packets',
    '  1. 1,440 times, 72.0 % of its packets, 0.06 s at most',
    '       ->     95 B  UDP · 53 B of data · TTL 63',
    '       <- any size  UDP · any data',
    '  Explained by the first profiles: 1: 72.0 %',
    '  Explained in the later half, learned from its first: 30 min: 70.0 %',
    '',
    'Device    Packets  Profiles  Explained',
    '--------  -------  --------  ---------',
    'The plug    4,000         1     72.0 %',
    '',
  ]);
});
