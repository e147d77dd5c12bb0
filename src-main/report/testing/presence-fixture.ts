import type { TypePresence } from '../../contract/calibration';

/** What an eavesdropper makes of each type; the third in longer windows, the last never surely. */
export function presenceOf(types: readonly string[], start: number): TypePresence[] {
  return types.map((type, i): TypePresence => {
    const windowSeconds = i === 2 ? 1800 : 360;
    const windows = 43_200 / windowSeconds;
    const claimed = i === types.length - 1 ? 0 : Math.round(windows * (0.9 - 0.08 * i));
    const present = Math.min(windows, claimed + 2);
    const falsely = i % 3;
    const found = Math.max(0, claimed - 1);
    const never = claimed === 0;
    return {
      type,
      windowSeconds,
      windows,
      claimed,
      right: Math.max(0, claimed - falsely),
      probability: never ? null : 0.98 - 0.02 * i,
      since: never ? null : start + i * windowSeconds,
      sureSeconds: never ? null : i * windowSeconds + 42.5,
      sureWasRight: never ? null : i !== 3,
      score: {
        present,
        found,
        falsely,
        precision: found + falsely === 0 ? null : found / (found + falsely),
        recall: found / present,
        f1: (2 * found) / (found + falsely + present),
        brierScore: 0.01 + 0.01 * i,
      },
      activity: {
        idleBytes: 1000 + 100 * i,
        busyBytes: 4096 + 300 * i,
        windows: 120,
        claimed: i === 1 ? 7 : 0,
        busy: i === 1 ? 6 : 0,
        right: i === 1 ? 6 : 0,
      },
    };
  });
}
