import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Device, DeviceKind } from '../../contract/home';
import { readCaptures } from '../../packets';
import { identifyHome } from '../identify';
import { readLabels } from '../labels';
import { describedAlone, type ToldDevice } from '../testing/told';
import { loadVendors } from '../vendors';

type Expected = [Device['kindSource'], DeviceKind, RegExp, ToldDevice];
const label = { device: 'x', mac: '', type: 'x', kind: 'non-iot' as const };
const many = Array.from({ length: 25 }, (_, i) => `site${i}.example`);

describe('IoT or not', () => {
  it.each<Expected>([
    ['user', 'iot', /You said so/, { known: { kind: 'iot' }, label }],
    ['label', 'non-iot', /label file/, { label, said: { 'dhcp-hostname': ['shelly1'] } }],
    [
      'product',
      'non-iot',
      /“MacBookPro14,1”, a computer/,
      { said: { mdns: ['model=MacBookPro14,1'] } },
    ],
    [
      'product',
      'iot',
      /“AppleTV6,2”/,
      { vendor: 'Apple, Inc.', said: { mdns: ['model=AppleTV6,2'] } },
    ],
    [
      'hostname',
      'non-iot',
      /DHCP name is “Galaxy-S21”/,
      { said: { 'dhcp-hostname': ['Galaxy-S21'] } },
    ],
    ['hostname', 'non-iot', /“iPhone”/, { said: { 'dhcp-hostname': ['iPhone'] } }],
    [
      'hostname',
      'non-iot',
      /NetBIOS “DESKTOP-RB5T12G”/,
      { said: { netbios: ['DESKTOP-RB5T12G'] } },
    ],
    [
      'hostname',
      'non-iot',
      /“Anna’s MacBook Air”/,
      { said: { mdns: ['Anna’s MacBook Air._ssh._tcp.local'] } },
    ],
    [
      'hostname',
      'iot',
      /“ESP_18A3F0”, as smart devices/,
      { said: { 'dhcp-hostname': ['ESP_18A3F0'] } },
    ],
    [
      'vendor-class',
      'non-iot',
      /Windows.*MSFT 5\.0/,
      { said: { 'dhcp-vendor-class': ['MSFT 5.0'] } },
    ],
    [
      'vendor-class',
      'non-iot',
      /Android.*probably/,
      { said: { 'dhcp-vendor-class': ['android-dhcp-13'] } },
    ],
    ['vendor-class', 'iot', /probably/, { said: { 'dhcp-vendor-class': ['udhcp 1.22.1'] } }],
    [
      'vendor-class',
      'non-iot',
      /Apple.*probably/,
      { said: { 'dhcp-parameters': ['1,121,3,6,15,119,252'] } },
    ],
    ['product', 'iot', /“_hap\._tcp”/, { said: { mdns: ['_hap._tcp.local'] } }],
    [
      'product',
      'non-iot',
      /Google Chrome runs on it/,
      { said: { ssdp: ['Google Chrome/83.0.4103.34 Mac OS X'] } },
    ],
    [
      'product',
      'iot',
      /fw\.ring\.com \(Ring\)/,
      { vendor: 'Apple, Inc.', said: { dns: ['fw.ring.com'] } },
    ],
    ['vendor', 'non-iot', /Apple makes.*probably/, { vendor: 'Apple, Inc.' }],
    ['vendor', 'iot', /Espressif makes.*probably/, { vendor: 'Espressif Inc.' }],
    ['vendor', 'non-iot', /virtual machines \(VMware\)/, { vendor: 'VMware, Inc.' }],
    [
      'destinations',
      'non-iot',
      /Windows.*probably/,
      { said: { dns: ['www.msftconnecttest.com'] } },
    ],
    ['destinations', 'non-iot', /people use.*probably/, { said: { sni: ['i.instagram.com'] } }],
    ['destinations', 'non-iot', /25 different sites.*probably/, { said: { dns: many } }],
    [
      'destinations',
      'iot',
      /Amazon.*probably/,
      { said: { dns: ['a1b2-ats.iot.us-west-2.amazonaws.com'] } },
    ],
    ['randomised-mac', 'non-iot', /made up.*probably/, { mac: '02:00:5e:00:00:01' }],
    ['default', 'iot', /Nothing points to/, { said: { dns: many.slice(1) } }],
    ['default', 'iot', /Nothing points to/, { vendor: 'Belkin International Inc.' }],
  ])('by %s: %s, %s', (kindSource, kind, reason, device) => {
    const ruling = describedAlone(device);
    expect(ruling).toMatchObject({ kind, kindSource });
    expect(ruling.kindReason).toMatch(reason);
  });

  it.each(['Camille', 'Luca', 'pcap-box', 'epicentre', 'hubert', 'winter', 'tvilling'])(
    'takes nothing from the name %s, which only looks like a word',
    (name) => {
      expect(describedAlone({ said: { 'dhcp-hostname': [name] } }).kindSource).toBe('default');
    },
  );

  it('quotes no more of a long name than fits into a sentence', () => {
    const said = { 'dhcp-hostname': [`iPhone ${'x'.repeat(248)}`] };
    expect(describedAlone({ said }).kindReason.length).toBeLessThan(120);
  });
});

