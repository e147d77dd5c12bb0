import type { Device, Label } from '../contract/home';
import { isRandomisedMac } from './vendors';

type Described = Omit<Device, 'ips' | 'packets' | 'bytes' | 'internetPackets'>;

/**
 * Name, type and kind of a device. A label always wins. Without one, a randomised MAC address means
 * a phone or a computer (smart devices keep the address they were built with); all else is IoT.
 * @param key MAC address, or the IP address where the capture has no MACs.
 * @param taken Names given so far; the new one is added.
 */
export function describeDevice(
  key: string,
  vendor: string | null,
  label: Label | undefined,
  taken: Set<string>,
): Described {
  if (label) {
    taken.add(label.device);
    return {
      hints: [],
      kindReason: 'The label file says so.',
      device: label.device,
      mac: key,
      vendor,
      name: label.device,
      nameSource: 'label',
      type: label.type,
      category: label.category ?? null,
      kind: label.kind,
      kindSource: 'label',
    };
  }
  const isMac = /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(key);
  const randomised = isMac && isRandomisedMac(key);
  const tail = isMac ? key.slice(-5) : key;
  const base = randomised
    ? `Private address ${tail}`
    : vendor !== null
      ? `${shortVendor(vendor)} ${tail}`
      : key;
  let name = base;
  for (let number = 2; taken.has(name); number++) name = `${base} (${number})`;
  taken.add(name);
  return {
    hints: [],
    kindReason: randomised
      ? 'Its MAC address is made up, as phones and computers do.'
      : 'No rule says otherwise.',
    device: name,
    mac: key,
    vendor,
    name,
    nameSource: randomised
      ? 'randomised-mac'
      : vendor !== null
        ? 'vendor'
        : isMac
          ? 'mac'
          : 'address',
    type: name,
    category: null,
    kind: randomised ? 'non-iot' : 'iot',
    kindSource: randomised ? 'randomised-mac' : 'default',
  };
}

/** A vendor's name without its legal form: `TP-Link Technologies Co., Ltd.` -> `TP-Link`. */
export function shortVendor(vendor: string): string {
  const legal =
    /[\s,]+(incorporated|inc|corporation|corp|company|co|limited|ltd|llc|gmbh|ag|s\.?a|b\.?v|technologies|technology|electronics|international|communications?)\b\.?.*$/i;
  return vendor.replace(legal, '').trim() || vendor;
}
