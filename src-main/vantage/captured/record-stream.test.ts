import { describe, expect, it } from 'vitest';
import { Datagram } from './datagram';
import { RecordStream } from './record-stream';

/** Data records of OpenVPN (opcode 9, peer id 0x010203, a packet number, then filler). */
const LENGTHS = [40, 76, 1424, 60, 52, 300, 1424, 1424, 44, 90, 100, 64, 1000, 28, 77, 512];

function stream(lengths: readonly number[] = LENGTHS): Uint8Array {
  const parts = lengths.map((length, i) => {
    const record = new Uint8Array(2 + length).fill(0xa5);
    record.set([length >> 8, length & 255, 0x48, 1, 2, 3, 0, 0, 0, i + 1]);
    return [...record];
  });
  return Uint8Array.from(parts.flat());
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly time?: number;
  /** So many bytes of it were captured. */
  readonly captured?: number;
}

/** What comes out of the pieces of a stream that begins with a SYN of sequence number `isn`. */
function read(bytes: Uint8Array, pieces: readonly Piece[], isn: number | null = 1000) {
  const seen: { length: number; time: number; row: number }[] = [];
  const into = new RecordStream(0, ({ length, time }, row) => seen.push({ length, time, row }));
  if (isn !== null) into.begin(isn);
  pieces.forEach(({ from, to, time = from, captured = to - from }, row) => {
    const segment = new Datagram();
    segment.bytes = bytes;
    segment.view = new DataView(bytes.buffer);
    segment.time = time;
    segment.at = from;
    segment.length = to - from;
    segment.captured = captured;
    segment.sequence = ((isn ?? 0) + 1 + from) >>> 0;
    into.push(segment, row);
  });
  into.finish();
  return { seen, lengths: seen.map(({ length }) => length), into };
}

function cut(length: number, size: number): Piece[] {
  const pieces: Piece[] = [];
  for (let from = 0; from < length; from += size) {
    pieces.push({ from, to: Math.min(length, from + size) });
  }
  return pieces;
}

describe('the walk through a stream of OpenVPN records', () => {
  const bytes = stream();

  it.each([1, 3, 77, 536, 1448, 100_000])('reads all lengths from segments of %i', (size) => {
    expect(read(bytes, cut(bytes.length, size)).lengths).toEqual(LENGTHS);
  });

  it('gives each record the time and the segment of its last byte', () => {
    const { seen } = read(stream([40, 76]), [
      { from: 0, to: 30, time: 1 },
      { from: 30, to: 50, time: 2 },
      { from: 50, to: 120, time: 3 },
    ]);
    expect(seen).toEqual([
      { length: 40, time: 2, row: 1 },
      { length: 76, time: 3, row: 2 },
    ]);
  });

  it('passes over what is sent again, in whole or in part', () => {
    const pieces = cut(bytes.length, 500).flatMap((piece, i) => [
      piece,
      ...(i % 2 === 0 ? [{ ...piece, from: Math.max(0, piece.from - 100) }] : [piece]),
    ]);
    expect(read(bytes, pieces).lengths).toEqual(LENGTHS);
  });

  it('puts segments in order, and dates a record when its last byte comes', () => {
    const pieces = cut(bytes.length, 200);
    for (let i = 1; i + 1 < pieces.length; i += 3) {
      [pieces[i], pieces[i + 1]] = [pieces[i + 1]!, pieces[i]!];
    }
    expect(read(bytes, pieces).lengths).toEqual(LENGTHS);
    const { seen } = read(stream([100]), [
      { from: 50, to: 102, time: 1 },
      { from: 0, to: 50, time: 4 },
    ]);
    expect(seen).toMatchObject([{ length: 100, time: 4 }]);
  });

  it('reads on where sequence numbers begin anew', () => {
    const isn = 2 ** 32 - 3000;
    expect(read(bytes, cut(bytes.length, 700), isn).lengths).toEqual(LENGTHS);
  });

  it('knows a record whose middle the capture lost', () => {
    // The third record spans [120, 1546): its bytes 500 to 1000 are missing.
    const { lengths, into } = read(bytes, [
      { from: 0, to: 500 },
      { from: 1000, to: bytes.length },
    ]);
    expect(lengths).toEqual(LENGTHS);
    expect(into).toMatchObject({ missingBytes: 500, skippedBytes: 0 });
  });

  it('finds its way again where a record begins in what was lost, and counts that', () => {
    // Lost are [100, 200): the end of the second record and the beginning of the third.
    const { lengths, into } = read(bytes, [
      { from: 0, to: 100 },
      { from: 200, to: bytes.length },
    ]);
    expect(lengths).toEqual([40, ...LENGTHS.slice(3)]);
    expect(into.missingBytes).toBe(100);
    // 58 bytes of the second record, and what came of the third.
    expect(into.skippedBytes).toBe(58 + (1546 - 200));
  });

  it('reads what a capture with cut packets leaves', () => {
    // Every segment is one record, of which 54 bytes were kept.
    let from = 0;
    const pieces = LENGTHS.map((length) => {
      const piece = { from, to: from + 2 + length, captured: Math.min(54, 2 + length) };
      from = piece.to;
      return piece;
    });
    expect(read(bytes, pieces).lengths).toEqual(LENGTHS);
  });

  it('begins in the midst of a connection, at a segment that begins a record', () => {
    const { lengths } = read(
      bytes,
      [
        { from: 10, to: 120 },
        ...cut(bytes.length, 1426).slice(0, 0),
        { from: 120, to: bytes.length },
      ],
      null,
    );
    expect(lengths).toEqual(LENGTHS.slice(2));
  });

  it('finds no records in other streams', () => {
    const noise = Uint8Array.from({ length: 20_000 }, (_, i) => (i * 7919 + (i >> 5) * 31) & 255);
    const { lengths } = read(noise, cut(noise.length, 1448), null);
    expect(lengths.length).toBeLessThan(4);
  });
});
