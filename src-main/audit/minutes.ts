/**
 * Seconds as minutes for a sentence: whole ones from ten on, below that with one decimal, so that
 * half a minute is not called one.
 */
export function minutesOf(seconds: number): number {
  return seconds < 600 ? Math.max(0.1, Math.round(seconds / 6) / 10) : Math.round(seconds / 60);
}
