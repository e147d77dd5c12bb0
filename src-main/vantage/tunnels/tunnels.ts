import type { VantageName } from '../../contract/vantage';
import { ipsecEspAes256Gcm } from './ipsec';
import * as openvpn from './openvpn';
import type { Tunnel } from './tunnel';
import { wireguard } from './wireguard';

/** All tunnels that are vantages, the commonest first within each protocol. */
export const tunnels: readonly Tunnel[] = [
  openvpn.openvpnUdpAes256Gcm,
  openvpn.openvpnUdpChacha20Poly1305,
  openvpn.openvpnUdpAes128CbcSha1,
  openvpn.openvpnUdpAes256CbcSha256,
  openvpn.openvpnUdpBfCbcSha1,
  openvpn.openvpnUdpDesEde3CbcSha1,
  openvpn.openvpnTcpAes256Gcm,
  wireguard,
  ipsecEspAes256Gcm,
];

/** The tunnel of that vantage; null for `lan` and `napt`. */
export function tunnelOf(vantage: VantageName): Tunnel | null {
  return tunnels.find(({ name }) => name === vantage) ?? null;
}
