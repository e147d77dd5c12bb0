import type { Device } from '@contract/home';

/** True when a label file says what type a device is; else the type is a name it was given early. */
export function hasLabel(device: Pick<Device, 'nameSource' | 'kindSource'>): boolean {
  return device.nameSource === 'label' || device.kindSource === 'label';
}

/**
 * What to call the types that stand for one device each: by that device's name of today, which may
 * have been learned, or given by the user, after the type was made.
 */
export function typeNames(
  devices: readonly Pick<Device, 'type' | 'mac' | 'name' | 'nameSource' | 'kindSource'>[],
  nameOf: (device: Pick<Device, 'mac' | 'name'>) => string,
): Map<string, string> {
  const names = new Map<string, string>();
  const several = new Set<string>();
  for (const device of devices) {
    if (names.has(device.type) || hasLabel(device)) several.add(device.type);
    names.set(device.type, nameOf(device));
  }
  for (const type of several) names.delete(type);
  return names;
}
