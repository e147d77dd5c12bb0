import type { Device, Label } from '../contract/home';
import type { KnownDevice } from '../contract/known-devices';
import { isRandomisedMac } from './vendors';

export type Described = Omit<Device, 'ips' | 'packets' | 'bytes' | 'internetPackets'>;

/** What is known of a device beside its traffic. */
export interface DeviceFacts {
  /** MAC address, or the IP address where the capture has no MACs. */
  readonly key: string;
  readonly vendor: string | null;
  readonly label: Label | undefined;
  /** What the user said of it. */
  readonly known: KnownDevice | undefined;
}

type Name = Pick<Device, 'name' | 'nameSource'>;

/**
 * Names, types and kinds of the home's devices, in the order given.
 *
 * `device` and `type`, by which an adversary is trained, come from the label or else from the MAC
 * address alone: they are the same in every capture, whatever the user or the device calls itself.
 * `name` is for people: the user's alias before the label before what was found out. All three are
 * unique but for `type`, which labels may share.
 */
export function describeDevices(all: readonly DeviceFacts[]): Described[] {
  const keys = uniquely(all, ({ label }) => label !== undefined, stableName);
  const names = uniquely(
    all,
    ({ known }) => typeof known?.alias === 'string',
    (facts, index): Name => {
      if (facts.known?.alias) return { name: facts.known.alias, nameSource: 'alias' };
      if (facts.label) return { name: facts.label.device, nameSource: 'label' };
      return { ...(keys[index] as Name) };
    },
  );
  return all.map((facts, index) => {
    const device = (keys[index] as Name).name;
    return {
      device,
      mac: facts.key,
      vendor: facts.vendor,
      ...(names[index] as Name),
      hints: [],
      type: facts.label?.type ?? device,
      category: facts.label?.category ?? null,
      ...kindOf(facts),
    };
  });
}

/** Names made unique; those that people gave (`first`) are kept as they are where they can be. */
function uniquely(
  all: readonly DeviceFacts[],
  first: (facts: DeviceFacts) => boolean,
  nameOf: (facts: DeviceFacts, index: number) => Name,
): Name[] {
  const taken = new Set<string>();
  const names: Name[] = [];
  const give = (facts: DeviceFacts, index: number): void => {
    const { name: base, nameSource } = nameOf(facts, index);
    let name = base;
    if (taken.has(name)) name = `${base} (${tailOf(facts.key)})`;
    if (taken.has(name)) name = `${base} (${facts.key})`;
    for (let number = 2; taken.has(name); number++) name = `${base} (${number})`;
    taken.add(name);
    names[index] = { name, nameSource };
  };
  all.forEach((facts, index) => first(facts) && give(facts, index));
  all.forEach((facts, index) => first(facts) || give(facts, index));
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

function kindOf({
  key,
  label,
  known,
}: DeviceFacts): Pick<Device, 'kind' | 'kindSource' | 'kindReason'> {
  if (known?.kind) return { kind: known.kind, kindSource: 'user', kindReason: 'You said so.' };
  if (label) {
    return { kind: label.kind, kindSource: 'label', kindReason: 'The label file says so.' };
  }
  if (isMac(key) && isRandomisedMac(key)) {
    return {
      kind: 'non-iot',
      kindSource: 'randomised-mac',
      kindReason: 'Its MAC address is made up, as phones and computers do.',
    };
  }
  return { kind: 'iot', kindSource: 'default', kindReason: 'No rule says otherwise.' };
}

function isMac(key: string): boolean {
  return /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(key);
}

/** The last two bytes of a MAC address, as `1a:2b`; anything else whole. */
function tailOf(key: string): string {
  return isMac(key) ? key.slice(-5) : key;
}

/** A vendor's name without its legal form: `TP-Link Technologies Co., Ltd.` -> `TP-Link`. */
export function shortVendor(vendor: string): string {
  const legal =
    /[\s,]+(incorporated|inc|corporation|corp|company|co|limited|ltd|llc|gmbh|ag|s\.?a|b\.?v|technologies|technology|electronics|international|communications?)\b\.?.*$/i;
  return vendor.replace(legal, '').trim() || vendor;
}
