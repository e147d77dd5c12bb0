import type { TunnelSighting } from '../../contract/tunnel-sighting';
import type { Frame, FrameTap } from '../../packets';
import { AddressBook } from './address-book';
import { Datagram } from './datagram';
import { EspJudge } from './esp-judge';
import { FlowTable } from './flow-table';
import type { Judge } from './judge';
import { OpenVpnJudge } from './openvpn-judge';
import { OpenVpnTcpJudge } from './openvpn-tcp-judge';
import type { TakeRecord } from './record-stream';
import { sightingOf } from './sighting-of';
import { WatchedFlow } from './watched-flow';
import { WireGuardJudge } from './wireguard-judge';

const TCP = 6;
const UDP = 17;
const ESP = 50;
const UDP_HEADER = 8;
/** Flows followed at once; small ones are forgotten where there are more. */
const MOST_FLOWS = 65_536;
/** A flow of so many packets is remembered then. */
const LARGE = 64;
/** Packets of a flow in which a tunnel's first mark must come. */
const TRIES = 16;

/**
 * Finds tunnels in captures while they are read, whatever their ports. Memory is bounded: of a flow
 * numbers are kept, of a TCP stream that may be OpenVPN also what waits for missing bytes.
 */
export class TunnelWatch implements FrameTap {
  private readonly table = new FlowTable();
  private flows: WatchedFlow[] = [];
  private kept: WatchedFlow[] = [];
  private readonly datagram = new Datagram();

  /**
   * @param recordsOf is asked for every TCP flow that may be a tunnel who takes its records
   * @param rowOf number of the frame that is seen, for records
   */
  constructor(
    readonly book = new AddressBook(),
    private readonly recordsOf: (flow: WatchedFlow) => TakeRecord | undefined = () => undefined,
    private readonly rowOf: () => number = () => -1,
  ) {}

  see(frame: Frame): void {
    const { row, table } = frame;
    const { columns } = table;
    const protocol = columns.ipProtocol[row]!;
    if (protocol !== UDP && protocol !== TCP && protocol !== ESP) return;
    const sourcePort = columns.sourcePort[row]!;
    const destinationPort = columns.destinationPort[row]!;
    if (protocol === ESP ? isLaterFragment(frame) : sourcePort === 0) return;
    const source = this.book.source(frame);
    const destination = this.book.destination(frame);
    const number = this.table.find(source, destination, sourcePort, destinationPort, protocol);
    const { direction } = this.table;
    let flow = this.flows[number];
    if (!flow) {
      if (number >= MOST_FLOWS) return this.forgetSmall();
      flow =
        direction === 0
          ? new WatchedFlow(protocol, source, destination, sourcePort, destinationPort)
          : new WatchedFlow(protocol, destination, source, destinationPort, sourcePort);
      this.flows[number] = flow;
    }
    flow.packets += 1;
    if (flow.settled) return;
    this.judge(flow, frame, direction);
  }

  private judge(flow: WatchedFlow, frame: Frame, direction: 0 | 1): void {
    const { datagram } = this;
    const { row, table, view, transport } = frame;
    const { columns } = table;
    datagram.time = columns.time[row]!;
    datagram.direction = direction;
    datagram.bytes = frame.bytes;
    datagram.view = view;
    flow.bytes += columns.ipLength[row]!;
    if (datagram.time < flow.firstTime) flow.firstTime = datagram.time;
    if (datagram.time > flow.lastTime) flow.lastTime = datagram.time;
    const packetEnd = frame.network + columns.ipLength[row]!;
    const end = packetEnd < frame.end ? packetEnd : frame.end;
    if (flow.protocol === UDP) {
      if (!frame.has(transport + UDP_HEADER)) return;
      datagram.at = transport + UDP_HEADER;
      // In a first fragment this is the length of the whole.
      datagram.length = Math.max(0, view.getUint16(transport + 4) - UDP_HEADER);
    } else if (flow.protocol === ESP) {
      datagram.at = transport;
      datagram.length = packetEnd - transport;
    } else {
      if (transport + 20 > frame.end) return;
      datagram.flags = columns.tcpFlags[row]!;
      datagram.sequence = view.getUint32(transport + 4);
      datagram.at = transport + ((frame.bytes[transport + 12]! >> 4) << 2);
      datagram.length = columns.payloadLength[row]!;
      if (datagram.length === 0 && flow.judges.length === 0) return;
    }
    datagram.captured = Math.max(0, Math.min(end - datagram.at, datagram.length));
    this.hear(flow);
  }

  private hear(flow: WatchedFlow): void {
    const { datagram } = this;
    if (flow.tries < TRIES) {
      flow.tries += 1;
      this.call(flow);
    }
    for (let i = flow.judges.length - 1; i >= 0; i -= 1) {
      const judge = flow.judges[i] as Judge;
      if (judge instanceof OpenVpnTcpJudge) judge.see(datagram, this.rowOf());
      else judge.see(datagram);
      if (!judge.alive) flow.judges.splice(i, 1);
    }
    if (flow.judges.length === 0 && flow.tries >= TRIES) flow.settled = true;
  }

  /** Those who see a mark of theirs in the packet, each once. */
  private call(flow: WatchedFlow): void {
    const { datagram } = this;
    const add = (mark: number, judge: () => Judge): void => {
      if ((flow.called & mark) !== 0) return;
      flow.called |= mark;
      flow.judges.push(judge());
    };
    if (flow.protocol === ESP) add(1, () => new EspJudge('ipsec-esp'));
    else if (flow.protocol === TCP) {
      if (OpenVpnTcpJudge.mayBegin(datagram)) {
        add(1, () => new OpenVpnTcpJudge(this.recordsOf(flow)));
      }
    } else if (EspJudge.mayBegin(datagram, flow.lowPort, flow.highPort)) {
      add(1, () => new EspJudge('ipsec-nat-t'));
    } else {
      if (OpenVpnJudge.mayBegin(datagram)) add(2, () => new OpenVpnJudge());
      if (WireGuardJudge.mayBegin(datagram)) add(4, () => new WireGuardJudge());
    }
  }

  /** A flood of small flows must not fill the memory: large ones with judges stay. */
  private forgetSmall(): void {
    this.kept.push(
      ...this.flows.filter(({ packets, judges }) => packets >= LARGE && judges.length > 0),
    );
    this.kept = this.kept.slice(-MOST_FLOWS / 16);
    this.flows = [];
    this.table.clear();
  }

  /** The tunnels so far, the one with the most bytes first. */
  sightings(): TunnelSighting[] {
    return this.found().map(({ sighting }) => sighting);
  }

  /** The tunnels so far, the one with the most bytes first. Flows they belong to come along. */
  found(): { sighting: TunnelSighting; flow: WatchedFlow }[] {
    const found = [];
    for (const flow of [...this.kept, ...this.flows]) {
      for (const judge of flow.judges) {
        if (judge instanceof OpenVpnTcpJudge) judge.finish();
        const verdict = judge.alive ? judge.verdict() : null;
        if (verdict) found.push({ flow, sighting: sightingOf(flow, verdict, this.book.addresses) });
      }
    }
    return found.sort((a, b) => b.sighting.bytes - a.sighting.bytes);
  }
}

function isLaterFragment({ view, network, bytes }: Frame): boolean {
  return bytes[network]! >> 4 === 4 && (view.getUint16(network + 6) & 0x1fff) !== 0;
}
