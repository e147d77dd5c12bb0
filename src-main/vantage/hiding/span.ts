import type { Home } from '../../contract/home';
import {
  type InsidePackets,
  MOST_LISTED,
  type OutsidePackets,
  type TenSeconds,
  WITHIN,
} from '../../contract/ten-seconds';
import {
  ACKNOWLEDGEMENT,
  OTHER,
  OUTBOUND,
  perceived,
  type ViewWithOrigin,
} from '../../contract/vantage';
import { ETHERNET_HEADER } from '../router/napt';

type Sides = Pick<TenSeconds, 'devices' | 'peers' | 'inside' | 'router' | 'tunnel' | 'packets'>;

/** Packets delayed by the tunnel still belong to the one they carry. */
const SLACK = 0.1;

/**
 * The packets of some seconds on each side of the walls, and which of them carry which.
 * @param napt The home's view behind NAPT.
 * @param seen Its view from outside a tunnel.
 */
export function sidesOf(
  home: Home,
  napt: ViewWithOrigin,
  seen: ViewWithOrigin,
  { from, seconds }: TenSeconds['span'],
): Sides {
  const inside = new Inside(home, from);
  const { time } = home.packets;
  for (let row = 0; row < home.packets.count; row++) {
    const at = time[row] as number;
    if (at >= from && at < from + seconds) inside.add(row);
  }
  // Where not all are listed inside, no more is listed outside.
  const until = inside.count > MOST_LISTED ? (inside.columns.time.at(-1) ?? 0) : seconds;
  const span = { from, seconds, until: from + until, places: inside.places };
  const router = outsideOf([{ seen: napt, isBare: false }], span);
  const heard = perceived(seen);
  const tunnel = outsideOf(
    heard === seen
      ? [{ seen, isBare: false }]
      : [
          { seen: heard, isBare: false },
          { seen, isBare: true },
        ],
    span,
  );
  return {
    devices: inside.devices.values.map((index) => {
      const { name, kind } = home.devices[index]!;
      return { name, kind };
    }),
    peers: inside.peers.values,
    inside: inside.columns,
    router: router.packets,
    tunnel: tunnel.packets,
    packets: { inside: inside.count, router: router.count, tunnel: tunnel.count },
  };
}

/** Values in the order of their first use, each with its place. */
class Places<T> {
  readonly values: T[] = [];
  private readonly places = new Map<T, number>();

  of(value: T): number {
    let place = this.places.get(value);
    if (place === undefined) {
      this.places.set(value, (place = this.values.length));
      this.values.push(value);
    }
    return place;
  }
}

class Inside {
  count = 0;
  readonly devices = new Places<number>();
  readonly peers = new Places<string>();
  /** Of each listed row, its place in the columns. */
  readonly places = new Map<number, number>();
  readonly columns: InsidePackets = {
    time: [],
    device: [],
    peer: [],
    port: [],
    length: [],
    way: [],
    protocols: [],
    flags: [],
  };
  private readonly nameOfMac: Map<string, string>;

  constructor(
    private readonly home: Home,
    private readonly from: number,
  ) {
    this.nameOfMac = new Map(home.devices.map(({ mac, name }) => [mac, name]));
  }

  add(row: number): void {
    if (this.count++ >= MOST_LISTED) return;
    const { packets, device, direction, internet } = this.home;
    const { columns } = this;
    const crosses = internet[row] === 1;
    const out = direction[row] === OUTBOUND;
    const whose = device[row] as number;
    const ipLength = packets.ipLength[row] as number;
    const port = crosses && !out ? packets.sourcePort[row] : packets.destinationPort[row];
    this.places.set(row, columns.time.length);
    columns.time.push(relative(packets.time[row] as number, this.from));
    columns.device.push(whose < 0 ? -1 : this.devices.of(whose));
    columns.peer.push(this.peers.of(crosses ? this.server(row, out) : this.receiver(row)));
    columns.port.push(port as number);
    columns.length.push(
      ipLength > 0 ? ETHERNET_HEADER + ipLength : (packets.length[row] as number),
    );
    columns.way.push(crosses ? (direction[row] as number) : WITHIN);
    columns.protocols.push(packets.protocols[row] as number);
    columns.flags.push(packets.tcpFlags[row] as number);
  }

  private server(row: number, out: boolean): string {
    const { packets } = this.home;
    return this.address((out ? packets.destinationAddress : packets.sourceAddress)[row] as number);
  }

  private receiver(row: number): string {
    const { packets, gateway } = this.home;
    const mac = packets.macs[packets.destinationMac[row] as number] ?? '';
    const name = this.nameOfMac.get(mac);
    if (name !== undefined) return name;
    const address = this.address(packets.destinationAddress[row] as number);
    // Without an IP header the MAC address is all there is.
    return address !== '' ? address : mac === gateway?.mac ? (gateway.ips[0] ?? mac) : mac;
  }

  private address(index: number): string {
    return this.home.packets.addresses[index] ?? '';
  }
}

interface Part {
  readonly seen: ViewWithOrigin;
  /** Takes only segments without a record, since the records are there already. */
  readonly isBare: boolean;
}

function outsideOf(
  parts: readonly Part[],
  span: { from: number; seconds: number; until: number; places: ReadonlyMap<number, number> },
): { packets: OutsidePackets; count: number } {
  const rows: [time: number, length: number, way: number, carries: number, kind: number][] = [];
  let count = 0;
  const { from, seconds, until, places } = span;
  for (const { seen, isBare } of parts) {
    const { view, origin, kind } = seen;
    for (let i = firstAt(view.time, from - SLACK); i < view.count; i++) {
      const time = view.time[i] as number;
      if (time >= from + seconds + SLACK) break;
      if (isBare && kind[i] !== ACKNOWLEDGEMENT && kind[i] !== OTHER) continue;
      const carries = places.get(origin[i] as number) ?? -1;
      const within = time >= from && time < from + seconds;
      if (within) count++;
      // What carries a packet of other seconds, or one that is not listed, is left out.
      if (carries < 0 && (!within || time >= until || (origin[i] as number) >= 0)) continue;
      rows.push([
        relative(time, from),
        view.length[i] as number,
        view.direction[i] as number,
        carries,
        kind[i] as number,
      ]);
    }
  }
  rows.sort((a, b) => a[0] - b[0]);
  const listed = rows.slice(0, 4 * MOST_LISTED);
  return {
    count,
    packets: {
      time: listed.map((row) => row[0]),
      length: listed.map((row) => row[1]),
      way: listed.map((row) => row[2]),
      carries: listed.map((row) => row[3]),
      kind: listed.map((row) => row[4]),
    },
  };
}

/** The first index whose time is not before `time`; times ascend. */
function firstAt(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whole microseconds, as captures have them. */
function relative(time: number, from: number): number {
  return Math.round((time - from) * 1e6) / 1e6;
}
