import type { CaptureInterface } from '../../contract/capture';

export type InterfaceKind = CaptureInterface['kind'];

/** What the system tells of an interface beside its name. */
export interface InterfaceFacts {
  readonly loopback?: boolean;
  readonly wireless?: boolean;
  readonly bridge?: boolean;
  /** It has hardware of its own behind it. */
  readonly hardware?: boolean;
  readonly tunnel?: boolean;
  /** It has no hardware, by the system's own word. */
  readonly virtual?: boolean;
}

/** The kind of an interface: by what the system tells, then by the names that systems give. */
export function kindOf(name: string, facts: InterfaceFacts = {}): InterfaceKind {
  if (name === 'any') return 'any';
  if (facts.loopback || /^lo\d*$/.test(name)) return 'loopback';
  if (facts.wireless || /^(wl|wlan|ath|ra)\w*\d/.test(name)) return 'wifi';
  if (facts.bridge || /^(br|bridge|docker|virbr)[-\d]/.test(name)) return 'bridge';
  if (facts.tunnel || /^(tun|tap|wg|ipsec|utun|gre|sit|ppp|zt|tailscale)\w*\d/.test(name)) {
    return 'tunnel';
  }
  if (/^(wwan|wwp|ww)\w*\d/.test(name)) return 'mobile';
  if (/bluetooth|^bnep/.test(name)) return 'bluetooth';
  if (/^(veth|vnet|dummy|ifb|macvlan|ipvlan)/.test(name)) return 'virtual';
  if (facts.hardware || /^(eth|en|lan|wan|em)\w*\d/.test(name)) return 'ethernet';
  return facts.virtual ? 'virtual' : 'other';
}

const kindNames: Record<InterfaceKind, string> = {
  ethernet: 'Ethernet',
  wifi: 'Wi-Fi',
  bridge: 'Bridge',
  tunnel: 'Tunnel or VPN',
  loopback: 'This computer itself (loopback)',
  virtual: 'Virtual',
  mobile: 'Mobile network',
  bluetooth: 'Bluetooth',
  any: 'All interfaces together',
  other: '',
};

/** What people call it: the system's own description where it has one, else its kind. */
export function describeInterface(kind: InterfaceKind, systemDescription: string): string {
  const own = systemDescription.trim();
  if (own === '' || /^loopback$/i.test(own)) return kindNames[kind];
  return own;
}
