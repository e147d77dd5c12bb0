import { QUIC_HELLO } from '../../contract/clear-messages';
import type { Frame } from '../frame';
import { HelloPieces } from './hello-pieces';
import { readHello } from './hello-extensions';
import { takeCryptoFrames, VarintReader } from './quic-frames';
import { InitialKeys, versionOf } from './quic-keys';
import { say } from './say';

/** The ID that a client's first packet is sent to has at least as many bytes (RFC 9000, 7.2). */
const LEAST_ID = 8;
const MOST_ID = 20;
/** Connections whose ClientHello is not whole yet, and those that are done with. */
const MOST_OPEN = 64;
const MOST_DONE = 1024;
/** Initial packets that are opened of one connection, and packets looked at of one datagram. */
const MOST_PACKETS = 8;
const MOST_IN_DATAGRAM = 4;

interface Connection {
  keys: InitialKeys | null;
  pieces: HelloPieces | null;
  packets: number;
}

/**
 * The ClientHellos in Initial packets of QUIC clients, which the network can read (RFC 9001, 5). One
 * for each capture: a ClientHello may come in two or three packets. What is not whole is held of few
 * connections; the oldest goes when there are more.
 */
export class QuicHellos {
  private readonly open = new Map<string, Connection>();
  /** Heard, or not of a client. */
  private readonly done = new Set<string>();

  /**
   * Reads a datagram's payload with a long header at `at`, all of it captured. Says the ClientHello for
   * the packet that makes it whole.
   */
  take(frame: Frame, at: number, end: number, sourcePort: number, destinationPort: number): void {
    for (let i = 0; i < MOST_IN_DATAGRAM && at + 7 < end && frame.bytes[at]! >= 0xc0; i++) {
      const version = versionOf(frame.view.getUint32(at + 1));
      if (!version) return;
      const isInitial = ((frame.bytes[at]! >> 4) & 3) === version.initial;
      const header = readHeader(frame.bytes, at, end, isInitial);
      if (!header) return;
      if (isInitial) {
        const { columns } = frame.table;
        const from = `${columns.sourceAddress[frame.row]!}:${sourcePort}`;
        const to = `${columns.destinationAddress[frame.row]!}:${destinationPort}`;
        // What comes back from the server is not the client's.
        if (!this.open.has(`${to}>${from}`) && !this.done.has(`${to}>${from}`)) {
          this.takeInitial(frame, `${from}>${to}`, at, header);
        }
      }
      at = header.end;
    }
  }

  private takeInitial(frame: Frame, name: string, at: number, header: Header): void {
    if (this.done.has(name)) return;
    const known = this.open.get(name);
    const connection = known ?? { keys: null, pieces: null, packets: 0 };
    if (!known && header.id.length < LEAST_ID) return;
    const plain = openWith(connection, frame, at, header);
    connection.packets++;
    if (plain) takeCryptoFrames(plain, (connection.pieces ??= new HelloPieces()));
    const length = connection.pieces?.whole ?? 0;
    if (length > 0) sayHello(frame, connection.pieces!, length);
    if (length > 0 || connection.packets >= MOST_PACKETS) {
      this.open.delete(name);
      keep(this.done, MOST_DONE);
      this.done.add(name);
    } else if (plain && !known) {
      keep(this.open, MOST_OPEN);
      this.open.set(name, connection);
    }
  }
}

/**
 * The client goes on with the keys of its first packet though the server chooses another ID; after a
 * Retry it begins anew with keys of the ID of that (RFC 9001, 5.2).
 */
function openWith(connection: Connection, frame: Frame, at: number, header: Header): Buffer | null {
  const { number, end, id } = header;
  const known = connection.keys?.open(frame.bytes, at, number, end);
  const version = versionOf(frame.view.getUint32(at + 1))!;
  if (known || id.length < LEAST_ID || connection.keys?.connectionId.equals(id)) {
    return known ?? null;
  }
  const keys = new InitialKeys(version, id);
  const plain = keys.open(frame.bytes, at, number, end);
  if (plain) {
    connection.keys = keys;
    connection.pieces = null;
  }
  return plain;
}

function sayHello(frame: Frame, { bytes }: HelloPieces, length: number): void {
  const hello = readHello(bytes, new DataView(bytes.buffer), 0, length);
  if (!hello) return;
  frame.table.say(QUIC_HELLO, hello.name, hello.type);
  say(frame, 'sni', hello.name);
}

interface Header {
  /** The ID that the packet is sent to. */
  readonly id: Buffer;
  /** Where the packet number begins. */
  readonly number: number;
  readonly end: number;
}

/** The long header of an Initial, 0-RTT or Handshake packet (RFC 9000, 17.2); null where it is none. */
function readHeader(
  bytes: Uint8Array,
  at: number,
  last: number,
  isInitial: boolean,
): Header | null {
  const idLength = bytes[at + 5]!;
  const source = at + 6 + idLength;
  if (idLength > MOST_ID || source >= last || bytes[source]! > MOST_ID) return null;
  const reader = new VarintReader(bytes, source + 1 + bytes[source]!, last);
  if (isInitial) {
    const token = reader.next();
    if (token < 0) return null;
    reader.at += token;
  }
  const length = reader.next();
  const end = reader.at + length;
  if (length < 0 || end > last) return null;
  return { id: Buffer.from(bytes.subarray(at + 6, source)), number: reader.at, end };
}

/** Makes room for one more: the oldest goes. */
function keep(all: Map<string, unknown> | Set<string>, most: number): void {
  if (all.size < most) return;
  for (const oldest of all.keys()) {
    all.delete(oldest);
    return;
  }
}
