import type { Problem } from '@contract/errors';
import type { Device } from '@contract/home';
import type { KnownDevice, KnownDeviceChange } from '@contract/known-devices';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { ask } from '../bridge';

const hardwareAddress = /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/;

/** Where a capture has no hardware addresses, a device goes by its IP address, which may pass on. */
export function canBeKnown({ mac }: Pick<Device, 'mac'>): boolean {
  return hardwareAddress.test(mac);
}

/** What the user said of devices in this session; kept outside by MAC address, across captures. */
export const useKnownDevices = defineStore('known-devices', () => {
  const known = shallowRef<Readonly<Record<string, KnownDevice>>>({});
  const problem = shallowRef<Problem | null>(null);

  /** Keeps a change; true when it was kept. */
  async function change(given: KnownDeviceChange): Promise<boolean> {
    const answer = await ask('changeDevice', given);
    problem.value = answer.ok ? null : answer.problem;
    if (answer.ok) known.value = answer.value.devices;
    return answer.ok;
  }

  /** The name to show: what the user just gave wins before the next report brings it. */
  function nameOf(device: Pick<Device, 'mac' | 'name'>): string {
    return known.value[device.mac]?.alias ?? device.name;
  }

  function sourceOf(device: Pick<Device, 'mac' | 'nameSource'>): Device['nameSource'] {
    return known.value[device.mac]?.alias == null ? device.nameSource : 'alias';
  }

  return { known, problem, change, nameOf, sourceOf };
});
