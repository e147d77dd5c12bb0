import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hintSources } from '../contract/hints';
import type { Device } from '../contract/home';
import { described, describedAlone, type ToldDevice } from './testing/told';

const mac = '00:17:88:74:c2:dc';
const label = { device: 'lamp', mac, type: 'light', kind: 'iot' as const };

describe('the name of a device', () => {
  const everything: Required<Pick<ToldDevice, 'said' | 'vendor'>> = {
    vendor: 'Philips Lighting BV',
    said: {
      'dhcp-hostname': ['Kitchen-hub'],
      mdns: ['Kitchen._hue._tcp.local', 'hub.local', 'md=BSB002'],
      netbios: ['HUB'],
      ssdp: ['Hue/1.0 UPnP/1.0 IpBridge/1.57.0', 'urn:schemas-upnp-org:device:basic:1'],
      dns: ['ws.meethue.com'],
    },
  };
  // Each line takes the strongest of what the line before it had away.
  it.each<[Device['nameSource'], string, ToldDevice]>([
    ['alias', 'Mine', { ...everything, mac, label, known: { alias: 'Mine' } }],
    ['label', 'lamp', { ...everything, mac, label, known: { kind: 'iot' } }],
    ['dhcp-hostname', 'Kitchen-hub', { ...everything, mac }],
    ['mdns', 'Kitchen', { ...everything, mac, said: { ...everything.said, 'dhcp-hostname': [] } }],
    ['netbios', 'HUB', { ...everything, mac, said: { ssdp: ['Hue/1.0'], netbios: ['HUB'] } }],
    ['ssdp', 'Hue c2:dc', { ...everything, mac, said: { ssdp: ['Hue/1.0 UPnP/1.0'] } }],
    ['product', 'Philips Hue c2:dc', { ...everything, mac, said: { dns: ['ws.meethue.com'] } }],
    ['vendor', 'Philips Lighting c2:dc', { mac, vendor: 'Philips Lighting BV' }],
    ['randomised-mac', 'Private address 00:01', { mac: '02:00:5e:00:00:01' }],
    ['mac', mac, { mac }],
    ['address', '10.0.0.7', { mac: '10.0.0.7' }],
  ])('by %s is %s', (nameSource, name, device) => {
    expect(describedAlone(device)).toMatchObject({ name, nameSource });
  });

  it.each([
    ...['0', 'localhost', '*', 'unknown', '-', '192.168.1.5', '(none)', 'wlan0', 'LWIP0', ''],
    ...['00178874c2dc', '00:17:88:74:c2:dc', '3f2504e0-4f89-11d3-9a0c-0305e82c3301'],
  ])('is not %j, which tells nothing', (useless) => {
    const said = { 'dhcp-hostname': [useless], netbios: [useless] };
    expect(describedAlone({ mac, said })).toMatchObject({ name: mac, nameSource: 'mac' });
  });

  it('is one that a system made up only where there is nothing better', () => {
    const said = { 'dhcp-hostname': ['android-1c1335ec95a27318'] };
    const vendor = 'LG Electronics';
    expect(describedAlone({ vendor, said }).name).toBe('android-1c1335ec95a27318');
    const better = { ...said, mdns: ['Anna’s tablet._companion-link._tcp.local'] };
    expect(describedAlone({ vendor, said: better }).name).toBe('Anna’s tablet');
  });

  it.each([
    ['DCS-8000LH-B0C554435483', 'b0:c5:54:43:54:83', 'DCS-8000LH'],
    ['GCMW-4750-1891dd', '84:f3:eb:18:91:dd', 'GCMW-4750'],
    ['shellyplug-s-18-91-DD', '84:f3:eb:18:91:dd', 'shellyplug-s-18-91-DD'],
    ['lamp-91dd', '84:f3:eb:18:91:dd', 'lamp'],
    ['pi3.ntop.org', 'b8:27:eb:00:00:01', 'pi3'],
  ])('%s of %s leaves out the MAC address and the domain: %s', (host, of, name) => {
    expect(describedAlone({ mac: of, said: { 'dhcp-hostname': [host] } }).name).toBe(name);
  });

  it('is what people called a speaker before what its service is called', () => {
    const said = { mdns: ['GoogleHome-Mini-0123._googlecast._tcp.local', 'fn=Living room'] };
    expect(describedAlone({ said }).name).toBe('Living room');
    const airplay = { mdns: ['7828CA05FACC@Bath._raop._tcp.local'] };
    expect(describedAlone({ said: airplay }).name).toBe('Bath');
  });

  it('is no product when a device asks for many, as phones with the makers’ apps do', () => {
    const vendor = 'HTC Corporation';
    expect(describedAlone({ vendor, said: { dns: ['es.ring.com', 'tado.com'] } }).nameSource).toBe(
      'vendor',
    );
    const many = Array.from({ length: 9 }, (_, i) => `site${i}.example`);
    const said = { dns: ['es.ring.com×99', ...many] };
    expect(describedAlone({ vendor, said }).nameSource).toBe('vendor');
    expect(describedAlone({ vendor, said: { dns: ['es.ring.com', ...many.slice(2)] } }).name).toBe(
      'Ring 44:55',
    );
    // A name that only ends like one of the product's.
    expect(describedAlone({ vendor, said: { dns: ['boring.com'] } }).nameSource).toBe('vendor');
  });

  it('is bounded', () => {
    const said = { 'dhcp-hostname': ['x'.repeat(255)] };
    expect(describedAlone({ said }).name).toHaveLength(63);
  });
});

