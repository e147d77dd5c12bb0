import type { TypePresence } from '../../src-main/contract/calibration';

const windowSeconds = 360;

/** What the eavesdropper makes of each type, by how many of its packets were named right. */
export function fixturePresence(
  types: readonly string[],
  recallOf: (type: string) => number,
  start: number,
  seconds: number,
): TypePresence[] {
  const windows = Math.ceil(seconds / windowSeconds);
  return types.map((type, i): TypePresence => {
    const recall = recallOf(type);
    const claimed = Math.round(windows * recall * 0.8);
    const present = Math.round(windows * 0.8);
    const never = recall < 0.3;
    const busy = i % 3 === 0 ? 2 : 0;
    return {
      type,
      windowSeconds,
      windows,
      claimed,
      right: claimed,
      probability: claimed === 0 ? null : 0.55 + 0.44 * recall,
      since: never ? null : start + i * windowSeconds,
      sureSeconds: never ? null : i * windowSeconds + 31,
      sureWasRight: never ? null : true,
      score: {
        present,
        found: Math.min(claimed, present),
        falsely: 0,
        precision: claimed === 0 ? null : 1,
        recall: claimed / present,
        f1: (2 * claimed) / (claimed + present),
        brierScore: 0.2 * (1 - recall),
      },
      activity: { idleBytes: 1200, busyBytes: 4800, windows, claimed: busy, busy, right: busy },
    };
  });
}
