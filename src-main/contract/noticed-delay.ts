import { NON_IOT } from './home';
import type { ShapingCost } from './shaped-run';

/**
 * The wait that people notice: within which 95 % of the packets leave, of the home or of the smart device that
 * waits longest. Where smart devices alone are shaped, the many packets of phones and computers, which never
 * wait, would hide theirs.
 * @returns seconds
 */
export function noticedDelay({
  latencySeconds,
  devices,
}: Pick<ShapingCost, 'latencySeconds' | 'devices'>): number {
  const smart = devices.filter(({ type }) => type !== NON_IOT);
  return Math.max(latencySeconds.p95, ...smart.map((one) => one.latencySeconds.p95));
}
