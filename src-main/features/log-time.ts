/** Log-scaled time: ln(1 + milliseconds), so that both 1 ms and 10 min keep their differences. */
export function logTime(seconds: number): number {
  return Math.log1p(Math.max(0, seconds) * 1000);
}
