import type { TcpStack } from '../world/tcp-stacks';
import { write16, write32 } from './words';

const NONE = new Uint8Array(0);

/** What both ends agreed on in the handshake. */
export interface Negotiated {
  timestamps: boolean;
  windowScale: boolean;
  sack: boolean;
}

/** What two stacks agree on: an option counts when both offer it. */
export function negotiate(a: TcpStack, b: TcpStack): Negotiated {
  const both = (kind: number): boolean =>
    a.synOptions.includes(kind) && b.synOptions.includes(kind);
  return { timestamps: both(8), windowScale: both(3), sack: both(4) };
}

/** The options of a SYN (`agreed` null) or of the SYN-ACK that answers one. */
export function synOptions(
  stack: TcpStack,
  mss: number,
  agreed: Negotiated | null,
  value: number,
  echo: number,
): Uint8Array {
  const bytes: number[] = [];
  for (const kind of stack.synOptions) {
    if (kind === 2) bytes.push(2, 4, mss >>> 8, mss & 255);
    else if (kind === 4 && agreed?.sack !== false) bytes.push(4, 2);
    else if (kind === 3 && agreed?.windowScale !== false) bytes.push(3, 3, stack.windowScale);
    else if (kind === 8 && agreed?.timestamps !== false) bytes.push(...timestamps(value, echo));
    else if (agreed === null && kind <= 1) bytes.push(kind);
  }
  if (agreed) alignWithNops(bytes);
  while (bytes.length % 4 !== 0) bytes.push(0);
  return Uint8Array.from(bytes);
}

/** The options of every later segment: two NOPs and the timestamps, or nothing. */
export function segmentOptions(agreed: Negotiated, value: number, echo: number): Uint8Array {
  if (!agreed.timestamps) return NONE;
  const bytes = new Uint8Array(12);
  bytes[0] = 1;
  bytes[1] = 1;
  bytes[2] = 8;
  bytes[3] = 10;
  write32(bytes, 4, value);
  write32(bytes, 8, echo);
  return bytes;
}

function timestamps(value: number, echo: number): number[] {
  const bytes = new Uint8Array(10);
  bytes[0] = 8;
  bytes[1] = 10;
  write16(bytes, 2, value >>> 16);
  write16(bytes, 4, value & 0xffff);
  write16(bytes, 6, echo >>> 16);
  write16(bytes, 8, echo & 0xffff);
  return [...bytes];
}

/** A SYN-ACK without all options is filled up with NOPs in front of the last one. */
function alignWithNops(bytes: number[]): void {
  const missing = (4 - (bytes.length % 4)) % 4;
  bytes.splice(4, 0, ...new Array<number>(missing).fill(1));
}
