import type { VantageAudit } from '../../src-main/contract/results';

/** What an eavesdropper says of a front door over an hour: all right but the last. */
export function fixtureDiary(): Pick<VantageAudit, 'events' | 'interactions'> {
  const door = { device: 'front-door', confidence: 0.97 };
  return {
    events: Array.from({ length: 9 }, (_, i) => ({
      ...door,
      time: 1_562_011_200 + 400 * i,
      interaction: i % 2 === 0 ? 'unlock' : 'lock',
      right: i < 8,
    })),
    interactions: [
      {
        device: 'front-door',
        interaction: 'lock',
        events: 4,
        claimed: 4,
        right: 4,
        precision: 1,
        recall: 1,
      },
      {
        device: 'front-door',
        interaction: 'unlock',
        events: 4,
        claimed: 5,
        right: 4,
        precision: 0.8,
        recall: 1,
      },
    ],
  };
}
