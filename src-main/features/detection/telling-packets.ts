import type { PacketKind } from '../../contract/learning';
import type { View } from '../../contract/vantage';

/** The packets of a view that are of some kinds, in order of time. */
export interface TellingPackets {
  readonly time: Float64Array;
  /** Number of each packet's kind. */
  readonly kind: Uint16Array;
}

/**
 * @param kinds Each once; server ports are not looked at where those of all kinds are null.
 * @param keep Which packets of the view are there; left out: all.
 */
export function tellingPackets(
  view: View,
  kinds: readonly PacketKind[],
  keep?: Uint8Array,
): TellingPackets {
  const withPorts = kinds.some(({ serverPort }) => serverPort !== null);
  const numbers = new Map(
    kinds.map((kind, number) => [code(kind.length, kind.direction, kind.serverPort ?? 0), number]),
  );
  const rows: number[] = [];
  const found: number[] = [];
  for (let row = 0; row < view.count; row += 1) {
    if (keep !== undefined && keep[row] === 0) continue;
    const number = numbers.get(codeAt(view, row, withPorts));
    if (number === undefined) continue;
    rows.push(row);
    found.push(number);
  }
  return {
    time: Float64Array.from(rows, (row) => view.time[row] as number),
    kind: Uint16Array.from(found),
  };
}

/** A number for the kind of a packet. */
export function codeAt(view: View, row: number, withPorts: boolean): number {
  const port = withPorts && view.serverPort !== null ? (view.serverPort[row] as number) : 0;
  return code(view.length[row] as number, view.direction[row] as number, port);
}

const code = (length: number, direction: number, port: number): number =>
  (2 * length + direction) * 65_536 + port;

/** The kind that a number of `codeAt` stands for. */
export function kindOfCode(number: number, withPorts: boolean): PacketKind {
  const shape = Math.floor(number / 65_536);
  return {
    length: Math.floor(shape / 2),
    direction: shape % 2,
    serverPort: withPorts ? number % 65_536 : null,
  };
}
