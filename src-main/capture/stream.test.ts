import { describe, expect, it } from 'vitest';
import type { HelperEvent } from '../contract/capture';
import { interfaceBlock, LiveReader, sectionHeaderBlock } from '../packets';
import { NoCaptureError } from './block-splitter';
import { bytesHeader, eventFrame, FrameDecoder } from './frames';
import { PacketGate } from './packet-gate';
import { Transcoder } from './transcode';

const head = Buffer.concat([sectionHeaderBlock('test'), interfaceBlock(101, 0)]);
const noLimit = { packets: null, bytes: null };

/** An enhanced packet block (draft-ietf-opsawg-pcapng, 4.3) by hand, at microsecond `ticks`. */
function packetBlock(ticks: number, length: number): Buffer {
  const block = Buffer.alloc(32 + 20);
  [6, block.length, 0, 0, ticks, 20, length].forEach((word, i) => block.writeUInt32LE(word, 4 * i));
  block.set([0x45, 0, 0, 20, 0, 0, 0, 0, 64, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2], 28);
  block.writeUInt32LE(block.length, 48);
  return block;
}

/** Interface statistics: isb_ifdrop and isb_osdrop. */
function statistics(dropped: number, droppedBySystem: number): Buffer {
  const block = Buffer.alloc(24 + 24 + 4);
  block.writeUInt32LE(5, 0);
  block.writeUInt32LE(block.length, 4);
  [5, 7].forEach((code, i) => {
    block.writeUInt16LE(code, 20 + 12 * i);
    block.writeUInt16LE(8, 22 + 12 * i);
    block.writeBigUInt64LE(BigInt(i === 0 ? dropped : droppedBySystem), 24 + 12 * i);
  });
  block.writeUInt32LE(block.length, block.length - 4);
  return block;
}

function inSteps(bytes: Buffer, step: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / step) }, (_, i) =>
    bytes.subarray(i * step, (i + 1) * step),
  );
}

describe('messages of the helper', () => {
  const said: HelperEvent = { kind: 'checked' };

  it('come apart whatever the pieces', () => {
    const capture = Buffer.from('bytes of a capture');
    const stream = Buffer.concat([
      eventFrame(said),
      bytesHeader(capture.length),
      capture,
      bytesHeader(0),
      eventFrame(said),
    ]);
    for (const step of [1, 2, 7, stream.length]) {
      const got: string[] = [];
      const decoder = new FrameDecoder(
        (json) => got.push(json),
        (bytes) => got.push(bytes.toString()),
      );
      for (const piece of inSteps(stream, step)) decoder.push(piece);
      expect(got).toEqual([JSON.stringify(said), 'bytes of a capture', '', JSON.stringify(said)]);
    }
  });

  it('of another type, or larger than any, are not of the helper', () => {
    const decoder = () =>
      new FrameDecoder(
        () => undefined,
        () => undefined,
      );
    expect(() => decoder().push(Buffer.from([2, 0, 0, 0, 0]))).toThrow(RangeError);
    expect(() => decoder().push(Buffer.from([1, 255, 255, 255, 255]))).toThrow(RangeError);
  });
});

