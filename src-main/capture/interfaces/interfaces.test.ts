import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeInterface, kindOf } from './describe';
import { parseDumpcapList } from './from-dumpcap';
import { linuxCounters, linuxInterfaces } from './from-linux';
import { ratesBetween } from './rates';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'homemole-net-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** An interface as Linux shows it below /sys/class/net. */
function make(name: string, files: Record<string, string>, folders: string[] = []): void {
  const at = join(folder, name);
  mkdirSync(join(at, 'statistics'), { recursive: true });
  for (const one of folders) mkdirSync(join(at, one));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(at, file), `${text}\n`);
}

it('Linux tells what its interfaces are', () => {
  make('lo', { type: '772', flags: '0x9' });
  make('wlp3s0', { type: '1', flags: '0x1003' }, ['phy80211', 'device']);
  make('br-lan', { type: '1', flags: '0x1003' }, ['bridge']);
  make('wg0', { type: '65534', flags: '0x10091' });
  make('enp0s3', { type: '1', flags: '0x1002' }, ['device']);
  writeFileSync(join(folder, 'bonding_masters'), '\n');
  const found = linuxInterfaces(folder);
  const kinds = [...found].map(([name, facts]) => [name, kindOf(name, facts), facts.up]);
  expect(kinds.sort()).toEqual([
    ['br-lan', 'bridge', true],
    ['enp0s3', 'ethernet', false],
    ['lo', 'loopback', true],
    ['wg0', 'tunnel', true],
    ['wlp3s0', 'wifi', true],
  ]);
  expect(linuxInterfaces(join(folder, 'nowhere')).size).toBe(0);
});

it('and how much passed them', () => {
  const statistics = (name: string, [rxp, txp, rxb, txb]: number[]) =>
    make(name, {
      flags: '0x1',
      'statistics/rx_packets': `${rxp}`,
      'statistics/tx_packets': `${txp}`,
      'statistics/rx_bytes': `${rxb}`,
      'statistics/tx_bytes': `${txb}`,
    });
  statistics('a', [1, 2, 100, 200]);
  expect(linuxCounters(folder)).toEqual(new Map([['a', { packets: 3, bytes: 300 }]]));
});

it('rates are of the time between; an interface that is new or began again has none', () => {
  const counters = (list: [string, number, number][]) =>
    new Map(list.map(([name, packets, bytes]) => [name, { packets, bytes }]));
  const before = counters([
    ['a', 10, 1000],
    ['b', 50, 5000],
    ['gone', 1, 1],
  ]);
  const now = counters([
    ['a', 30, 4000],
    ['b', 2, 100],
    ['new', 5, 50],
  ]);
  expect(ratesBetween(before, now, 2)).toEqual([
    { name: 'a', packetsPerSecond: 10, bytesPerSecond: 1500 },
  ]);
  expect(ratesBetween(before, now, 0)).toEqual([]);
});

describe('dumpcap -D -M', () => {
  it('names, addresses and loopback', () => {
    const text = [
      '1. eth0\t\t\t0\t172.17.0.2,fe80::42\tnetwork\t',
      '2. \\Device\\NPF_{1}\tIntel(R) Wi-Fi 6\tWi-Fi\t1\t192.168.1.7\tnetwork\t',
      '3. lo\t\tLoopback\t0\t127.0.0.1,::1\tloopback\t',
      'some other line',
      '',
    ].join('\r\n');
    expect(parseDumpcapList(text)).toEqual([
      { name: 'eth0', description: '', addresses: ['172.17.0.2', 'fe80::42'], loopback: false },
      {
        name: '\\Device\\NPF_{1}',
        description: 'Wi-Fi',
        addresses: ['192.168.1.7'],
        loopback: false,
      },
      { name: 'lo', description: 'Loopback', addresses: ['127.0.0.1', '::1'], loopback: true },
    ]);
  });
});

it.each([
  ['any', 'any', 'All interfaces together'],
  ['eth0', 'ethernet', 'Ethernet'],
  ['wlan0', 'wifi', 'Wi-Fi'],
  ['utun3', 'tunnel', 'Tunnel or VPN'],
  ['docker0', 'bridge', 'Bridge'],
  ['wwan0', 'mobile', 'Mobile network'],
  ['veth12ab', 'virtual', 'Virtual'],
])('%s is called what people call it, by its name alone', (name, kind, words) => {
  expect(kindOf(name)).toBe(kind);
  expect(describeInterface(kindOf(name), '')).toBe(words);
  expect(describeInterface(kindOf(name), 'Own words')).toBe('Own words');
});
