import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { readPackets } from '../testing/ip-packet';
import { testbedObstacle } from '../testing/testbed';
import { makeTwoSidedCapture } from '../testing/two-sided';
import { outerFrames } from '../tunnels/outer-frames';
import { tunnelFrames, tunnelOf } from '..';

const obstacle = testbedObstacle();
const suite = obstacle === '' ? describe : describe.skip;
const folder = mkdtempSync(join(tmpdir(), 'homemole-two-sided-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

suite(`two-sided recordings of real tunnels${obstacle && ` (${obstacle})`}`, () => {
  it.concurrent.for(['openvpn-udp-aes-256-gcm', 'wireguard'] as const)(
    'know what carries what through %s',
    async (vantage, { expect }) => {
      const own = mkdtempSync(join(folder, 'one-'));
      const capture = await makeTwoSidedCapture({ vantage, flows: 12, packets: 2000, folder: own });
      const lan = readPackets(capture.lan, (source) => source.startsWith('192.168.'));
      expect(lan.length).toBeGreaterThanOrEqual(2000);
      expect(new Set(lan.map(({ bytes }) => bytes.toString('hex', 12, 24))).size).toBe(24);
      const carriers = lan.map(() => [] as number[]);
      const wan = readPackets(capture.wan, (source) => source === '203.0.113.2');
      wan.forEach(({ row, length, direction }) => {
        const inner = capture.truth.packets[row] as number;
        if (inner < 0) return;
        expect(direction).toBe(lan[inner]?.direction);
        carriers[inner]?.push(length + 14);
      });
      // What counts packets in the clear and what the lengths must be say the same.
      const tunnel = tunnelOf(vantage)!;
      const expected = lan.map(({ length, moreFragments, offset }) =>
        // The server cut what comes in: those parts are packets of the LAN, and fit.
        moreFragments || offset > 0
          ? outerFrames(tunnel.outerPayload(length))
          : tunnelFrames(tunnel, length, 0),
      );
      expect(carriers).toEqual(expected);
    },
  );
});
