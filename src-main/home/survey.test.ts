import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PacketTable } from '../contract/packet-table';
import { OUTBOUND } from '../contract/vantage';
import { readBatches, readCaptures, selectRows } from '../packets';
import { identifyHome } from './identify';
import { HomeSurvey } from './survey';
import type { RowsAssigned, SurveyedHome } from './surveyed-home';
import { plainIdentify, type PlainHome } from './testing/plain-identify';
import { type SketchedPacket, tableOf } from './testing/table-of';

const root = resolve(import.meta.dirname, '../..');
const data = resolve(root, '../shared/data');
const vendors = { of: () => null };
const router = 'a0:00:00:00:00:01';
const plug = '50:c7:bf:00:00:02';

/** A survey's home in the words of the plain one. */
function plainly(
  { devices, gateway }: Pick<SurveyedHome, 'devices' | 'gateway'>,
  rows: RowsAssigned,
): PlainHome {
  return {
    gateway: gateway && { mac: gateway.mac, ips: [...gateway.ips].sort() },
    devices: devices.map(({ mac, ips, packets, bytes, internetPackets }) => ({
      ...{ mac, ips: [...ips].sort(), packets, bytes, internetPackets },
    })),
    rows: Array.from(rows.device, (device, row) => ({
      device: devices[device]?.mac ?? null,
      out: rows.direction[row] === OUTBOUND,
      crosses: rows.internet[row] === 1,
    })),
  };
}

/** Rows [from, to) of a table. */
function part(table: PacketTable, from: number, to: number): PacketTable {
  return selectRows(
    table,
    Array.from({ length: to - from }, (_, i) => from + i),
  );
}

describe('a survey of generated homes', () => {
  const macs = [router, plug, '0a:00:00:00:00:03', 'a0:00:00:00:00:04', 'ff:ff:ff:ff:ff:ff'];
  const ips = [
    ...['192.168.1.1', '192.168.1.10', '10.0.0.7', '169.254.3.3', '224.0.0.251', '0.0.0.0'],
    ...['8.8.8.8', '1.1.1.1', '84.20.1.7', '[2001:db8:1::10]', '[2606:4700::1]'],
    ...['[2a00:1450::2]', '[2620:fe::fe]', '[fe80::1]', '[fd00::1]', '[ff02::fb]'],
  ];
  const oneOf = (list: readonly string[], weight: number) =>
    fc.option(fc.constantFrom(...list), { nil: '', freq: weight });
  const end = fc
    .tuple(oneOf([...macs, '00:00:00:00:00:00'], 8), oneOf(ips, 12))
    .map(([mac, ip]) => (ip === '' ? mac : `${mac}${mac && '/'}${ip}:443`));
  const packet = fc.record({ from: end, to: end, length: fc.integer({ min: 28, max: 1500 }) });

  it('finds what the definition says, in one batch or in many', () => {
    fc.assert(
      fc.property(
        fc.array(packet, { maxLength: 60 }),
        fc.array(fc.nat({ max: 60 }), { maxLength: 4 }),
        (sketches, cuts) => {
          const table = tableOf(sketches);
          const ends = [...cuts.filter((at) => at < table.count), table.count].sort(
            (a, b) => a - b,
          );
          const survey = new HomeSurvey();
          ends.forEach((to, i) => survey.add(part(table, ends[i - 1] ?? 0, to)));
          const home = survey.present({ vendors });
          const expected = plainIdentify(table);
          expect(plainly(home, home.assign(table))).toEqual(expected);
          const crossing = expected.rows.filter(({ crosses }) => crosses).length;
          expect([home.packets, home.internetPackets]).toEqual([table.count, crossing]);
        },
      ),
      { numRuns: 400, seed: 1 },
    );
  });

  it('knows at any time what was there until then', () => {
    const calls: SketchedPacket[] = [
      { from: `${plug}/192.168.1.10:1`, to: `${router}/8.8.8.8:53`, time: 5 },
      { from: `${router}/8.8.8.8:53`, to: `${plug}/192.168.1.10:1`, time: 6 },
      { from: '0a:00:00:00:00:03/192.168.1.20:1', to: `${router}/1.1.1.1:443`, time: 9 },
    ];
    const table = tableOf(calls);
    const survey = new HomeSurvey();
    expect(survey.present({ vendors })).toMatchObject({ devices: [], gateway: null, span: null });
    survey.add(part(table, 0, 2));
    const before = survey.present({ vendors });
    expect(before.devices.map(({ mac, packets }) => [mac, packets])).toEqual([[plug, 2]]);
    expect(before.span).toEqual({ first: 5, last: 6 });
    survey.add(part(table, 2, 3));
    const after = survey.present({ vendors });
    expect(after.devices.map(({ packets }) => packets)).toEqual([1, 2]);
    // The earlier one stays what it was; it does not know the newcomer.
    expect([...before.assign(table).device]).toEqual([0, 0, -1]);
    expect([...after.assign(table).device]).toEqual([1, 1, 0]);
  });
});

