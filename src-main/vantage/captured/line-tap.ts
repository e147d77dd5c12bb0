import type { TunnelSighting } from '../../contract/tunnel-sighting';
import type { Frame, FrameTap } from '../../packets';
import { HeaderTap, orderHeaders, type OrderedHeaders } from './headers';
import { OpenVpnTcpJudge } from './openvpn-tcp-judge';
import { RecordList } from './record-list';
import { TunnelWatch } from './tunnel-watch';
import type { WatchedFlow } from './watched-flow';

/** Records that one file has of a connection, and what its walk lost. */
export interface FileRecords {
  readonly file: number;
  readonly list: RecordList;
  readonly missingBytes: number;
  readonly skippedBytes: number;
  /** Whether the flow's first end is the client. */
  readonly lowIsClient: boolean;
}

/** A tunnel over all files of one side. */
export interface SeenTunnel {
  readonly sighting: TunnelSighting;
  /** Of a tunnel over TCP; empty for others. */
  readonly records: readonly FileRecords[];
}

/** Takes what pairing needs of one side while its files are read. */
export class LineTap {
  private readonly files: FileTap[] = [];

  /** For `ReadOptions.tapOf`. */
  readonly tapOf = (file: number): FrameTap => (this.files[file] ??= new FileTap());

  /** @param time of the table that the files were read into; null where they do not add up to it */
  headers(time: Float64Array): OrderedHeaders | null {
    return orderHeaders(
      this.files.map(({ headers }) => headers),
      time,
    );
  }

  /** The tunnels of all files, those of the same ends put together; most bytes first. */
  tunnels(): SeenTunnel[] {
    const found = new Map<string, SeenTunnel>();
    this.files.forEach((file, number) => {
      for (const { sighting, records } of file.tunnels(number)) {
        const key = keyOf(sighting);
        const before = found.get(key);
        found.set(
          key,
          before
            ? {
                sighting: joined(before.sighting, sighting),
                records: [...before.records, ...records],
              }
            : { sighting, records },
        );
      }
    });
    return [...found.values()].sort((a, b) => b.sighting.bytes - a.sighting.bytes);
  }
}

class FileTap implements FrameTap {
  readonly headers = new HeaderTap();
  private readonly lists = new Map<WatchedFlow, RecordList>();
  private readonly watch = new TunnelWatch(
    undefined,
    (flow) => {
      const list = new RecordList();
      this.lists.set(flow, list);
      return (record, frame) => list.add(record, frame);
    },
    () => this.headers.count - 1,
  );

  see(frame: Frame): void {
    this.headers.see(frame);
    this.watch.see(frame);
  }

  tunnels(file: number): SeenTunnel[] {
    return this.watch.found().map(({ sighting, flow }) => {
      const list = this.lists.get(flow);
      const judge = flow.judges.find((one) => one instanceof OpenVpnTcpJudge);
      if (sighting.protocol !== 'openvpn-tcp' || !list || !judge) return { sighting, records: [] };
      const sum = (field: 'missingBytes' | 'skippedBytes'): number =>
        judge.streams[0][field] + judge.streams[1][field];
      const low = this.watch.book.addresses[flow.low];
      const { client } = sighting;
      return {
        sighting,
        records: [
          {
            file,
            list,
            missingBytes: sum('missingBytes'),
            skippedBytes: sum('skippedBytes'),
            lowIsClient: low === client.address && flow.lowPort === client.port,
          },
        ],
      };
    });
  }
}

function keyOf({ protocol, client, server }: TunnelSighting): string {
  const ends = [client, server].map(({ address, port }) => `${address} ${port}`).sort();
  return [protocol, ...ends].join('|');
}

/** What two files say of one tunnel; the one that shows more of it has the word. */
function joined(one: TunnelSighting, other: TunnelSighting): TunnelSighting {
  const rank = ({ clientShown, packets }: TunnelSighting): number =>
    (clientShown ? 1e12 : 0) + packets;
  const [more] = rank(one) >= rank(other) ? [one] : [other];
  return {
    ...more,
    packets: one.packets + other.packets,
    bytes: one.bytes + other.bytes,
    dataPackets: one.dataPackets + other.dataPackets,
    firstTime: Math.min(one.firstTime, other.firstTime),
    lastTime: Math.max(one.lastTime, other.lastTime),
    handshakeSeen: one.handshakeSeen || other.handshakeSeen,
    mtu: one.mtu ?? other.mtu,
  };
}
