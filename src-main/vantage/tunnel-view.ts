import type { Home } from '../contract/home';
import type { PacketTable } from '../contract/packet-table';
import { Random } from '../contract/random';
import { DATA, INBOUND, OUTBOUND, type ViewWithOrigin } from '../contract/vantage';
import { crossingRows } from './napt';
import { ControlSchedule } from './control';
import { OuterStream } from './outer-stream';
import { outerFrames, type Tunnel, tunnelFrames } from './tunnel';

const TCP = 6;
/** Time for one more full-size packet on a 1 Gbit/s line, in seconds. */
const SERIALISATION = 12e-6;
const DELAY_LOW = 0.0001;
const DELAY_HIGH = 0.002;

/** Takes the frame of one outer packet; `origin` and `kind` as in ViewWithOrigin. */
export type SendOuter = (
  time: number,
  length: number,
  direction: number,
  origin: number,
  kind: number,
) => void;

/**
 * Sends what crosses the gateway through one tunnel, packet by packet in the order of the capture.
 * Lengths are exact; the tunnel's delay is modelled, uniform from 0.1 to 2 ms per packet, order kept
 * in each direction: outbound packets appear after, inbound ones before their captured time. Where
 * the tunnel must shake hands first, outbound packets wait for it.
 */
export class TunnelEnd {
  private readonly random: Random;
  private readonly control: ControlSchedule;
  private readonly frames = new Map<number, number[]>();
  private readonly latest = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];

  /** @param seed Of the delays. */
  constructor(
    private readonly tunnel: Tunnel,
    seed: number,
    private readonly send: SendOuter,
  ) {
    this.random = new Random(seed);
    this.control = new ControlSchedule(tunnel, (time, direction, payload, kind) => {
      for (const frame of outerFrames(payload)) send(time, frame, direction, -1, kind);
    });
  }

  /** Sends a row of the table. */
  pass(packets: PacketTable, row: number, way: number, origin: number): void {
    const { tunnel, latest } = this;
    const direction = way === OUTBOUND ? OUTBOUND : INBOUND;
    const captured = packets.time[row] as number;
    const delay = this.random.between(DELAY_LOW, DELAY_HIGH);
    const shifted = direction === OUTBOUND ? captured + delay : captured - delay;
    const start = this.control.beforeData(
      Math.max(shifted, latest[direction] as number),
      direction,
    );

    const length = packets.ipLength[row] as number;
    const payload =
      packets.ipProtocol[row] === TCP && packets.sourcePort[row] !== 0
        ? (packets.payloadLength[row] as number)
        : 0;
    const key = length * 0x100000 + payload;
    let parts = this.frames.get(key);
    if (!parts) this.frames.set(key, (parts = tunnelFrames(tunnel, length, payload)));
    for (let part = 0; part < parts.length; part++) {
      this.send(start + part * SERIALISATION, parts[part] as number, direction, origin, DATA);
    }
    latest[direction] = start + (parts.length - 1) * SERIALISATION;
  }

  /** Sends what the tunnel itself would have sent before `time`, to which nothing passed it. */
  idle(time: number): void {
    this.control.idle(time);
  }
}

/**
 * What stands on the line when everything that crosses the gateway goes through one tunnel, see
 * TunnelEnd.
 */
export function viewThroughTunnel(home: Home, tunnel: Tunnel, seed: number): ViewWithOrigin {
  const rows = crossingRows(home);
  const stream = new OuterStream(rows.length + (rows.length >> 2) + 64);
  const end = new TunnelEnd(tunnel, seed, (...packet) => stream.add(...packet));
  for (const row of rows) end.pass(home.packets, row, home.direction[row] as number, row);
  return stream.inTimeOrder(tunnel.name);
}
