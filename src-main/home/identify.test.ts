import { describe, expect, it } from 'vitest';
import { INBOUND, OUTBOUND } from '../contract/vantage';
import { identifyHome } from './identify';
import { tableOf } from './testing/table-of';

const router = 'a0:00:00:00:00:01';
const plug = '50:c7:bf:00:00:02';
const phone = '0a:00:00:00:00:03';
const vendors = { of: (mac: string) => (mac.startsWith('50:c7:bf') ? 'TP-Link Ltd.' : null) };

const packets = tableOf([
  { from: `${plug}/192.168.1.10:5000`, to: `${router}/8.8.8.8:53`, length: 60 },
  { from: `${router}/8.8.8.8:53`, to: `${plug}/192.168.1.10:5000`, length: 90 },
  { from: `${phone}/192.168.1.20:6000`, to: `${plug}/192.168.1.10:9999`, length: 70 },
  { from: `${plug}/192.168.1.10:68`, to: 'ff:ff:ff:ff:ff:ff/255.255.255.255:67', length: 300 },
  { from: `${router}/192.168.1.1:53`, to: `${phone}/192.168.1.20:7000`, length: 80 },
  { from: `${phone}/192.168.1.20:6001`, to: `${router}/1.1.1.1:443`, length: 50 },
  { from: plug, to: 'ff:ff:ff:ff:ff:ff' },
]);

describe('who is who', () => {
  const home = identifyHome(packets, { vendors });

  it('recognises the gateway by the remote addresses behind it', () => {
    expect(home.gateway).toEqual({ mac: router, vendor: null, ips: ['192.168.1.1'] });
    expect(home.devices.map(({ mac }) => mac)).toEqual([phone, plug]);
  });

  it('tells packets that cross the gateway from those of the LAN', () => {
    expect([...home.internet]).toEqual([1, 1, 0, 0, 0, 1, 0]);
    const [phoneIndex, plugIndex] = [0, 1];
    expect([...home.device]).toEqual([
      plugIndex,
      plugIndex,
      phoneIndex,
      plugIndex,
      phoneIndex,
      phoneIndex,
      plugIndex,
    ]);
    expect(home.direction[0]).toBe(OUTBOUND);
    expect(home.direction[1]).toBe(INBOUND);
  });

  it('counts what each device sends and receives', () => {
    const [first, second] = home.devices;
    expect(first).toMatchObject({ packets: 3, bytes: 84 + 94 + 64, internetPackets: 1 });
    expect(second).toMatchObject({ packets: 5, internetPackets: 2, ips: ['192.168.1.10'] });
  });

  it('names by vendor, and takes a randomised address for a phone or computer', () => {
    const [first, second] = home.devices;
    expect(first).toMatchObject({ nameSource: 'randomised-mac', kind: 'non-iot' });
    expect(second).toMatchObject({ name: 'TP-Link 00:02', nameSource: 'vendor', kind: 'iot' });
  });

  it('lets a label win', () => {
    const label = { device: 'Desk lamp', mac: plug, type: 'plug', kind: 'iot' as const };
    const labelled = identifyHome(packets, { vendors, labels: [label] });
    expect(labelled.devices[1]).toMatchObject({
      name: 'Desk lamp',
      nameSource: 'label',
      type: 'plug',
    });
  });

  it('knows a device by its address where only the sender has a MAC (Linux cooked)', () => {
    const cooked = tableOf([
      { from: `${plug}/192.168.1.10:5000`, to: '8.8.8.8:53' },
      { from: `${router}/8.8.8.8:53`, to: '192.168.1.10:5000' },
    ]);
    const seen = identifyHome(cooked, { vendors });
    expect(seen.devices.map(({ mac }) => mac)).toEqual([plug]);
    expect([...seen.internet]).toEqual([1, 1]);
    expect([...seen.direction]).toEqual([OUTBOUND, INBOUND]);
  });

  it('takes private addresses for devices where there are no MACs (raw IP)', () => {
    const raw = tableOf([
      { from: '10.0.0.5:5000', to: '9.9.9.9:443' },
      { from: '9.9.9.9:443', to: '10.0.0.5:5000' },
      { from: '10.0.0.6:5000', to: '10.0.0.5:443' },
    ]);
    const seen = identifyHome(raw, { vendors });
    expect(seen.devices.map(({ device }) => device)).toEqual(['10.0.0.5', '10.0.0.6']);
    expect([...seen.internet]).toEqual([1, 1, 0]);
  });

  it.each([
    [
      'sends once from a stale mobile address',
      { from: `${plug}/84.20.1.7:1`, to: `${router}/8.8.8.8:53` },
    ],
    [
      'is once sent what is not for it',
      { from: `${phone}/192.168.1.20:1`, to: `${plug}/1.1.1.1:443` },
    ],
  ])('keeps a device that %s', (_, stray) => {
    const calls = [1, 2, 3].flatMap((port) => [
      { from: `${plug}/192.168.1.10:${port}`, to: `${router}/8.8.8.8:53` },
      { from: `${router}/8.8.8.8:53`, to: `${plug}/192.168.1.10:${port}` },
    ]);
    const seen = identifyHome(tableOf([...calls, stray]), { vendors });
    expect(seen.gateway?.mac).toBe(router);
    const device = seen.devices.find(({ mac }) => mac === plug);
    expect(device?.internetPackets).toBeGreaterThanOrEqual(6);
  });

  it('does not take a device with a global IPv6 address for the gateway', () => {
    const ipv6 = tableOf([
      { from: `${plug}/[2001:db8:1::10]:5000`, to: `${router}/[2606:4700::1]:443` },
      { from: `${router}/[2606:4700::1]:443`, to: `${plug}/[2001:db8:1::10]:5000` },
      { from: `${router}/[2a00:1450::2]:443`, to: `${plug}/[2001:db8:1::10]:5001` },
      { from: `${router}/[2620:fe::fe]:443`, to: `${plug}/[2001:db8:1::10]:5001` },
    ]);
    const seen = identifyHome(ipv6, { vendors });
    expect(seen.gateway?.mac).toBe(router);
    expect([...seen.internet]).toEqual([1, 1, 1, 1]);
    expect([...seen.direction]).toEqual([OUTBOUND, INBOUND, INBOUND, INBOUND]);
  });
});
