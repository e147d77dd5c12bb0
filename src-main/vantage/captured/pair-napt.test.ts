import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { identifyHome } from '../../home';
import { readCaptures } from '../../packets';
import { LineTap, type PairedSides, pairSides } from '.';

const folder = resolve(import.meta.dirname, '../../../../shared/data/single-devices');

async function pair(lan: string, wan: string): Promise<PairedSides> {
  const homeTap = new LineTap();
  const outsideTap = new LineTap();
  const inside = await readCaptures([join(folder, lan)], { tapOf: homeTap.tapOf });
  const outside = await readCaptures([join(folder, wan)], { tapOf: outsideTap.tapOf });
  const home = identifyHome(inside.packets, { vendors: { of: () => null } });
  const sides = { home, homeTap, outside: outside.packets, outsideTap };
  return pairSides(sides, { vantage: null, tunnel: null });
}

describe.skipIf(!existsSync(folder))(
  'captures on both sides of a router (skipped without shared/data)',
  () => {
    it.each(['tplink-plug', 'tuya-motion', 'dlink-cam'])(
      'pairs nearly all packets of %s, with the same length, way and server',
      async (device) => {
        const { seen, tunnel, pairing } = await pair(
          `${device}/wlan2.4.pcap`,
          `${device}/wan.pcap`,
        );
        expect(tunnel).toBeNull();
        expect(seen.view.vantage).toBe('napt');
        expect(pairing.insidePaired / pairing.insidePackets).toBeGreaterThan(0.99);
        // One machine recorded both: its clock is one.
        expect(Math.abs(pairing.offsetSeconds)).toBeLessThan(0.001);
        const given = seen.origin.filter((row) => row >= 0);
        expect(new Set(given).size).toBe(given.length);
      },
    );

    it('does not pair captures of different times', async () => {
      await expect(pair('tplink-plug/wlan2.4.pcap', 'tuya-motion/wan.pcap')).rejects.toMatchObject({
        problem: { code: 'sides-nothing-known' },
      });
    });
  },
);
