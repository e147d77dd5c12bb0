import type { PacketKind } from '../../contract/learning';
import type { View } from '../../contract/vantage';

/** The packets of a view that are of some kinds, in order of time. */
export interface TellingPackets {
  readonly time: Float64Array;
  /** Number of each packet's kind. */
  readonly kind: Uint16Array;
}

/**
 * The packets of some kinds, in their order.
 * @param kinds Each once; server ports are not looked at where those of all kinds are null.
 * @param keep Which packets of the view are there; left out: all.
 */
export function tellingPackets(
  view: View,
  kinds: readonly PacketKind[],
  keep?: Uint8Array,
): TellingPackets {
  const numbers = kindNumbers(view, kinds);
  const rows: number[] = [];
  for (let row = 0; row < view.count; row += 1) {
    if (numbers[row]! >= 0 && keep?.[row] !== 0) rows.push(row);
  }
  return {
    time: Float64Array.from(rows, (row) => view.time[row] as number),
    kind: Uint16Array.from(rows, (row) => numbers[row] as number),
  };
}

/** Of each packet the number of its kind; -1 where it is none of them. */
export function kindNumbers(view: View, kinds: readonly PacketKind[]): Int16Array {
  const withPorts = kinds.some(({ serverPort }) => serverPort !== null);
  const numbers = new Map(
    kinds.map((kind, number) => [code(kind.length, kind.direction, kind.serverPort ?? 0), number]),
  );
  const found = new Int16Array(view.count);
  for (let row = 0; row < view.count; row += 1) {
    found[row] = numbers.get(codeAt(view, row, withPorts)) ?? -1;
  }
  return found;
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
