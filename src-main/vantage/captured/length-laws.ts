import type { TunnelProtocol } from '../../contract/tunnel-sighting';
import type { VantageName } from '../../contract/vantage';
import { espPayload } from '../tunnels/esp-format';
import { openvpnPayload } from '../tunnels/openvpn-format';
import { wireguardPayload } from '../tunnels/wireguard';

/**
 * How one family of ciphers turns inner lengths into outer ones. Ciphers of one law cannot be told apart by
 * length.
 */
export interface LengthLaw {
  readonly name: string;
  readonly ciphers: string;
  readonly vantages: readonly VantageName[];
  /** Every data payload leaves `residue` when divided by `block`; 1 and 0: all lengths occur. */
  readonly block: number;
  readonly residue: number;
  /**
   * Bytes behind the outer UDP header (behind IP for ESP; of the record behind its two bytes of length
   * for OpenVPN over TCP) for an inner IP packet of `length` bytes.
   */
  payload(length: number): number;
  /** Payload of the tunnel's own keepalive among the data packets; null where it has none. */
  readonly keepalive: number | null;
  /** Whether a data packet can have that payload. */
  allows(payload: number): boolean;
}

/** No IP packet is shorter. */
const LEAST_INNER = 20;
const PING = 16;
const AEAD_CIPHERS = 'AES-128-GCM, AES-256-GCM or ChaCha20-Poly1305';

/** The law with the test that follows from its block. */
function withTest(law: Omit<LengthLaw, 'allows'>): LengthLaw {
  const { block, residue, keepalive } = law;
  const least = law.payload(LEAST_INNER);
  return {
    ...law,
    allows: (payload) => payload === keepalive || (payload >= least && payload % block === residue),
  };
}

function openvpn(
  fields: Omit<LengthLaw, 'block' | 'residue' | 'keepalive' | 'allows'> & {
    readonly block?: number;
  },
): LengthLaw {
  const { block = 1, payload } = fields;
  const keepalive = payload(PING);
  return withTest({ ...fields, block, residue: keepalive % block, keepalive });
}

function openvpnCbc(
  name: string,
  ciphers: string,
  vantages: readonly VantageName[],
  hmac: number,
  block: number,
): LengthLaw {
  const payload = (length: number): number =>
    openvpnPayload({ carrier: 'udp', cipher: { block, hmac } }, length);
  return openvpn({ name, ciphers, vantages, block, payload });
}

function openvpnLaws(tcp: boolean): LengthLaw[] {
  const udp = (...names: VantageName[]): VantageName[] => (tcp ? [] : names);
  return [
    openvpn({
      name: 'openvpn-aead',
      ciphers: AEAD_CIPHERS,
      vantages: tcp
        ? ['openvpn-tcp-aes-256-gcm']
        : ['openvpn-udp-aes-256-gcm', 'openvpn-udp-chacha20-poly1305'],
      payload: (length) => openvpnPayload({ carrier: 'udp', cipher: 'aead' }, length),
    }),
    openvpn({
      name: 'openvpn-aead-epoch',
      ciphers: `${AEAD_CIPHERS}, in the format of OpenVPN 2.7`,
      vantages: [],
      payload: (length) =>
        openvpnPayload({ carrier: 'udp', cipher: 'aead', isEpoch: true }, length),
    }),
    openvpnCbc(
      'openvpn-cbc16-sha1',
      'AES-CBC with SHA-1',
      udp('openvpn-udp-aes-128-cbc-sha1'),
      20,
      16,
    ),
    openvpnCbc(
      'openvpn-cbc16-sha256',
      'AES-CBC with SHA-256',
      udp('openvpn-udp-aes-256-cbc-sha256'),
      32,
      16,
    ),
    openvpnCbc('openvpn-cbc16-sha512', 'AES-CBC with SHA-512', [], 64, 16),
    openvpnCbc(
      'openvpn-cbc8-sha1',
      'Blowfish-CBC or 3DES-CBC with SHA-1',
      udp('openvpn-udp-bf-cbc-sha1', 'openvpn-udp-des-ede3-cbc-sha1'),
      20,
      8,
    ),
    openvpnCbc('openvpn-cbc8-sha256', 'Blowfish-CBC or 3DES-CBC with SHA-256', [], 32, 8),
  ];
}

/** ESP (RFC 4303): SPI and sequence number, IV, the inner packet and two bytes padded to a block, ICV. */
function esp(
  name: string,
  ciphers: string,
  vantages: readonly VantageName[],
  iv: number,
  block: number,
  icv: number,
): LengthLaw {
  const payload = (length: number): number => espPayload({ iv, block, icv }, length);
  const residue = payload(0) % block;
  return withTest({ name, ciphers, vantages, block, residue, payload, keepalive: null });
}

const espLaws: readonly LengthLaw[] = [
  esp('esp-gcm', 'AES-GCM or ChaCha20-Poly1305', ['ipsec-esp-aes-256-gcm'], 8, 4, 16),
  esp('esp-cbc16-96', 'AES-CBC with SHA-1 or MD5 (96 bits)', [], 16, 16, 12),
  esp('esp-cbc16-128', 'AES-CBC with SHA-256 (128 bits)', [], 16, 16, 16),
  esp('esp-cbc16-192', 'AES-CBC with SHA-384 (192 bits)', [], 16, 16, 24),
  esp('esp-cbc16-256', 'AES-CBC with SHA-512 (256 bits)', [], 16, 16, 32),
  esp('esp-cbc8-96', '3DES-CBC with SHA-1 or MD5 (96 bits)', [], 8, 8, 12),
];

/** WireGuard on a device of that MTU: padded to 16 bytes, never beyond it. */
export function wireguardLaw(mtu: number): LengthLaw {
  return {
    name: 'wireguard',
    ciphers: 'ChaCha20-Poly1305',
    vantages: ['wireguard'],
    block: 1,
    residue: 0,
    payload: (length) => wireguardPayload(length, mtu),
    keepalive: 32,
    allows: (payload) => payload % 16 === 0 || payload === 32 + mtu,
  };
}

/** The laws that a protocol's data can follow; of OpenVPN for packets with a peer id. */
export function lawsOf(protocol: TunnelProtocol, mtu: number): LengthLaw[] {
  if (protocol === 'wireguard') return [wireguardLaw(mtu)];
  if (protocol === 'openvpn-udp') return openvpnLaws(false);
  if (protocol === 'openvpn-tcp') return openvpnLaws(true);
  return [...espLaws];
}

/** WireGuard's MTU unless its packets tell another. */
export const WIREGUARD_MTU = 1420;

/**
 * The law of that name, as a sighting's candidate gives it.
 * @param mtu of the tunnel's device, for WireGuard
 */
export function lawNamed(protocol: TunnelProtocol, name: string, mtu: number): LengthLaw | null {
  return lawsOf(protocol, mtu).find((law) => law.name === name) ?? null;
}
