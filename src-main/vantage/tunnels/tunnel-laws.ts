import {
  type EspFormat,
  espAesCbcSha1,
  espAesCbcSha256,
  espDesEde3CbcSha1,
  espGcm,
  espPayload,
} from './esp-format';
import { type OpenvpnFormat, openvpnPayload } from './openvpn-format';
import { wireguardPayload } from './wireguard';

/** How the lengths of one sort of tunnel follow from those inside. */
export interface TunnelLaw {
  readonly family: 'openvpn' | 'wireguard' | 'ipsec';
  /** What its ends have agreed on, e.g. `AES-256-GCM, version 2.7`. */
  readonly name: string;
  readonly carrier: 'udp' | 'tcp' | 'esp';
  /** As `Tunnel.outerPayload`. */
  payload(length: number): number;
}

const ciphers = {
  AEAD: 'aead',
  'AES-CBC, SHA1': { block: 16, hmac: 20 },
  'AES-CBC, SHA256': { block: 16, hmac: 32 },
  'BF-CBC or DES-EDE3-CBC, SHA1': { block: 8, hmac: 20 },
} as const satisfies Record<string, OpenvpnFormat['cipher']>;

const variants = {
  '': {},
  'compression stub': { before: 1 },
  fragment: { before: 4 },
  'no peer id': { hasPeerId: false },
} as const satisfies Record<string, Partial<OpenvpnFormat>>;

function openvpnLaws(carrier: 'udp' | 'tcp'): TunnelLaw[] {
  const law = (name: string, format: OpenvpnFormat): TunnelLaw => ({
    family: 'openvpn',
    name,
    carrier,
    payload: (length) => openvpnPayload(format, length),
  });
  const all = Object.entries(ciphers).flatMap(([cipherName, cipher]) =>
    Object.entries(variants).map(([variant, more]) =>
      law([cipherName, variant].filter(Boolean).join(', '), { cipher, carrier, ...more }),
    ),
  );
  return [...all, law('AEAD, epoch', { cipher: 'aead', carrier, isEpoch: true })];
}

const espFormats: Record<string, EspFormat> = {
  'AES-GCM': espGcm,
  'AES-CBC, SHA1': espAesCbcSha1,
  'AES-CBC, SHA256': espAesCbcSha256,
  '3DES-CBC, SHA1': espDesEde3CbcSha1,
};

function espLaws(carrier: 'udp' | 'esp'): TunnelLaw[] {
  return Object.entries(espFormats).map(([name, format]) => ({
    family: 'ipsec',
    name,
    carrier,
    payload: (length) => espPayload(format, length),
  }));
}

/** The laws of all vantages and of their variants, to tell from a captured tunnel which it follows. */
export const tunnelLaws: readonly TunnelLaw[] = [
  ...openvpnLaws('udp'),
  ...openvpnLaws('tcp'),
  { family: 'wireguard', name: 'MTU 1420', carrier: 'udp', payload: (l) => wireguardPayload(l) },
  {
    family: 'wireguard',
    name: 'MTU 1440',
    carrier: 'udp',
    payload: (l) => wireguardPayload(l, 1440),
  },
  ...espLaws('esp'),
  ...espLaws('udp'),
];
