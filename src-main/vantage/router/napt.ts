import type { Home } from '../../contract/home';
import { OUTBOUND, type View, type ViewWithOrigin } from '../../contract/vantage';

export const ETHERNET_HEADER = 14;

/** Rows of the home's packets that cross the gateway, in time order. */
function crossingRows({ internet }: Home): Int32Array {
  let count = 0;
  for (let i = 0; i < internet.length; i++) count += internet[i] as number;
  const rows = new Int32Array(count);
  for (let i = 0, next = 0; i < internet.length; i++) {
    if (internet[i] === 1) rows[next++] = i;
  }
  return rows;
}

/**
 * What stands on the line between the gateway and the provider behind NAPT: every packet that
 * crosses, at its own length, without MAC and inner address. Of the ports only the remote one is kept:
 * the gateway's own names a connection, not a device.
 *
 * @param home As `throughRouter` gives it.
 */
export function viewThroughNapt(home: Home): ViewWithOrigin {
  const { packets, direction } = home;
  const origin = crossingRows(home);
  const count = origin.length;
  const view: View = {
    vantage: 'napt',
    count,
    time: new Float64Array(count),
    length: new Uint32Array(count),
    direction: new Uint8Array(count),
    serverPort: new Uint16Array(count),
    protocols: new Uint8Array(count),
  };
  const { time, length, serverPort, protocols } = view;
  for (let i = 0; i < count; i++) {
    const row = origin[i] as number;
    const outbound = direction[row] === OUTBOUND;
    time[i] = packets.time[row] as number;
    length[i] = ETHERNET_HEADER + (packets.ipLength[row] as number);
    view.direction[i] = direction[row] as number;
    serverPort![i] = (outbound ? packets.destinationPort[row] : packets.sourcePort[row]) as number;
    protocols![i] = packets.protocols[row] as number;
  }
  return { view, origin, kind: new Uint8Array(count), records: null };
}
