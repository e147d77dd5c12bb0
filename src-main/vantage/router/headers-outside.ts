import type { Home } from '../../contract/home';
import type { PacketTable } from '../../contract/packet-table';
import { OUTBOUND, type PacketHeaders, type ViewWithOrigin } from '../../contract/vantage';

/**
 * The view with the header fields that an eavesdropper outside the gateway reads beside length and port. They
 * take 11 bytes a packet, so views have them only where somebody wants them. A tunnel hides them: its view
 * stays as it is.
 * @param home Of which the view is.
 */
export function withHeaders({ packets }: Home, seen: ViewWithOrigin): ViewWithOrigin {
  const { view, origin } = seen;
  if (view.vantage !== 'napt' || view.headers) return seen;
  const headers = headersOf(packets, origin);
  const { ttl } = headers;
  for (let i = 0; i < view.count; i++) {
    const inside = ttl[i] as number;
    if (inside > 0)
      ttl[i] = view.direction[i] === OUTBOUND ? inside - 1 : Math.min(255, inside + 1);
  }
  return { ...seen, view: { ...view, headers } };
}

/** The header fields of these rows, as they were captured; all 0 for rows below 0. */
export function headersOf(packets: PacketTable, rows: Int32Array): PacketHeaders {
  const count = rows.length;
  const ttl = new Uint8Array(count);
  const tcpFlags = new Uint16Array(count);
  const window = new Uint16Array(count);
  const optionKinds = new Uint16Array(count);
  const payloadLength = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number;
    if (row < 0) continue;
    ttl[i] = packets.ttl[row] as number;
    tcpFlags[i] = packets.tcpFlags[row] as number;
    window[i] = packets.window[row] as number;
    optionKinds[i] = packets.optionKinds[row] as number;
    payloadLength[i] = packets.payloadLength[row] as number;
  }
  const { optionLists } = packets;
  return { ttl, tcpFlags, window, optionKinds, optionLists, payloadLength };
}
