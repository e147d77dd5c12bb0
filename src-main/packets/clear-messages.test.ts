import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../contract/random';
import type { PacketTable } from '../contract/packet-table';
import { LiveReader, readBatches, readCaptures, selectRows } from '.';
import { pcap } from './testing/captures';
import { be16, bytes, ethernet, ipv4, tcp, text, udp } from './testing/frames';

let folder = '';
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'homemole-clear-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** A query whose name tells the port it was sent from. */
function query(port: number): Uint8Array {
  const label = text(`n${port}`);
  const name = bytes([label.length], label, [7], text('example'), [0]);
  const message = bytes(be16(port), be16(0x0100), be16(1), be16(0), be16(0), be16(0), name);
  const datagram = udp({ source: port, destination: 53 }, message, be16(1), be16(1));
  return ethernet(0x0800, ipv4({ protocol: 17, identification: port }, datagram));
}

/** Every seventh packet is a query; those of the same port are copies, which are left out. */
function file(name: string, firstPort: number, times: readonly number[]): string {
  const records = times.flatMap((seconds, i) => {
    const port = firstPort + i;
    if (i % 7 === 0) return [{ seconds, frame: query(port) }];
    const frame = ethernet(0x0800, ipv4({ protocol: 6 }, tcp({ source: port })));
    return [{ seconds, frame }];
  });
  const path = join(folder, name);
  writeFileSync(path, pcap({}, ...records));
  return path;
}

/** What each row says, checked against its own port and number of the transaction. */
function namesOf({ count, clear, names, sourcePort }: PacketTable): string[] {
  const said: string[] = [];
  for (let at = 0; at < clear.count; at++) {
    const row = clear.row[at] as number;
    if (at > 0) expect(row).toBeGreaterThan(clear.row[at - 1] as number);
    expect(row).toBeLessThan(count);
    expect(clear.id[at]).toBe(sourcePort[row]);
    expect(names[clear.name[at] as number]).toBe(`n${sourcePort[row]}.example`);
    said.push(names[clear.name[at] as number] as string);
  }
  return said;
}

const random = new Random(1);
const inOrder = Array.from({ length: 3000 }, (_, i) => i);
const shuffled = Array.from({ length: 3000 }, () => random.integer(4000));
const queries = Math.ceil(3000 / 7);

describe('messages in the clear stay with their packets', () => {
  it('in a file whose clock goes back and forth', async () => {
    const { packets } = await readCaptures([file('one', 1000, shuffled)]);
    const said = namesOf(packets);
    expect(said).toHaveLength(queries);
    // By the times of the file: those of equal times in the order of the file.
    const expected = shuffled
      .map((time, i) => ({ time, i }))
      .filter(({ i }) => i % 7 === 0)
      .sort((one, other) => one.time - other.time || one.i - other.i);
    expect(said).toEqual(expected.map(({ i }) => `n${1000 + i}.example`));
  });

  it('when files are merged, in one table and in batches', async () => {
    const paths = [
      file('a', 1000, inOrder),
      file('b', 10_000, shuffled),
      file('c', 20_000, inOrder),
    ];
    const said = namesOf((await readCaptures(paths)).packets);
    expect(said).toHaveLength(3 * queries);
    const inBatches: string[] = [];
    await readBatches(paths.slice(0, 1), (batch) => void inBatches.push(...namesOf(batch)));
    expect(inBatches).toHaveLength(queries);
    const merged: string[] = [];
    await readBatches(paths, (batch) => void merged.push(...namesOf(batch)));
    expect([...merged].sort()).toEqual([...said].sort());
  });

  it('live, and in selections of rows', async () => {
    const path = file('live', 1000, inOrder);
    const { packets } = await readCaptures([path]);
    const reader = new LiveReader('live');
    const live: string[] = [];
    const whole = pcap(
      {},
      ...inOrder.map((seconds) => ({ seconds, frame: query(1000 + seconds) })),
    );
    for (let at = 0; at < whole.length; at += 5000) {
      reader.push(whole.subarray(at, at + 5000));
      live.push(...namesOf(reader.take()));
    }
    expect(live).toHaveLength(3000);
    const rows = [2100, 7, 8, 7, 0, 2999];
    expect(namesOf(selectRows(packets, rows))).toEqual([
      ...['n3100.example', 'n1007.example', 'n1007.example', 'n1000.example'],
    ]);
  });

  it('but not with copies, which leave no row', async () => {
    const path = join(folder, 'copies');
    const frames = [query(5), query(5), query(6), query(6)];
    const records = frames.map((frame, i) => ({ seconds: 1, ticks: i, frame }));
    writeFileSync(path, pcap({}, ...records));
    const { packets, files } = await readCaptures([path]);
    expect(files[0]!.duplicates).toBe(2);
    expect(namesOf(packets)).toEqual(['n5.example', 'n6.example']);
  });
});
