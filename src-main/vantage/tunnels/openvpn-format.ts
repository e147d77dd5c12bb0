/** How OpenVPN packs a packet, and what follows from it. Source: OpenVPN 2.6, mtu.c and mss.c. */
export interface OpenvpnFormat {
  /** AEAD (GCM, ChaCha20-Poly1305), or CBC with its block and HMAC in bytes. */
  readonly cipher: 'aead' | { readonly block: number; readonly hmac: number };
  readonly carrier: 'udp' | 'tcp';
  /** False: P_DATA_V1 of version 2.3 and before, an opcode of one byte without a peer id. */
  readonly hasPeerId?: boolean;
  /** Data channel of version 2.7 ("epoch"): a packet id of eight bytes instead of four; AEAD only. */
  readonly isEpoch?: boolean;
  /** Bytes put before each packet inside: 1 for a compression stub, 4 with `--fragment`. */
  readonly before?: number;
}

const TAG = 16;
const PACKET_ID = 4;
const EPOCH_PACKET_ID = 8;
/** Before each record of a tunnel over TCP, in the clear. */
const RECORD_LENGTH = 2;
const IPV4_UDP = 28;
const IPV4_TCP = 40;

/** Bytes before the cipher's own: the record's length, opcode and peer id. */
function clearBytes({ carrier, hasPeerId = true }: OpenvpnFormat): number {
  return (carrier === 'tcp' ? RECORD_LENGTH : 0) + (hasPeerId ? 4 : 1);
}

/** Bytes of UDP payload, or of the TCP stream, for an inner IP packet of `length` bytes. */
export function openvpnPayload(format: OpenvpnFormat, length: number): number {
  const { cipher, isEpoch = false, before = 0 } = format;
  if (cipher === 'aead') {
    return clearBytes(format) + (isEpoch ? EPOCH_PACKET_ID : PACKET_ID) + TAG + before + length;
  }
  const { block, hmac } = cipher;
  // The packet id is encrypted with the packet; PKCS#7 adds one byte at least. The IV is a block.
  const blocks = Math.floor((PACKET_ID + before + length) / block) + 1;
  return clearBytes(format) + hmac + block + block * blocks;
}

/**
 * The MSS that `mssfix` writes into TCP handshakes over IPv4: outer packets of TCP inside are to have
 * `mssfix` bytes at most with their IP header (1492 by default since version 2.6, 1450 before).
 */
export function openvpnMss(format: OpenvpnFormat, mssfix = 1492): number {
  const { cipher, carrier, isEpoch = false, before = 0 } = format;
  const room = mssfix - (carrier === 'tcp' ? IPV4_TCP : IPV4_UDP) - clearBytes(format);
  if (cipher === 'aead') return room - (isEpoch ? EPOCH_PACKET_ID : PACKET_ID) - TAG - before - 40;
  const { block, hmac } = cipher;
  const encrypted = Math.floor((room - block - hmac) / block) * block;
  // One byte of padding at least.
  return encrypted - 1 - PACKET_ID - before - 40;
}
