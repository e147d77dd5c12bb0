/** How ESP in tunnel mode packs a packet: RFC 4303, section 2; in bytes. */
export interface EspFormat {
  readonly iv: number;
  /** The padding makes packet, padding and its two bytes of trailer a multiple of it; 4 for AES-GCM. */
  readonly block: number;
  /** Integrity check value at the end. */
  readonly icv: number;
}

const SPI_AND_SEQUENCE = 8;
/** Pad length and next header. */
const TRAILER = 2;
const IPV4_HEADER = 20;
const UDP_HEADER = 8;
const LINK_MTU = 1500;

/** AES-GCM with a 16-byte ICV: RFC 4106. */
export const espGcm: EspFormat = { iv: 8, block: 4, icv: 16 };
/** ChaCha20-Poly1305 (RFC 7634) has the same lengths. AES-CBC: RFC 3602; HMACs: RFC 2404, RFC 4868. */
export const espAesCbcSha1: EspFormat = { iv: 16, block: 16, icv: 12 };
export const espAesCbcSha256: EspFormat = { iv: 16, block: 16, icv: 16 };
export const espDesEde3CbcSha1: EspFormat = { iv: 8, block: 8, icv: 12 };

/**
 * Bytes of ESP for an inner IP packet of `length` bytes, without padding for secrecy (TFC). They stand behind
 * the outer IP header, or with NAT traversal behind that of UDP (RFC 3948).
 */
export function espPayload({ iv, block, icv }: EspFormat, length: number): number {
  return SPI_AND_SEQUENCE + iv + block * Math.ceil((length + TRAILER) / block) + icv;
}

/** The longest inner IP packet that needs no fragments outside: what Path MTU Discovery finds. */
export function espPathMtu({ iv, block, icv }: EspFormat, isNatTraversal = false): number {
  const outer = IPV4_HEADER + (isNatTraversal ? UDP_HEADER : 0);
  const room = LINK_MTU - outer - SPI_AND_SEQUENCE - iv - icv;
  return Math.floor(room / block) * block - TRAILER;
}
