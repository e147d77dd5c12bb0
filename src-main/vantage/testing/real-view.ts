import type { PacketTable } from '../../contract/packet-table';
import {
  DATA,
  HANDSHAKE,
  KEEPALIVE,
  OTHER,
  type VantageName,
  type ViewWithOrigin,
} from '../../contract/vantage';
import { keepaliveLength } from './inner-order';
import { readPackets } from './ip-packet';
import { ADDRESSES } from './network';
import type { TwoSidedCapture } from './two-sided';

const ETHERNET_HEADER = 14;
const UDP_HEADER = 8;

/**
 * The real outer packets of a tunnel over UDP as a view, with their true origins, as `viewHome` gives the
 * simulated ones of the recording inside.
 * @param inside The recording of the LAN; its rows are those of the file.
 */
export function realView(
  vantage: VantageName,
  { wan, truth }: TwoSidedCapture,
  inside: PacketTable,
): ViewWithOrigin {
  const packets = readPackets(wan, (source) => source === ADDRESSES.gatewayWan);
  const origin = Int32Array.from(truth.packets);
  for (const row of origin) {
    if (row >= inside.count) throw new Error(`row ${row} of ${inside.count}`);
  }
  const keepalive = keepaliveLength(vantage) + UDP_HEADER;
  const kind = packets.map(({ payload }, i) => {
    if ((origin[i] as number) >= 0) return DATA;
    if (payload.length === keepalive) return KEEPALIVE;
    return vantage === 'wireguard' || (payload[UDP_HEADER] as number) >> 3 !== 9
      ? HANDSHAKE
      : OTHER;
  });
  return {
    view: {
      vantage,
      count: packets.length,
      time: Float64Array.from(packets, ({ time }) => time),
      length: Uint32Array.from(packets, ({ length }) => length + ETHERNET_HEADER),
      direction: Uint8Array.from(packets, ({ direction }) => direction),
      serverPort: null,
      protocols: null,
    },
    origin,
    kind: Uint8Array.from(kind),
    records: null,
  };
}
