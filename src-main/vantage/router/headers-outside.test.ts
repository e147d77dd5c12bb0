import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OUTBOUND } from '../../contract/vantage';
import { identifyHome } from '../../home';
import { readCaptures } from '../../packets';
import { pcap, readBytes } from '../../packets/testing/captures';
import { deviceMac, ethernet, ipv4, routerMac, tcp, text, udp } from '../../packets/testing/frames';
import { LineTap, pairSides, viewHome, withHeaders } from '..';

const vendors = { of: () => null };
const folder = resolve(import.meta.dirname, '../../../../shared/data/single-devices/tplink-plug');

describe('headers outside', () => {
  const syn = tcp({ flags: 0x02, window: 29_200, options: [2, 4, 5, 180, 1, 3, 3, 7] });
  const frames = [
    ethernet(0x0800, ipv4({ protocol: 6, ttl: 64 }, syn)),
    ethernet(0x0800, ipv4({ protocol: 17, ttl: 128 }, udp({}, text('hello')))),
  ];
  const home = async () => {
    const file = pcap({}, ...frames.map((frame, i) => ({ seconds: 1000 + i, frame })));
    return identifyHome((await readBytes(file)).packets, { vendors });
  };

  it('are what an eavesdropper behind NAPT reads, the gateway having taken one off the TTL', async () => {
    const found = await home();
    const { view } = withHeaders(found, viewHome(found, 'napt', 1));
    const { headers } = view;
    expect([...view.direction]).toEqual([1, 1]);
    expect([...headers!.ttl]).toEqual([63, 127]);
    expect([...headers!.tcpFlags]).toEqual([2, 0]);
    expect([...headers!.window]).toEqual([29_200, 0]);
    expect([...headers!.payloadLength]).toEqual([0, 5]);
    const lists = [...headers!.optionKinds].map((list) => headers!.optionLists[list]);
    expect(lists).toEqual(['2,1,3', '']);
    // Nothing of inside comes along.
    const inside = [deviceMac, routerMac, '192.168.1.13'];
    for (const one of inside) expect(JSON.stringify(view)).not.toContain(one);
  });

  it('are hidden in a tunnel', async () => {
    const found = await home();
    const seen = viewHome(found, 'wireguard', 1);
    expect(withHeaders(found, seen)).toBe(seen);
    expect(seen.view.headers).toBeUndefined();
  });

  const reason = existsSync(folder) ? '' : ' (skipped without shared/data)';
  it.skipIf(reason !== '')(
    `are computed from inside as they were recorded outside${reason}`,
    async () => {
      const homeTap = new LineTap();
      const outsideTap = new LineTap();
      const inside = await readCaptures([join(folder, 'wlan2.4.pcap')], { tapOf: homeTap.tapOf });
      const outside = await readCaptures([join(folder, 'wan.pcap')], { tapOf: outsideTap.tapOf });
      const sides = {
        home: identifyHome(inside.packets, { vendors }),
        homeTap,
        outside: outside.packets,
        outsideTap,
      };
      const { seen } = pairSides(sides, { vantage: null, tunnel: null });
      const { headers: recorded, ...view } = seen.view;
      const { headers: computed } = withHeaders(sides.home, { ...seen, view }).view;
      const paired = [...seen.origin.keys()].filter((i) => seen.origin[i]! >= 0);
      expect(paired.length).toBeGreaterThan(500);
      for (const column of ['tcpFlags', 'window', 'payloadLength'] as const) {
        const same = paired.filter((i) => recorded![column][i] === computed![column][i]);
        expect([column, same.length]).toEqual([column, paired.length]);
      }
      // This router takes nothing off the TTL, as others do.
      const away = paired.map((i) => recorded!.ttl[i]! - computed!.ttl[i]!);
      expect(paired.every((i, at) => away[at] === (view.direction[i] === OUTBOUND ? 1 : -1))).toBe(
        true,
      );
      const isSame = (i: number): boolean =>
        recorded!.optionLists[recorded!.optionKinds[i]!] ===
        computed!.optionLists[computed!.optionKinds[i]!];
      expect(paired.every(isSame)).toBe(true);
    },
  );
});
