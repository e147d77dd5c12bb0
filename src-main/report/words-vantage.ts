import type { VantageName } from '../contract/vantage';

/** A vantage point: its heading, where the eavesdropper stands, and what is to be seen there. */
export interface VantageWords {
  title: string;
  where: string;
  sees: string;
}

const tunnelSees =
  'All devices share one encrypted tunnel. Addresses, ports and protocols are gone; what remains of each packet is its size, its direction and its time.';

const openvpn = (cipher: string, transport = 'UDP'): VantageWords => ({
  title: `OpenVPN over ${transport}, ${cipher}`,
  where: `watching an OpenVPN tunnel (${transport}, ${cipher})`,
  sees: tunnelSees,
});

export const vantageWords: Record<VantageName, VantageWords> = {
  lan: {
    title: 'Inside the home',
    where: 'inside the home',
    sees: 'Everything, with the address of each device: the truth that the others are measured by.',
  },
  napt: {
    title: 'Behind your router (NAT)',
    where: 'on the line behind your router',
    sees: 'The router has put its own address in place of the devices’. What remains of each packet is its size, its direction and its time, its protocols, and the server port it talks to. The content is not looked at.',
  },
  'openvpn-udp-aes-256-gcm': openvpn('AES-256-GCM'),
  'openvpn-udp-chacha20-poly1305': openvpn('ChaCha20-Poly1305'),
  'openvpn-udp-aes-128-cbc-sha1': openvpn('AES-128-CBC'),
  'openvpn-udp-aes-256-cbc-sha256': openvpn('AES-256-CBC'),
  'openvpn-udp-bf-cbc-sha1': openvpn('Blowfish-CBC'),
  'openvpn-udp-des-ede3-cbc-sha1': openvpn('3DES-CBC'),
  'openvpn-tcp-aes-256-gcm': openvpn('AES-256-GCM', 'TCP'),
  wireguard: {
    title: 'WireGuard tunnel',
    where: 'watching a WireGuard tunnel',
    sees: tunnelSees,
  },
  'ipsec-esp-aes-256-gcm': {
    title: 'IPsec tunnel, AES-256-GCM',
    where: 'watching an IPsec tunnel (ESP, AES-256-GCM)',
    sees: tunnelSees,
  },
};
