import { expect } from 'vitest';
import { clearKinds } from '../../../contract/clear-messages';
import type { PacketTable } from '../../../contract/packet-table';
import type { HintSource } from '../../../contract/hints';
import { FrameSink } from '../../frame-sink';
import { TableBuilder } from '../../table-builder';
import { bytes, ethernet, ipv4, udp } from '../../testing/frames';
import { HintCollector } from './../collector';

const ETHERNET = 1;

/** The hints of one Ethernet frame, as `source text`; `captured` bytes of it were kept. */
export function hintsOf(frame: Uint8Array, captured = frame.length): string[] {
  return sayingsOf(frame, captured).map(({ source, text }) => `${source} ${text}`);
}

/** The same with whose they are. */
export function sayingsOf(
  frame: Uint8Array,
  captured = frame.length,
): { source: HintSource; text: string; mac: string | undefined; address: string | undefined }[] {
  const { packets, collector } = read(frame, captured);
  const { macs, addresses } = packets;
  return collector.all().map(({ source, text, mac, address }) => ({
    source,
    text,
    mac: macs[mac],
    address: addresses[address],
  }));
}

/** What one Ethernet frame says in the clear; null for a name that it does not tell. */
export function clearOf(
  frame: Uint8Array,
  captured = frame.length,
): { kind: string; name: string | null; type: number; id: number; ttl: number }[] {
  const { clear, names } = read(frame, captured).packets;
  return Array.from(clear.row, (row, at) => {
    expect(row).toBe(0);
    return {
      kind: clearKinds[clear.kind[at]!]!,
      name: names[clear.name[at]!] ?? null,
      type: clear.type[at]!,
      id: clear.id[at]!,
      ttl: clear.ttl[at]!,
    };
  });
}

function read(
  frame: Uint8Array,
  captured: number,
): { packets: PacketTable; collector: HintCollector } {
  const table = new TableBuilder();
  const collector = new HintCollector();
  const sink = new FrameSink(table, collector);
  // What follows the captured part must not be read.
  const kept = bytes(frame.subarray(0, captured), new Uint8Array(64).fill(0x41));
  sink.setBytes(kept, new DataView(kept.buffer));
  sink.add(0, 0, captured, frame.length, ETHERNET);
  sink.flush();
  return { packets: table.build(), collector };
}

/** A UDP datagram of the device on Ethernet and IPv4. */
export function datagram(
  source: number,
  destination: number,
  ...payload: (Uint8Array | readonly number[])[]
): Uint8Array {
  return ethernet(0x0800, ipv4({ protocol: 17 }, udp({ source, destination }, ...payload)));
}
