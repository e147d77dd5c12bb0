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
  const table = new TableBuilder();
  const collector = new HintCollector();
  const sink = new FrameSink(table, collector);
  // What follows the captured part must not be read.
  const kept = bytes(frame.subarray(0, captured), new Uint8Array(64).fill(0x41));
  sink.setBytes(kept, new DataView(kept.buffer));
  sink.add(0, 0, captured, frame.length, ETHERNET);
  sink.flush();
  const { macs, addresses } = table.build();
  return collector.all().map(({ source, text, mac, address }) => ({
    source,
    text,
    mac: macs[mac],
    address: addresses[address],
  }));
}

/** A UDP datagram of the device on Ethernet and IPv4. */
export function datagram(
  source: number,
  destination: number,
  ...payload: (Uint8Array | readonly number[])[]
): Uint8Array {
  return ethernet(0x0800, ipv4({ protocol: 17 }, udp({ source, destination }, ...payload)));
}
