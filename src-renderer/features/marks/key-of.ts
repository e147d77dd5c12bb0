import type { LiveDevice } from '@contract/live';

/** What a mark knows a device by: its MAC address, or its name where there is none. */
export function keyOf({ mac, device }: Pick<LiveDevice, 'mac' | 'device'>): string {
  return /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(mac) ? mac : device;
}
