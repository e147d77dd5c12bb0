import type { VantageName } from '@contract/vantage';

/** The places to listen from as people know them, the commonest first. */
export const vantageGroups = [
  { key: 'router', vantages: ['napt'] },
  {
    key: 'openvpn',
    vantages: [
      'openvpn-udp-aes-256-gcm',
      'openvpn-udp-chacha20-poly1305',
      'openvpn-tcp-aes-256-gcm',
    ],
  },
  {
    key: 'openvpnOld',
    vantages: [
      'openvpn-udp-aes-128-cbc-sha1',
      'openvpn-udp-aes-256-cbc-sha256',
      'openvpn-udp-bf-cbc-sha1',
      'openvpn-udp-des-ede3-cbc-sha1',
    ],
  },
  { key: 'wireguard', vantages: ['wireguard'] },
  { key: 'ipsec', vantages: ['ipsec-esp-aes-256-gcm'] },
] as const satisfies readonly { key: string; vantages: readonly VantageName[] }[];

/** All of them in the order shown. */
export const offeredVantages: readonly Exclude<VantageName, 'lan'>[] = vantageGroups.flatMap(
  ({ vantages }) => [...vantages],
);

/** Those that are tunnels. */
export const offeredTunnels = offeredVantages.filter((name) => name !== 'napt');