describe('the gate', () => {
  it('counts packets and bytes of the wire, and passes the stream as it is', () => {
    const stream = Buffer.concat([head, packetBlock(1, 60), packetBlock(2, 1500)]);
    for (const step of [1, 13, stream.length]) {
      const gate = new PacketGate(noLimit);
      const out = Buffer.concat(inSteps(stream, step).map((piece) => gate.push(piece)));
      expect(out.equals(stream)).toBe(true);
      expect([gate.packets, gate.bytes, gate.dropped]).toEqual([2, 1560, null]);
    }
  });

  it('closes at its limits', () => {
    const packets = Buffer.concat([1, 2, 3, 4].map((tick) => packetBlock(tick, 100)));
    const byCount = new PacketGate({ packets: 3, bytes: null });
    expect(byCount.push(Buffer.concat([head, packets])).length).toBe(head.length + 3 * 52);
    expect([byCount.full, byCount.packets]).toEqual([true, 3]);
    const byBytes = new PacketGate({ packets: null, bytes: 150 });
    byBytes.push(Buffer.concat([head, packets]));
    expect([byBytes.full, byBytes.packets, byBytes.bytes]).toEqual([true, 2, 200]);
  });

  it('lets pass what is not later than the time it closes at, by the resolution of the interface', () => {
    const gate = new PacketGate(noLimit);
    const early = packetBlock(1, 60);
    gate.push(Buffer.concat([head, early]));
    // Ticks are microseconds, as nothing else is said.
    gate.closeAt(3e-6);
    const late = [packetBlock(2, 60), packetBlock(4, 60), packetBlock(3, 60), statistics(0, 5)];
    const out = gate.push(Buffer.concat(late));
    expect(out.equals(Buffer.concat([late[0]!, late[2]!, late[3]!]))).toBe(true);
    expect([gate.packets, gate.isPast, gate.dropped]).toEqual([3, true, 5]);
  });

  it('leaves packets out while it is paused, but not what describes them', () => {
    const gate = new PacketGate(noLimit);
    gate.paused = true;
    const out = [gate.push(Buffer.concat([head, packetBlock(1, 60)]))];
    gate.paused = false;
    out.push(gate.push(packetBlock(2, 60)));
    expect(Buffer.concat(out).equals(Buffer.concat([head, packetBlock(2, 60)]))).toBe(true);
    expect(gate.packets).toBe(1);
  });

  it('adds what the interfaces lost, the newest count of each', () => {
    const gate = new PacketGate(noLimit);
    gate.push(Buffer.concat([head, statistics(1, 0), statistics(3, 40)]));
    expect(gate.dropped).toBe(43);
  });

  it('takes nothing that is no capture', () => {
    expect(() => new PacketGate(noLimit).push(Buffer.from('Permission denied, please'))).toThrow(
      NoCaptureError,
    );
  });
});

describe('a pcap stream of another machine', () => {
  function pcap(magic: number, littleEndian: boolean): Buffer {
    const words = [magic, 0, 0, 0, 262_144, 101, 5, 700_000_001, 20, 1500];
    words[1] = littleEndian ? 0x00040002 : 0x00020004;
    const bytes = Buffer.alloc(40 + 20);
    words.forEach((word, i) =>
      littleEndian ? bytes.writeUInt32LE(word, 4 * i) : bytes.writeUInt32BE(word, 4 * i),
    );
    bytes.set(packetBlock(0, 0).subarray(28, 48), 40);
    return bytes;
  }

  it.each([
    ['little-endian nanoseconds', pcap(0xa1b23c4d, true), 5.700000001],
    ['big-endian nanoseconds', pcap(0xa1b23c4d, false), 5.700000001],
    ['little-endian microseconds', pcap(0xa1b2c3d4, true), 705.000001],
    ['big-endian microseconds', pcap(0xa1b2c3d4, false), 705.000001],
  ])('%s becomes pcapng', (_, stream, time) => {
    for (const step of [1, 11, stream.length]) {
      const transcoder = new Transcoder('recorded on a router');
      const reader = new LiveReader('x');
      for (const piece of inSteps(stream, step)) reader.push(transcoder.push(piece));
      const packets = reader.take();
      expect([...packets.time]).toEqual([time]);
      expect([...packets.length]).toEqual([1500]);
      expect(packets.addresses).toEqual(['10.0.0.1', '10.0.0.2']);
    }
  });

  it('that is words is an error with the words', () => {
    const words = Buffer.from('-ash: tcpdump: not found, and nothing else\n');
    expect(() => new Transcoder('').push(words)).toThrow('-ash: tcpdump: not found');
  });
});
