import type { PacketTable } from '../../contract/packet-table';
import type { TsharkCoreFrame, TsharkFrame } from './tshark';

/** What is compared of every frame of every file, as text. */
export interface CoreRow {
  time: number;
  length: string;
  addresses: string;
  ports: string;
}

/** Ours of each row. */
export function coreRows(p: PacketTable): CoreRow[] {
  return Array.from({ length: p.count }, (_, i) => ({
    time: p.time[i]!,
    length: `${p.length[i]}`,
    addresses: `${p.addresses[p.sourceAddress[i]!] ?? ''} ${p.addresses[p.destinationAddress[i]!] ?? ''}`,
    ports: `${p.sourcePort[i]} ${p.destinationPort[i]}`,
  }));
}

/** Which headers follow the first IP header, by the order of tshark's layers. */
export function outer({ protocols }: Pick<TsharkFrame, 'protocols'>): {
  tcp: boolean;
  udp: boolean;
  isIpv6: boolean;
} {
  const layers = protocols.split(':').filter((layer) => !layer.startsWith('ipv6.'));
  const ip = layers.findIndex((layer) => layer === 'ip' || layer === 'ipv6');
  return {
    tcp: ip >= 0 && layers[ip + 1] === 'tcp',
    udp: ip >= 0 && layers[ip + 1] === 'udp',
    isIpv6: layers[ip] === 'ipv6',
  };
}

/** Without what is no packet: tshark lists blocks of other kinds too, without a time. */
export function packetsOnly(frames: readonly TsharkCoreFrame[]): TsharkCoreFrame[] {
  return frames.filter((frame) => frame.time !== '' || frame.protocols !== 'data');
}

/**
 * tshark's of all packets, in order of time as a PacketTable is. A simple packet block, which has no
 * time, is given that of the packet before, as HomeMole does.
 */
export function tsharkCores(packets: readonly TsharkCoreFrame[]): CoreRow[] {
  let time = 0;
  return packets
    .map((frame) => {
      if (frame.time !== '') time = Number(frame.time);
      return coreOf(frame, time);
    })
    .sort((one, other) => one.time - other.time);
}

function coreOf(frame: TsharkCoreFrame, time: number): CoreRow {
  const { tcp, udp, isIpv6 } = outer(frame);
  const ports = tcp
    ? `${frame.tcpSource} ${frame.tcpDestination}`
    : `${frame.udpSource} ${frame.udpDestination}`;
  return {
    time,
    length: frame.length,
    addresses: isIpv6
      ? `${frame.source6} ${frame.destination6}`
      : `${frame.source4} ${frame.destination4}`,
    ports: tcp || udp ? ports : '0 0',
  };
}