describe('the names of a home', () => {
  const named = (last: number, more: ToldDevice = {}): ToldDevice => ({
    mac: `00:00:00:00:0${last}:0${last}`,
    said: { 'dhcp-hostname': ['Lamp'] },
    ...more,
  });

  it('are unique, and what people gave comes first', () => {
    const devices = described([
      named(1),
      named(2, { known: { alias: 'Lamp' } }),
      named(3, { label: { device: 'Lamp', mac: '', type: 'x', kind: 'iot' } }),
      named(4, { known: { alias: 'Lamp' } }),
    ]);
    expect(devices.map(({ name }) => name)).toEqual([
      'Lamp (01:01)',
      'Lamp',
      'Lamp (03:03)',
      'Lamp (04:04)',
    ]);
  });

  it('change neither the keys nor the types that an adversary is trained by', () => {
    const plain = { mac, vendor: 'Signify B.V.' };
    const told = { ...plain, said: { 'dhcp-hostname': ['Hue'] }, known: { alias: 'Mine' } };
    for (const device of [plain, told].map(describedAlone)) {
      expect(device).toMatchObject({ device: 'Signify c2:dc', type: 'Signify c2:dc' });
    }
    expect(describedAlone({ ...told, label })).toMatchObject({
      ...{ name: 'Mine', nameSource: 'alias', device: 'lamp', type: 'light' },
    });
  });
});

describe('the hints of a device', () => {
  it('are shown strongest first, each once, and not without end', () => {
    const dns = Array.from({ length: 50 }, (_, i) => `site${i}.example×${i + 1}`);
    const said = { dns, 'dhcp-hostname': ['Lamp'], mdns: ['lamp.local×2', 'lamp.local×3'] };
    const { hints } = describedAlone({ said });
    expect(hints.slice(0, 3)).toEqual([
      { source: 'dhcp-hostname', text: 'Lamp' },
      { source: 'mdns', text: 'lamp.local' },
      { source: 'dns', text: 'site49.example' },
    ]);
    expect(hints.length).toBeLessThanOrEqual(24);
  });
});

describe('whatever devices say', () => {
  const word = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 255 }),
    fc.constantFrom(
      'Lamp',
      'md=',
      'fn=x',
      '_hap._tcp.local',
      '._tcp.local',
      'urn:a:device:',
      '/',
      '@',
    ),
  );
  const said = fc.dictionary(fc.constantFrom(...hintSources), fc.array(word, { maxLength: 6 }));
  const alias = fc.option(fc.string({ minLength: 1, maxLength: 80 }));

  it('every device has a name of its own that is not empty, and a reason', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(said, alias), { maxLength: 6 }), (homes) => {
        const devices = described(
          homes.map(([words, name], i) => ({
            ...{ mac: `00:00:00:00:00:0${i}`, said: words, known: { alias: name } },
          })),
        );
        const names = devices.map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        for (const { name, kindReason, hints } of devices) {
          expect(name).not.toBe('');
          expect(name.length).toBeLessThanOrEqual(80 + 20);
          expect(kindReason).toMatch(/\.$/);
          expect(hints.length).toBeLessThanOrEqual(24);
        }
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});