describe('a flood of made-up addresses', () => {
  const limits = { exact: 20, withoutGlobal: 30, withoutAddresses: 40 };
  const honest: SketchedPacket[] = [
    { from: `${plug}/192.168.1.10:1`, to: `${router}/8.8.8.8:53`, length: 60 },
    { from: `${router}/8.8.8.8:53`, to: `${plug}/192.168.1.10:1`, length: 90 },
  ];
  function surveyOf(sketches: SketchedPacket[]): SurveyedHome {
    const survey = new HomeSurvey(limits);
    survey.add(tableOf([...honest, ...sketches]));
    return survey.present({ vendors });
  }
  const many = Array.from({ length: 500 }, (_, i) => i);

  it('of the Internet costs no device a packet', () => {
    const home = surveyOf(
      many.map((i) => ({
        from: `${router}/9.9.${i >> 8}.${i & 255}:1`,
        to: `${plug}/192.168.1.10:1`,
      })),
    );
    expect(home.blurredPackets).toBe(500 - 18);
    expect(home.gateway?.mac).toBe(router);
    expect(home.devices).toHaveLength(1);
    expect(home.devices[0]).toMatchObject({
      packets: 502,
      internetPackets: 502,
      bytes: 74 + 104 + 500 * 114,
    });
  });

  it('of the home is still put down to the MAC that sends it', () => {
    const home = surveyOf(
      many.map((i) => ({
        from: `${plug}/10.1.${i >> 8}.${i & 255}:1`,
        to: `${router}/8.8.8.8:53`,
      })),
    );
    expect(home.blurredPackets).toBe(500 - 18);
    expect(home.devices[0]).toMatchObject({ packets: 502, internetPackets: 502 });
    expect(home.devices[0]!.ips).toHaveLength(29);
  });

  it('of MACs is counted, and leaves those met before alone', () => {
    const mac = (i: number): string =>
      `b0:00:00:00:0${i >> 8}:${(i & 255).toString(16).padStart(2, '0')}`;
    const home = surveyOf([
      ...many.map((i) => ({ from: `${mac(i)}/192.168.1.77:1`, to: `${router}/8.8.8.8:53` })),
      ...honest,
    ]);
    expect(home.packets).toBe(504);
    expect(home.blurredPackets).toBeGreaterThan(450);
    expect(home.devices.length).toBeLessThanOrEqual(41);
    expect(home.devices.find(({ mac: of }) => of === plug)).toMatchObject({ packets: 4 });
  });

  it('lists no more than 256 addresses of a device', () => {
    const survey = new HomeSurvey();
    survey.add(
      tableOf(
        many.map((i) => ({
          from: `${plug}/10.1.${i >> 8}.${i & 255}:1`,
          to: `${router}/8.8.8.8:53`,
        })),
      ),
    );
    const [device] = survey.present({ vendors }).devices;
    expect([device?.packets, device?.ips.length]).toEqual([500, 256]);
  });
});

async function inBatches(paths: string[]): Promise<SurveyedHome> {
  const survey = new HomeSurvey();
  await readBatches(paths, (batch) => survey.add(batch));
  return survey.present({ vendors });
}

async function expectSame(path: string): Promise<void> {
  const { packets } = await readCaptures([path]);
  const whole = identifyHome(packets, { vendors });
  const { devices, gateway, packets: count } = await inBatches([path]);
  expect({ devices, gateway, count }).toEqual({
    devices: whole.devices,
    gateway: whole.gateway,
    count: packets.count,
  });
  expect(whole.devices.length).toBeGreaterThan(0);
}

it('finds in batches of the sample home what is in the whole', () =>
  expectSame(join(root, 'resources/sample-home/capture.pcapng')));

const reason = existsSync(data) ? '' : ' (skipped: the development captures are not here)';

describe.skipIf(reason !== '')(`a survey of real captures${reason}`, () => {
  const captures = (reason === '' ? ['home14', 'lsif-any'] : [])
    .flatMap((folder) => readdirSync(join(data, folder)).map((name) => join(data, folder, name)))
    .filter((path) => /\.pcap(ng)?$/.test(path));

  it('has captures to look at', () => expect(captures).toHaveLength(11));

  it.each(captures.map((path) => [basename(path), path]))(
    '%s finds in batches what is in the whole',
    (_, path) => expectSame(path),
  );

  it('home14: finds in one day packet by packet what the definition says', async () => {
    const { packets } = await readCaptures(captures.slice(0, 1));
    const { device, direction, internet, ...home } = identifyHome(packets, { vendors });
    const expected = plainIdentify(packets);
    expect(plainly(home, { device, direction, internet, gateway: home.gateway })).toEqual(expected);
  });
});
