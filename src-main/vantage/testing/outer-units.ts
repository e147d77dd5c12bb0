import type { INBOUND, OUTBOUND } from '../../contract/vantage';
import { readPackets } from './ip-packet';
import { ADDRESSES } from './network';
import { datagramsOf } from './outer-datagrams';
import { recordsOf } from './outer-records';

const TCP = 6;

/** What the tunnel sent as one: a datagram, or a record of a stream without the length before it. */
export interface OuterUnit {
  /** Of its last byte. */
  readonly time: number;
  readonly direction: typeof INBOUND | typeof OUTBOUND;
  readonly payload: Buffer;
}

/** All units of a recording outside, in order of time. */
export function outerUnits(wan: string): OuterUnit[] {
  const packets = readPackets(wan, (source) => source === ADDRESSES.gatewayWan);
  const isStream = packets.some(({ protocol }) => protocol === TCP);
  const units = isStream ? recordsOf(packets) : datagramsOf(packets);
  return units
    .map(({ time, direction, payload }) => ({ time, direction, payload }))
    .sort((a, b) => a.time - b.time);
}
