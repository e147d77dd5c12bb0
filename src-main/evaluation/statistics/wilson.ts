/** Standard normal quantile of a two-sided interval of 95 %. */
const Z95 = 1.959963984540054;

/**
 * Lower end of Wilson's score interval for a share (Wilson, JASA 1927), 95 %, two-sided: what can be said of
 * a share that was counted on few. 0 of nothing.
 */
export function wilsonLower(right: number, total: number): number {
  if (total === 0) return 0;
  const share = right / total;
  const z2 = Z95 * Z95;
  const centre = share + z2 / (2 * total);
  const spread = Z95 * Math.sqrt((share * (1 - share)) / total + z2 / (4 * total * total));
  return Math.max(0, (centre - spread) / (1 + z2 / total));
}
