/**
 * The seven protocol bits of the HomeMole paper, section 3.3, multi-hot and in its order:
 * IP, TCP, UDP, TLS/SSL, HTTP, DNS, Other. Written left to right as text: `1010010` is DNS over UDP.
 * `Other` is set when the highest protocol was recognised as something else than TLS, HTTP or DNS
 * (NTP, DHCP, QUIC, ICMP ...); a bare TCP or UDP payload leaves it 0.
 */
export const protocolBits = {
  ip: 0b1000000,
  tcp: 0b0100000,
  udp: 0b0010000,
  tls: 0b0001000,
  http: 0b0000100,
  dns: 0b0000010,
  other: 0b0000001,
} as const;

/** The bits as the paper writes them, seven characters. */
export function protocolText(bits: number): string {
  return bits.toString(2).padStart(7, '0');
}
