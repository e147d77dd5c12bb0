import { type Home, NON_IOT } from '../contract/home';

/** Label of packets that belong to no class: the tunnel's own, or a device the classes lack. */
export const NO_CLASS = 0xffff;

/** The class of each device: its type, or `non-iot` for all phones and computers together. */
export function deviceClasses(home: Home): string[] {
  return home.devices.map(({ type, kind }) => (kind === 'iot' ? type : NON_IOT));
}

/** Index into `home.devices` for each packet of a view; -1 for tunnel control. */
export function devicesOf(home: Home, origin: Int32Array): Int32Array {
  return origin.map((row) => (row < 0 ? -1 : (home.device[row] as number)));
}

/** The classes that occur among the devices of these packets, sorted, `non-iot` last. */
export function classesPresent(home: Home, devices: Int32Array): string[] {
  const seen = new Uint8Array(home.devices.length);
  for (const device of devices) if (device >= 0) seen[device] = 1;
  const names = new Set(deviceClasses(home).filter((_, device) => seen[device] === 1));
  const iot = [...names].filter((name) => name !== NON_IOT).sort();
  return names.has(NON_IOT) ? [...iot, NON_IOT] : iot;
}

/** Index into `classes` of each packet's true class; NO_CLASS where there is none. */
export function truthLabels(
  home: Home,
  devices: Int32Array,
  classes: readonly string[],
): Uint16Array {
  const ofDevice = deviceClasses(home).map((name) => {
    const index = classes.indexOf(name);
    return index < 0 ? NO_CLASS : index;
  });
  const labels = new Uint16Array(devices.length);
  for (let i = 0; i < devices.length; i++) {
    const device = devices[i] as number;
    labels[i] = device < 0 ? NO_CLASS : (ofDevice[device] as number);
  }
  return labels;
}
