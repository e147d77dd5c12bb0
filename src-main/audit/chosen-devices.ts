import { HomeMoleError } from '../contract/errors';
import type { Home } from '../contract/home';

/**
 * Which devices of a home are meant.
 * @param names MACs, names or types; null: all devices
 * @returns 1 for each device that is meant, as in `home.devices`
 * @throws HomeMoleError `device-unknown` for a name that no device has
 */
export function chosenDevices(home: Home, names: readonly string[] | null): Uint8Array {
  const { devices } = home;
  if (names === null) return new Uint8Array(devices.length).fill(1);
  const chosen = new Uint8Array(devices.length);
  for (const name of names) {
    let found = false;
    devices.forEach(({ mac, device, type, name: called }, i) => {
      if (![mac, device, type, called].includes(name)) return;
      chosen[i] = 1;
      found = true;
    });
    if (found) continue;
    const known = devices.map(({ device }) => device).join(', ');
    throw new HomeMoleError('device-unknown', { device: name, known });
  }
  return chosen;
}

/** Devices of packets, those that are not meant as if they were none: -1. */
export function onlyChosen(devices: Int32Array, chosen: Uint8Array): Int32Array {
  return devices.map((device) => (device >= 0 && chosen[device] === 1 ? device : -1));
}
