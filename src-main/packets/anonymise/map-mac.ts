import { mapGroupOfIpv4, mapGroupOfIpv6, mapNic } from './group-numbers';
import { domains } from './prf';
import type { Prf } from './prf';

const GROUP = 1;
const LOCAL = 2;
/** Groups of bridges, of Cisco's protocols and of precision time: they name a protocol. */
const protocolGroups = [
  [0x01, 0x80, 0xc2],
  [0x01, 0x00, 0x0c, 0xcc, 0xcc],
  [0x01, 0x1b, 0x19, 0x00, 0x00],
];

/**
 * Another MAC address in the place of this one, the same every time: its bits "group" and "locally
 * administered" stay, and its vendor when that is asked for. Broadcast, zero and the groups of
 * well-known protocols stay. The lower three bytes depend on theirs alone, so that an IPv6
 * solicited-node group fits the addresses in it.
 */
export function mapMac(prf: Prf, mac: Uint8Array, keepVendors: boolean): void {
  if (mac.every((byte) => byte === 0xff) || mac.every((byte) => byte === 0)) return;
  const view = new DataView(mac.buffer, mac.byteOffset, 6);
  const first = mac[0]!;
  if (first & GROUP) {
    if (protocolGroups.some((group) => group.every((byte, i) => mac[i] === byte))) return;
    if (view.getUint16(0) === 0x3333) {
      view.setUint32(2, mapGroupOfIpv6(prf, view.getUint32(2)));
      return;
    }
    if (view.getUint32(0) >>> 8 === 0x01005e && mac[3]! < 0x80) {
      view.setUint32(2, 0x5e000000 | mapGroupOfIpv4(prf, view.getUint32(2) & 0xffffff));
      return;
    }
  }
  const nic = (mac[3]! << 16) | view.getUint16(4);
  if (!keepVendors || first & LOCAL) {
    const vendor = ((first >> 2) << 16) | view.getUint16(1);
    const mapped = prf.permute(domains.vendor, 11, vendor, nic);
    mac[0] = ((mapped >> 16) << 2) | (first & (GROUP | LOCAL));
    view.setUint16(1, mapped & 0xffff);
  }
  const mappedNic = mapNic(prf, nic);
  mac[3] = mappedNic >> 16;
  view.setUint16(4, mappedNic & 0xffff);
}
