import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ipv4Text, ipv6Text, macText } from './address-text';
import { OptionLists } from './option-lists';
import { putInOrder, timeOrder } from './sort-by-time';
import { emptyTable, selectRows } from './table';
import { TableBuilder } from './table-builder';
import { pcap, readBytes } from './testing/captures';
import { ethernet, ipv4, tcp, udp } from './testing/frames';
import { WordInterner } from './word-interner';

const seed = 20_200_707;

describe('addresses as text', () => {
  // Examples of RFC 5952, sections 2 and 4, and of RFC 4291, section 2.2.
  it.each([
    ['20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
    ['20010db8000000010001000100010001', '2001:db8:0:1:1:1:1:1'],
    ['2001000000000001000000000000000a', '2001:0:0:1::a'],
    ['20010db8aaaabbbbccccddddeeee0001', '2001:db8:aaaa:bbbb:cccc:dddd:eeee:1'],
    ['00000000000000000000000000000000', '::'],
    ['00000000000000000000000000000001', '::1'],
    ['fe800000000000000000000000000000', 'fe80::'],
    ['ff010000000000000000000000000101', 'ff01::101'],
    ['00000000000000000000ffffc0000201', '::ffff:192.0.2.1'],
  ])('%s is %s', (hex, text) => expect(ipv6Text(Buffer.from(hex, 'hex'), 0)).toBe(text));

  it('have leading zeros in MAC addresses and none in IPv4', () => {
    expect(macText(Uint8Array.of(9, 0, 1, 0xab, 0xc, 255, 0), 1)).toBe('00:01:ab:0c:ff:00');
    expect(ipv4Text(Uint8Array.of(9, 192, 0, 2, 255), 1)).toBe('192.0.2.255');
  });
});

describe('WordInterner', () => {
  it('is a map', () => {
    const word = fc.oneof(fc.integer(), fc.constantFrom(0, 1, -1));
    const keys = fc.uniqueArray(fc.tuple(word, word, word, word), {
      maxLength: 300,
      selector: (key) => key.join(),
    });
    const property = fc.property(keys, (all) => {
      const map = new WordInterner();
      all.forEach((key, value) => {
        expect(map.lookup(...key)).toBe(-1);
        map.add(...key, value);
      });
      all.forEach((key, value) => expect(map.lookup(...key)).toBe(value));
    });
    fc.assert(property, { seed, numRuns: 50 });
  });
});

describe('OptionLists', () => {
  it('number lists, not their beginnings', () => {
    const lists = new OptionLists();
    const add = (...kinds: number[]) =>
      lists.listAt(kinds.reduce((node, kind) => lists.step(node, kind), 0));
    expect([add(2, 4, 8), add(), add(2), add(2, 4, 8), add(2, 4)]).toEqual([1, 0, 2, 1, 3]);
    expect(lists.texts).toEqual(['', '2,4,8', '2', '2,4']);
  });
});

describe('timeOrder', () => {
  it('is the stable order', () => {
    const times = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 });
    const property = fc.property(times, (values) => {
      const expected = values.map((_, row) => row).sort((a, b) => values[a]! - values[b]! || a - b);
      const order = timeOrder(Float64Array.from(values));
      expect(order ? [...order.rows] : values.map((_, row) => row)).toEqual(expected);
    });
    fc.assert(property, { seed, numRuns: 500 });
  });

  it('moves columns of every width in place', () => {
    const order = timeOrder(Float64Array.of(3, 1, 2, 1))!;
    const columns = [
      Float64Array.of(0.1, -2.5e300, 3, 4),
      Uint32Array.of(4_000_000_000, 1, 2, 3),
      Int32Array.of(-1, 7, -8, 9),
      Uint16Array.of(65_535, 1, 2, 3),
      Uint8Array.of(255, 1, 2, 3),
    ];
    const sorted = columns.map((column) => [column[1], column[3], column[2], column[0]]);
    for (const column of columns) putInOrder(column, order);
    expect(columns.map((column) => [...column])).toEqual(sorted);
  });

  it('is null when there is nothing to do', () => {
    expect(timeOrder(Float64Array.of())).toBeNull();
    expect(timeOrder(Float64Array.of(1, 1, 2))).toBeNull();
  });
});

describe('tables', () => {
  it('grow without losing a row, and are trimmed', async () => {
    const frames = Array.from({ length: 10_000 }, (_, i) =>
      ethernet(0x0800, ipv4({ protocol: 17, ttl: i % 256 }, udp({ source: i, destination: 9 }))),
    );
    const { packets } = await readBytes(pcap({}, ...frames.map((frame) => ({ frame }))));
    expect(packets.count).toBe(10_000);
    expect(packets.sourcePort).toHaveLength(10_000);
    expect(packets.sourcePort.every((port, row) => port === row)).toBe(true);
    expect(packets.ttl.every((ttl, row) => ttl === row % 256)).toBe(true);
    expect(packets.macs).toHaveLength(2);
    expect(packets.addresses).toEqual(['192.168.1.13', '93.184.216.34']);
  });

  it('give rows in any order, as often as asked', async () => {
    const frames = [1, 2, 3].map((port) =>
      ethernet(0x0800, ipv4({ protocol: 6 }, tcp({ source: port, options: [1, 1, 4, 2] }))),
    );
    const { packets } = await readBytes(pcap({}, ...frames.map((frame) => ({ frame }))));
    const chosen = selectRows(packets, Uint32Array.of(2, 0, 2));
    expect(chosen.count).toBe(3);
    expect([...chosen.sourcePort]).toEqual([3, 1, 3]);
    expect(chosen.sourcePort).toBeInstanceOf(Uint16Array);
    expect(chosen.optionLists[chosen.optionKinds[0]!]).toBe('1,1,4');
    expect(chosen.addresses).toBe(packets.addresses);
    expect(selectRows(packets, [])).toMatchObject({ count: 0, time: new Float64Array(0) });
  });

  it('may be empty', () => {
    const table = emptyTable();
    expect(table.count).toBe(0);
    expect(table.time).toHaveLength(0);
    expect(table.optionLists).toEqual(['']);
    expect(new TableBuilder().build()).toEqual(table);
  });
});