const data = resolve(import.meta.dirname, '../../../../shared/data');
const reason = existsSync(data) ? '' : ' (skipped: the development captures are not here)';

describe.skipIf(reason !== '')(`on captures of which it is known${reason}`, () => {
  const resources = resolve(import.meta.dirname, '../../../resources');
  async function devicesOf(paths: string[]): Promise<readonly Device[]> {
    const { packets, hints } = await readCaptures(paths.map((path) => join(data, path)));
    const vendors = await loadVendors(join(resources, 'vendors/vendors.txt'));
    return identifyHome(packets, { vendors, hints }).devices;
  }

  it('agrees with the labels of all 17 devices of home14', async () => {
    const labels = await readLabels(join(data, 'home14/devices.csv'));
    const days = [1, 2, 3, 4].map((day) => `home14/home14-2019-07-0${day}.pcap`);
    const kinds = new Map((await devicesOf(days)).map(({ mac, kind }) => [mac, kind]));
    const wrong = labels.filter(({ mac, kind }) => kinds.get(mac) !== kind);
    expect([labels.length, wrong]).toEqual([17, []]);
  });

  // Whose the MACs are is told by the captures' own descriptions, names and file names.
  it.each<[string, string, string, DeviceKind]>([
    ['single-devices/dlink-cam/wan.pcap', 'b0:c5:54:43:54:83', 'DCS-8000LH', 'iot'],
    ['single-devices/philips-hue/lan.pcap', '00:17:88:74:c2:dc', 'Philips Hue', 'iot'],
    [
      'single-devices/philips-hue/lan.pcap',
      '3c:cd:5d:a2:a9:d7',
      'HUAWEI_P20_lite-c31cdd297-lan',
      'non-iot',
    ],
    [
      'single-devices/smartthings-hub/lan.pcap',
      '68:3a:48:13:27:04',
      'SmartThings Hub #D10C',
      'iot',
    ],
    ['single-devices/tplink-plug/wan.pcap', '50:c7:bf:ed:0a:54', 'HS110', 'iot'],
    ['single-devices/tuya-motion/wan.pcap', 'a0:92:08:7b:03:1c', 'Tuya Smart 03:1c', 'iot'],
    ['echo-commands/alexa_5_40s.pcap', '4c:ef:c0:03:f2:38', 'Amazon Echo f2:38', 'iot'],
    ['protocols/nest_log_sink.pcap', '18:b4:30:26:34:40', 'Google Nest 34:40', 'iot'],
    ['protocols/nintendo.pcap', '7c:bb:8a:89:fb:84', 'Nintendo fb:84', 'iot'],
    ['protocols/iphone.pcap', 'c4:61:8b:35:82:a9', 'Lucas-iPhone', 'non-iot'],
    ['protocols/iphone.pcap', 'd8:30:62:56:00:1c', 'Lucas-iMac', 'non-iot'],
    ['protocols/android.pcap', '4c:6a:f6:9f:f6:27', 'HMD Global Oy f6:27', 'non-iot'],
    ['protocols/alexa-app.pcapng', '78:f8:82:d3:fb:c2', 'android-1c1335ec95a27318', 'non-iot'],
  ])('%s: %s is %s and %s', async (path, mac, name, kind) => {
    const device = (await devicesOf([path])).find((one) => one.mac === mac);
    expect(device).toMatchObject({ name, kind });
  });
});
