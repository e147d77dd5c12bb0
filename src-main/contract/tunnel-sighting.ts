import { z } from 'zod';
import { vantageNameSchema } from './vantage';

/** What a tunnel in a capture speaks. `ipsec-nat-t` is ESP in UDP (RFC 3948). */
export const tunnelProtocols = [
  'openvpn-udp',
  'openvpn-tcp',
  'wireguard',
  'ipsec-esp',
  'ipsec-nat-t',
] as const;
export const tunnelProtocolSchema = z.enum(tunnelProtocols);
export type TunnelProtocol = z.infer<typeof tunnelProtocolSchema>;

/** Protocols as people write them. */
export const tunnelProtocolNames: Record<TunnelProtocol, string> = {
  'openvpn-udp': 'OpenVPN over UDP',
  'openvpn-tcp': 'OpenVPN over TCP',
  wireguard: 'WireGuard',
  'ipsec-esp': 'IPsec (ESP)',
  'ipsec-nat-t': 'IPsec (ESP in UDP)',
};

/**
 * One thing in the packets that speaks for what the tunnel is said to be; words in
 * `evidenceTexts`.
 */
export const sightingEvidenceSchema = z.object({
  code: z.enum([
    'openvpn-opcodes',
    'openvpn-reset',
    'openvpn-peer-id',
    'openvpn-no-peer-id',
    'openvpn-counter',
    'openvpn-no-counter',
    'openvpn-lengths-in-stream',
    'openvpn-ping',
    'wireguard-types',
    'wireguard-handshake',
    'wireguard-padding',
    'wireguard-clamp',
    'esp-protocol',
    'esp-spi',
    'esp-ike',
    'esp-keepalive',
    'counter',
    'residues',
    'few-lengths',
  ]),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The evidence in words, e.g. `Payloads are 8 more than a multiple of 16.` */
  text: z.string(),
});
export type SightingEvidence = z.infer<typeof sightingEvidenceSchema>;
export type EvidenceCode = SightingEvidence['code'];

/** What the lengths follow: how the tunnel encrypts, as far as the line shows it. */
export const sightingCandidateSchema = z.object({
  /** Name of the length law, e.g. `openvpn-aead`; ciphers of one law cannot be told apart by length. */
  law: z.string(),
  /** The ciphers of the law in words, e.g. `AES-128-GCM, AES-256-GCM or ChaCha20-Poly1305`. */
  ciphers: z.string(),
  /** Vantages whose lengths are these; the first one stands for all. Empty: HomeMole has none. */
  vantages: z.array(vantageNameSchema),
  /** Share of the data packets whose length the law allows, 0 to 1. */
  fit: z.number(),
});
export type SightingCandidate = z.infer<typeof sightingCandidateSchema>;

export const tunnelEndSchema = z.object({
  address: z.string(),
  /** Null for ESP, which has no ports. */
  port: z.number().int().nullable(),
});

/** A tunnel that a capture shows from outside: who speaks to whom, what it looks like, and why. */
export const tunnelSightingSchema = z.object({
  protocol: tunnelProtocolSchema,
  /** `certain`: seen in fields that nothing else has; `likely`: nothing speaks against it. */
  confidence: z.enum(['certain', 'likely']),
  /** The end that opened the tunnel, as far as is known: the home's. */
  client: tunnelEndSchema,
  server: tunnelEndSchema,
  /** Whether the packets show which end is the client; else the ports, or the order, were followed. */
  clientShown: z.boolean(),
  /** Outer packets, fragments not counted on their own; their IP bytes. */
  packets: z.number().int(),
  bytes: z.number().int(),
  /** Of `packets`, those that carry something (keepalives are among them where they look alike). */
  dataPackets: z.number().int(),
  /** Seconds since the epoch. */
  firstTime: z.number(),
  lastTime: z.number(),
  /** Whether the capture shows a handshake: it began before the tunnel or saw keys renewed. */
  handshakeSeen: z.boolean(),
  /** Best first; several of nearly the same `fit` cannot be told apart. May be empty. */
  candidates: z.array(sightingCandidateSchema),
  /** MTU of the tunnel's device, where lengths show it (WireGuard); else null. */
  mtu: z.number().int().nullable(),
  evidence: z.array(sightingEvidenceSchema),
});
export type TunnelSighting = z.infer<typeof tunnelSightingSchema>;

const evidenceTexts: Record<EvidenceCode, string> = {
  'openvpn-opcodes': 'The first byte of {share} % of its packets is an OpenVPN opcode ({opcodes}).',
  'openvpn-reset': 'The two ends open a session as OpenVPN does (hard reset of client and server).',
  'openvpn-peer-id': 'Data packets carry a peer id that stays ({peers}).',
  'openvpn-no-peer-id':
    'Most data packets have no peer id and are 3 bytes shorter, as before OpenVPN 2.4.',
  'openvpn-counter':
    'A packet number counts up in the clear, as only AEAD ciphers leave it (GCM, ChaCha20-Poly1305).',
  'openvpn-no-counter':
    'No packet number in the clear: what follows the opcode looks random, as with CBC ciphers.',
  'openvpn-lengths-in-stream':
    'The stream is a chain of two-byte lengths, each followed by an OpenVPN opcode ({records} records).',
  'openvpn-ping': 'The smallest data packets ({payload} bytes, {count} of them) are OpenVPN pings.',
  'wireguard-types': 'All packets begin with a WireGuard message type and three zeros ({types}).',
  'wireguard-handshake': 'Handshakes have WireGuard’s lengths (148 and 92 bytes).',
  'wireguard-padding': 'Data is padded to 16 bytes, as WireGuard does ({share} % of the packets).',
  'wireguard-clamp':
    'The largest packets ({payload} bytes) are not: padding ends at the tunnel’s MTU of {mtu}.',
  'esp-protocol': 'IP protocol 50 is ESP by definition.',
  'esp-spi': 'UDP port 4500, and each packet begins with a security parameter index that stays.',
  'esp-ike': 'Both ends negotiate keys by IKE (port {port}).',
  'esp-keepalive': 'NAT keepalives of one byte (RFC 3948): {count}.',
  counter: 'A packet number counts up in the clear.',
  'few-lengths': 'Different lengths seen: only {lengths}, too few to tell ciphers apart by length.',
  residues: 'Payload lengths leave {residue} when divided by {block}, as {ciphers} would.',
};

/** The evidence with its words filled in. */
export function sightingEvidence(
  code: EvidenceCode,
  params: SightingEvidence['params'] = {},
): SightingEvidence {
  const text = evidenceTexts[code].replace(/\{(\w+)\}/g, (_, name: string) =>
    String(params[name] ?? ''),
  );
  return { code, params, text };
}
