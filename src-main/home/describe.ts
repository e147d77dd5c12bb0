import type { Device } from '../contract/home';
import { judgeKind } from './kind/judge-kind';
import { learnedName, type Name } from './words/learned-name';
import { isMac, tailOf } from './mac';
import { type DeviceFacts, portraitOf } from './words/portrait';
import { shownHints } from './words/said';
import { isRandomisedMac, shortVendor } from './vendors';

export type Described = Omit<Device, 'ips' | 'packets' | 'bytes' | 'internetPackets'>;

/**
 * Names, types and kinds of the home's devices, in the order given.
 *
 * `device` and `type`, by which an adversary is trained, come from the label or else from the MAC
 * address alone: they are the same in every capture, whatever the user or the device calls itself.
 * `name` is for people: the user's alias before the label before what was found out. Names and
 * `device` are unique; types that labels give may be shared.
 */
export function describeDevices(all: readonly DeviceFacts[]): Described[] {
  const portraits = all.map(portraitOf);
  const keys = uniquely(all, [({ label }) => label !== undefined], stableName);
  const names = uniquely(
    all,
    [({ known }) => typeof known?.alias === 'string', ({ label }) => label !== undefined],
    (facts, index): Name => {
      const { known, label } = facts;
      if (known?.alias) return { name: known.alias, nameSource: 'alias' };
      if (label) return { name: label.device, nameSource: 'label' };
      return learnedName(portraits[index]!) ?? stableName(facts);
    },
  );
  return portraits.map((portrait, index) => {
    const { key, vendor, label, said } = portrait;
    const device = keys[index]!.name;
    return {
      device,
      mac: key,
      vendor,
      ...names[index]!,
      hints: shownHints(said),
      type: label?.type ?? device,
      category: label?.category ?? null,
      ...judgeKind(portrait),
    };
  });
}

/**
 * Names made unique. Those that `first` picks get theirs first, one after the other, so that no name
 * that was found out takes one that somebody gave.
 */
function uniquely(
  all: readonly DeviceFacts[],
  first: readonly ((facts: DeviceFacts) => boolean)[],
  nameOf: (facts: DeviceFacts, index: number) => Name,
): Name[] {
  const taken = new Set<string>();
  const names: Name[] = [];
  for (const picks of [...first, () => true]) {
    all.forEach((facts, index) => {
      if (names[index] || !picks(facts)) return;
      const { name: base, nameSource } = nameOf(facts, index);
      let name = base;
      if (taken.has(name)) name = `${base} (${tailOf(facts.key)})`;
      if (taken.has(name)) name = `${base} (${facts.key})`;
      for (let number = 2; taken.has(name); number++) name = `${base} (${number})`;
      taken.add(name);
      names[index] = { name, nameSource };
    });
  }
  return names;
}

/** The label's name, or one of the MAC address alone. */
function stableName({ key, vendor, label }: DeviceFacts): Name {
  if (label) return { name: label.device, nameSource: 'label' };
  if (!isMac(key)) return { name: key, nameSource: 'address' };
  if (isRandomisedMac(key)) {
    return { name: `Private address ${tailOf(key)}`, nameSource: 'randomised-mac' };
  }
  if (vendor === null) return { name: key, nameSource: 'mac' };
  return { name: `${shortVendor(vendor)} ${tailOf(key)}`, nameSource: 'vendor' };
}
