import type { PacketHeaders, View } from '../contract/vantage';

/** The paper's window: this many consecutive packets of the view. */
export const WINDOW = 100;

/** How many whole, non-overlapping windows of `size` packets a stretch of `packets` holds. */
export function windowCount(packets: number, size = WINDOW): number {
  return Math.floor(packets / size);
}

/** The view's packets `from` to `end` (exclusive) as a view of their own; columns are shared. */
export function sliceView(view: View, from: number, end: number): View {
  const { headers } = view;
  return {
    vantage: view.vantage,
    count: end - from,
    time: view.time.subarray(from, end),
    length: view.length.subarray(from, end),
    direction: view.direction.subarray(from, end),
    serverPort: view.serverPort?.subarray(from, end) ?? null,
    protocols: view.protocols?.subarray(from, end) ?? null,
    ...(headers && { headers: sliceHeaders(headers, from, end) }),
  };
}

function sliceHeaders(headers: PacketHeaders, from: number, end: number): PacketHeaders {
  return {
    ttl: headers.ttl.subarray(from, end),
    tcpFlags: headers.tcpFlags.subarray(from, end),
    window: headers.window.subarray(from, end),
    optionKinds: headers.optionKinds.subarray(from, end),
    optionLists: headers.optionLists,
    payloadLength: headers.payloadLength.subarray(from, end),
  };
}
