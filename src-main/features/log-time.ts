import { logOnePlus } from './log-one-plus';

/** Log-scaled time: ln(1 + milliseconds), float32, so that both 1 ms and 10 min keep their differences. */
export function logTime(seconds: number): number {
  return logOnePlus(Math.max(0, seconds) * 1000);
}
