import type { PacketHeaders, View } from '../../contract/vantage';

/**
 * Packets of a view as a view of their own.
 * @param rows Places in the view.
 * @param times When they pass instead, in any order; left out: as they did, `rows` ascending.
 */
export function composeView(view: View, rows: Int32Array, times?: Float64Array): View {
  let places = rows;
  let time = times ?? Float64Array.from(rows, (row) => view.time[row] as number);
  if (times !== undefined) {
    const order = Int32Array.from(rows, (_, i) => i).sort(
      (one, other) => times[one]! - times[other]!,
    );
    places = order.map((at) => rows[at] as number);
    time = Float64Array.from(order, (at) => times[at] as number);
  }
  return {
    vantage: view.vantage,
    count: places.length,
    time,
    length: Uint32Array.from(places, (row) => view.length[row] as number),
    direction: Uint8Array.from(places, (row) => view.direction[row] as number),
    serverPort: view.serverPort && picked(view.serverPort, places),
    protocols: view.protocols && Uint8Array.from(places, (row) => view.protocols![row] as number),
    ...(view.headers && { headers: headersAt(view.headers, places) }),
  };
}

/** Where a mask is not 0. */
export function rowsWhere(mask: Uint8Array, from = 0, end = mask.length): Int32Array {
  let count = 0;
  for (let row = from; row < end; row += 1) if (mask[row] !== 0) count += 1;
  const rows = new Int32Array(count);
  count = 0;
  for (let row = from; row < end; row += 1) if (mask[row] !== 0) rows[count++] = row;
  return rows;
}

const picked = (column: Uint16Array, rows: Int32Array): Uint16Array =>
  Uint16Array.from(rows, (row) => column[row] as number);

function headersAt(headers: PacketHeaders, rows: Int32Array): PacketHeaders {
  return {
    ttl: Uint8Array.from(rows, (row) => headers.ttl[row] as number),
    tcpFlags: picked(headers.tcpFlags, rows),
    window: picked(headers.window, rows),
    optionKinds: picked(headers.optionKinds, rows),
    optionLists: headers.optionLists,
    payloadLength: Uint32Array.from(rows, (row) => headers.payloadLength[row] as number),
  };
}
