import { protocolBits } from '../contract/protocol-bits';

const { tls, http, dns, other } = protocolBits;

/** Ports that tell the protocol over TCP (IANA, and what IoT devices use without asking it). */
const tcpPorts: [bits: number, ports: number[]][] = [
  // HTTPS, SMTPS, LDAPS, DNS over TLS, FTPS, IMAPS, POP3S, push services, AMQPS, MQTT over TLS
  [tls, [443, 465, 636, 853, 989, 990, 992, 993, 995, 5223, 5228, 5671, 8443, 8883]],
  [http, [80, 8080]],
  [dns, [53, 5353]],
  // FTP, SSH, telnet, SMTP, POP3, NTP, NetBIOS, IMAP, BGP, SMB, RTSP, submission, MQTT, RTMP,
  // RDP, SIP, XMPP, AMQP, VNC, TP-Link Smart Home
  [
    other,
    [
      20, 21, 22, 23, 25, 110, 123, 137, 139, 143, 179, 445, 554, 587, 1883, 1935, 3389, 5060, 5222,
      5672, 5900, 9999,
    ],
  ],
];

/** The same over UDP, where TLS and HTTP do not occur. */
const udpPorts: [bits: number, ports: number[]][] = [
  [dns, [53, 5353]],
  // DHCP, TFTP, QUIC, NTP, NetBIOS, SNMP, IKE, syslog, DHCPv6, DNS over QUIC, OpenVPN, SSDP, STUN,
  // WS-Discovery, IPsec NAT traversal, NAT-PMP, LLMNR, CoAP, TP-Link Smart Home, WireGuard, LIFX
  [
    other,
    [
      67, 68, 69, 80, 123, 137, 138, 161, 162, 443, 500, 514, 546, 547, 853, 1194, 1900, 3478, 3702,
      4500, 5349, 5350, 5351, 5355, 5683, 5684, 9999, 51820, 56700,
    ],
  ],
];

const tcpBits = portTable(tcpPorts);
const udpBits = portTable(udpPorts);

/** What a TCP port pair tells: the bit of the lower port that is known, else of the other, else 0. */
export function tcpPortBit(one: number, other: number): number {
  return one < other ? tcpBits[one]! || tcpBits[other]! : tcpBits[other]! || tcpBits[one]!;
}

/** The same for UDP. */
export function udpPortBit(one: number, other: number): number {
  return one < other ? udpBits[one]! || udpBits[other]! : udpBits[other]! || udpBits[one]!;
}

function portTable(entries: typeof tcpPorts): Uint8Array {
  const table = new Uint8Array(65536);
  for (const [bits, ports] of entries) {
    for (const port of ports) table[port] = bits;
  }
  return table;
}
