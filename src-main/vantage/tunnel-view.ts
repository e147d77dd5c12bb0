import type { Home } from '../contract/home';
import { Random } from '../contract/random';
import { INBOUND, OUTBOUND, type ViewWithOrigin } from '../contract/vantage';
import { crossingRows } from './napt';
import { ControlSchedule } from './control';
import { OuterStream } from './outer-stream';
import { outerFrames, type Tunnel, tunnelFrames } from './tunnel';

const TCP = 6;
/** Time for one more full-size packet on a 1 Gbit/s line, in seconds. */
const SERIALISATION = 12e-6;
const DELAY_LOW = 0.0001;
const DELAY_HIGH = 0.002;

/**
 * What stands on the line when everything that crosses the gateway goes through one tunnel. Lengths
 * are exact; the tunnel's delay is modelled, uniform from 0.1 to 2 ms per packet, order kept in each
 * direction: outbound packets appear after, inbound ones before their captured time. Where the tunnel
 * must shake hands first, outbound packets wait for it.
 * @param seed Of the delays.
 */
export function viewThroughTunnel(home: Home, tunnel: Tunnel, seed: number): ViewWithOrigin {
  const { packets } = home;
  const random = new Random(seed);
  const rows = crossingRows(home);
  const stream = new OuterStream(rows.length + (rows.length >> 2) + 64);
  const control = new ControlSchedule(tunnel, (time, direction, payload) => {
    for (const frame of outerFrames(payload)) stream.add(time, frame, direction, -1);
  });
  const frames = new Map<number, number[]>();
  const latest = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];

  for (const row of rows) {
    const direction = home.direction[row] === OUTBOUND ? OUTBOUND : INBOUND;
    const captured = packets.time[row] as number;
    const delay = random.between(DELAY_LOW, DELAY_HIGH);
    const shifted = direction === OUTBOUND ? captured + delay : captured - delay;
    const start = control.beforeData(Math.max(shifted, latest[direction] as number), direction);

    const length = packets.ipLength[row] as number;
    const payload =
      packets.ipProtocol[row] === TCP && packets.sourcePort[row] !== 0
        ? (packets.payloadLength[row] as number)
        : 0;
    const key = length * 0x100000 + payload;
    let parts = frames.get(key);
    if (!parts) frames.set(key, (parts = tunnelFrames(tunnel, length, payload)));
    for (let part = 0; part < parts.length; part++) {
      stream.add(start + part * SERIALISATION, parts[part] as number, direction, row);
    }
    latest[direction] = start + (parts.length - 1) * SERIALISATION;
  }
  return stream.inTimeOrder(tunnel.name);
}
