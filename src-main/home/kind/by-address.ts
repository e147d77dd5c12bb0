import { isMac } from '../mac';
import { isRandomisedMac, shortVendor } from '../vendors';
import type { Portrait } from '../words/portrait';
import { brief, type Ruling } from './ruling';
import { personalVendors, thingVendors, virtualVendors } from './telling-words';

/** By who registered the MAC address. */
export function byVendor({ vendor }: Portrait): Ruling | null {
  if (vendor === null) return null;
  const kindSource = 'vendor';
  if (personalVendors.test(vendor)) {
    const kindReason = `${brief(shortVendor(vendor))} makes phones or computers: probably one of them.`;
    return { kind: 'non-iot', kindSource, kindReason };
  }
  if (virtualVendors.test(vendor)) {
    const kindReason = `Its MAC address is one of virtual machines (${brief(shortVendor(vendor))}): probably a computer.`;
    return { kind: 'non-iot', kindSource, kindReason };
  }
  if (!thingVendors.test(vendor)) return null;
  const kindReason = `${brief(shortVendor(vendor))} makes smart devices, or chips for them: probably one of them.`;
  return { kind: 'iot', kindSource, kindReason };
}

/** By a MAC address that was made up. */
export function byRandomisedMac({ key }: Portrait): Ruling | null {
  if (!isMac(key) || !isRandomisedMac(key)) return null;
  const kindReason =
    'Its MAC address is made up, as phones and computers do: probably one of them.';
  return { kind: 'non-iot', kindSource: 'randomised-mac', kindReason };
}
