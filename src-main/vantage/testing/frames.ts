const ETHERNET_HEADER = 14;
const IPV4_HEADER = 20;
export const UDP_HEADERS = IPV4_HEADER + 8;
export const TCP_HEADERS = IPV4_HEADER + 20;

/** One end of a packet that is made. */
export interface End {
  readonly mac: string;
  readonly address: string;
  readonly port: number;
}

export interface FrameOptions {
  readonly from: End;
  readonly to: End;
  /** IP total length, at least that of the headers. */
  readonly length: number;
  /** IP identification: what tells packets apart on both sides. */
  readonly identification: number;
}

/** A frame of a local experiment (IEEE 802), which no kernel answers and recordings of IP leave out. */
export function markerFrame(): Buffer {
  const frame = Buffer.alloc(60);
  frame.write('02000000ffff02000000fffe88b5', 0, 'hex');
  return frame;
}

/** An Ethernet frame with a UDP datagram of zeros; it may be fragmented. */
export function udpFrame(options: FrameOptions): Buffer {
  const frame = ipv4Frame(options, 17, false);
  ports(frame, options);
  const at = ETHERNET_HEADER + IPV4_HEADER;
  frame.writeUInt16BE(options.length - IPV4_HEADER, at + 4);
  transportChecksum(frame, at, at + 6);
  return frame;
}

/** An Ethernet frame with another protocol's packet of zeros; it may be fragmented. */
export function ipFrame(options: FrameOptions, protocol: number): Buffer {
  return ipv4Frame(options, protocol, false);
}

/** Of a TCP segment: the fields that are not zero, and the bytes of its options (a multiple of four). */
export interface TcpFields {
  readonly flags: number;
  readonly sequence: number;
  readonly acknowledgement: number;
  readonly options?: Buffer;
  readonly window?: number;
}

/** An Ethernet frame with a TCP segment of zeros; it may not be fragmented. */
export function tcpFrame(options: FrameOptions, fields: TcpFields): Buffer {
  const frame = ipv4Frame(options, 6, true);
  ports(frame, options);
  const at = ETHERNET_HEADER + IPV4_HEADER;
  const extra = fields.options ?? Buffer.alloc(0);
  frame.writeUInt32BE(fields.sequence >>> 0, at + 4);
  frame.writeUInt32BE(fields.acknowledgement >>> 0, at + 8);
  frame.writeUInt16BE(((20 + extra.length) << 10) | fields.flags, at + 12);
  frame.writeUInt16BE(fields.window ?? 65_535, at + 14);
  extra.copy(frame, at + 20);
  transportChecksum(frame, at, at + 16);
  return frame;
}

function ipv4Frame(options: FrameOptions, protocol: number, dontFragment: boolean): Buffer {
  const { from, to, length, identification } = options;
  const frame = Buffer.alloc(ETHERNET_HEADER + length);
  frame.write(`${to.mac}${from.mac}`.replaceAll(':', ''), 0, 'hex');
  frame.writeUInt16BE(0x0800, 12);
  frame[14] = 0x45;
  frame.writeUInt16BE(length, 16);
  frame.writeUInt16BE(identification & 0xffff, 18);
  frame.writeUInt16BE(dontFragment ? 0x4000 : 0, 20);
  frame[22] = 64;
  frame[23] = protocol;
  frame.set(from.address.split('.').map(Number), 26);
  frame.set(to.address.split('.').map(Number), 30);
  frame.writeUInt16BE(internetChecksum(frame.subarray(14, 34), 0), 24);
  return frame;
}

function ports(frame: Buffer, { from, to }: FrameOptions): void {
  frame.writeUInt16BE(from.port, ETHERNET_HEADER + IPV4_HEADER);
  frame.writeUInt16BE(to.port, ETHERNET_HEADER + IPV4_HEADER + 2);
}

/** Writes the checksum of TCP or UDP over the pseudo-header (RFC 9293, RFC 768). */
function transportChecksum(frame: Buffer, at: number, field: number): void {
  const length = frame.length - at;
  const pseudo = (frame[23] as number) + length;
  const sum = internetChecksum(frame.subarray(at), pseudo + wordsOf(frame.subarray(26, 34)));
  frame.writeUInt16BE(sum === 0 ? 0xffff : sum, field);
}

/** RFC 1071. */
function internetChecksum(bytes: Buffer, start: number): number {
  let sum = start + wordsOf(bytes);
  while (sum > 0xffff) sum = Math.floor(sum / 0x10000) + (sum & 0xffff);
  return ~sum & 0xffff;
}

function wordsOf(bytes: Buffer): number {
  let sum = 0;
  for (let i = 0; i + 1 < bytes.length; i += 2) sum += bytes.readUInt16BE(i);
  return bytes.length % 2 === 1 ? sum + (bytes[bytes.length - 1] as number) * 256 : sum;
}
