/**
 * How many windows of the merged stream have packets of one device, of two, and so on (HomeMole, figure 7).
 * @param devices Of each packet in order; below 0: of none.
 * @param window Packets in a window; what is left at the end is in none.
 * @returns From one device to the most there are; windows of no device are in none.
 */
export function deviceCombinations(
  devices: Int32Array,
  window: number,
): { devices: number; windows: number }[] {
  const windowsWith: number[] = [];
  for (let start = 0; start + window <= devices.length; start += window) {
    const active = new Set(devices.subarray(start, start + window).filter((device) => device >= 0));
    windowsWith[active.size] = (windowsWith[active.size] ?? 0) + 1;
  }
  const counts = Array.from(windowsWith, (windows = 0, active) => ({ devices: active, windows }));
  return counts.slice(1);
}
