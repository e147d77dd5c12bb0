import type { Frame, FrameTap } from '../../packets';

const TCP = 6;
const UDP = 17;
const ESP = 50;
const UDP_HEADER = 8;

/** Header fields that a PacketTable lacks, a column each; rows in the order of the table. */
export const headerColumns = {
  /** IPv4 identification; 0 for all else. */
  identification: Uint16Array,
  /** IPv4 fragment offset in bytes, and whether more follow. */
  fragmentOffset: Uint16Array,
  moreFragments: Uint8Array,
  sequence: Uint32Array,
  /** Bytes behind UDP's header, in a first fragment those of the whole datagram; behind IP's for ESP. */
  datagram: Uint32Array,
  /** How many of the words below were captured. */
  words: Uint8Array,
  /** The first twelve bytes of what UDP carries, or ESP is, as big-endian words. */
  word0: Uint32Array,
  word1: Uint32Array,
  word2: Uint32Array,
} as const;
type Column = keyof typeof headerColumns;
export type Headers = { [K in Column]: InstanceType<(typeof headerColumns)[K]> };

const names = Object.keys(headerColumns) as Column[];
const FIRST = 4096;

function newHeaders(rows: number): Headers {
  return Object.fromEntries(names.map((name) => [name, new headerColumns[name](rows)])) as never;
}

/** Takes the headers of every frame of one file, whatever it is, with its time. */
export class HeaderTap implements FrameTap {
  count = 0;
  time = new Float64Array(FIRST);
  columns = newHeaders(FIRST);

  see(frame: Frame): void {
    if (this.count === this.time.length) this.grow();
    const at = this.count++;
    const { columns } = this;
    const { row, table, bytes, view, network, transport } = frame;
    const protocol = table.columns.ipProtocol[row]!;
    this.time[at] = table.columns.time[row]!;
    if (network < 0) return;
    if (bytes[network]! >> 4 === 4) {
      const fragment = view.getUint16(network + 6);
      columns.identification[at] = view.getUint16(network + 4);
      columns.fragmentOffset[at] = (fragment & 0x1fff) << 3;
      columns.moreFragments[at] = (fragment >> 13) & 1;
      if ((fragment & 0x1fff) !== 0) return;
    }
    if (protocol === TCP) {
      if (transport + 8 <= frame.end) columns.sequence[at] = view.getUint32(transport + 4);
    } else if (protocol === UDP && transport + UDP_HEADER <= frame.end) {
      columns.datagram[at] = Math.max(0, view.getUint16(transport + 4) - UDP_HEADER);
      this.takeWords(frame, transport + UDP_HEADER, at);
    } else if (protocol === ESP) {
      columns.datagram[at] = network + table.columns.ipLength[row]! - transport;
      this.takeWords(frame, transport, at);
    }
  }

  private takeWords({ view, end }: Frame, from: number, at: number): void {
    const { columns } = this;
    const words = Math.max(
      0,
      Math.min(3, (Math.min(end, from + columns.datagram[at]!) - from) >> 2),
    );
    columns.words[at] = words;
    if (words > 0) columns.word0[at] = view.getUint32(from);
    if (words > 1) columns.word1[at] = view.getUint32(from + 4);
    if (words > 2) columns.word2[at] = view.getUint32(from + 8);
  }

  private grow(): void {
    const rows = this.time.length * 2;
    const larger = newHeaders(rows);
    for (const name of names) larger[name].set(this.columns[name]);
    const time = new Float64Array(rows);
    time.set(this.time);
    this.time = time;
    this.columns = larger;
  }
}

/** The headers of all files in the order of the table that they were read into, and where each went. */
export interface OrderedHeaders {
  readonly headers: Headers;
  /** By file, the row of each of its frames. */
  readonly rows: readonly Uint32Array[];
}

/**
 * Puts the headers of several files in the order of `time`, the table's.
 * @returns null where the files do not add up to the table, which files with a clock that goes back can
 *   bring about.
 */
export function orderHeaders(
  taps: readonly HeaderTap[],
  time: Float64Array,
): OrderedHeaders | null {
  const count = taps.reduce((sum, tap) => sum + tap.count, 0);
  if (count !== time.length) return null;
  const times = new Float64Array(count);
  let start = 0;
  for (const tap of taps) {
    times.set(tap.time.subarray(0, tap.count), start);
    start += tap.count;
  }
  const order = stableOrder(times);
  const rowOf = new Uint32Array(count);
  for (let row = 0; row < count; row += 1) {
    const from = order === null ? row : order[row]!;
    if (times[from] !== time[row]) return null;
    rowOf[from] = row;
  }
  const headers = newHeaders(count);
  const rows: Uint32Array[] = [];
  start = 0;
  for (const tap of taps) {
    const own = rowOf.subarray(start, start + tap.count);
    for (const name of names) {
      const from = tap.columns[name];
      const to = headers[name];
      for (let i = 0; i < own.length; i += 1) to[own[i]!] = from[i]!;
    }
    rows.push(own);
    start += tap.count;
  }
  return { headers, rows };
}

/** Indexes from early to late, equal times in their order; null where they are in order already. */
function stableOrder(times: Float64Array): Uint32Array | null {
  let sorted = true;
  for (let i = 1; i < times.length && sorted; i += 1) sorted = times[i]! >= times[i - 1]!;
  if (sorted) return null;
  const order = Uint32Array.from(times, (_, i) => i);
  return order.sort((a, b) => times[a]! - times[b]! || a - b);
}
