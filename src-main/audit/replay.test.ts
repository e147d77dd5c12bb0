import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { testbedObstacle } from '../vantage/testing/testbed';
import { recordReplay } from './testing/replay';
import { countsLine, measureReplay, replayLines } from './testing/replay-report';

const root = resolve(import.meta.dirname, '../..');
const resources = join(root, 'resources');
const captured = resolve(root, '../shared/data/home14');
// The busiest hours in which most devices speak. Where the real home is not at hand, the simulated one.
const home = existsSync(captured)
  ? { name: 'a real home', folder: captured, file: 'home14-2019-07-03.pcap', from: 19 * 3600 }
  : {
      name: 'the sample home',
      folder: join(resources, 'sample-home'),
      file: 'capture.pcapng',
      from: 0,
    };

const obstacle = testbedObstacle();
const suite = obstacle === '' ? describe : describe.skip;
const folder = mkdtempSync(join(tmpdir(), 'homemole-replay-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Silences are cut to this, in seconds; `npm run bench -- replay` takes the whole hour. */
const LONGEST_GAP = 0.005;

suite(`an hour of ${home.name} through real tunnels${obstacle && ` (${obstacle})`}`, () => {
  // Tried again where this computer was too busy to keep up and a buffer overflowed.
  it.concurrent.for(['openvpn-udp-aes-256-gcm', 'wireguard'] as const)(
    'is what the view through %s said',
    { retry: 2, timeout: 180_000 },
    async (vantage, { expect }) => {
      const request = {
        vantage,
        input: {
          captures: [join(home.folder, home.file)],
          labels: join(home.folder, 'devices.csv'),
          resources,
          knownDevices: null,
        },
        from: home.from,
        seconds: 3600,
        longestGap: LONGEST_GAP,
        folder: mkdtempSync(join(folder, 'one-')),
      };
      const counts = await recordReplay(request);
      const figures = await measureReplay(request);
      const lines = [vantage, countsLine(counts), ...replayLines(figures)];
      process.stdout.write(`${lines.join('\n')}\n`);
      expect(figures.kinds.simulated.data).toBeGreaterThan(10_000);
      expect(figures.kinds.real.data).toBe(figures.kinds.simulated.data);
      expect(figures.lengths.map(({ differ, unlike }) => [differ, unlike])).toEqual([
        [0, 0],
        [0, 0],
      ]);
      expect(figures.accuracies).toHaveLength(2);
      for (const { simulated, real } of figures.accuracies) {
        expect(real.packets).toBeGreaterThan(1000);
        const apart = Math.abs(real.overallAccuracy - simulated.overallAccuracy);
        expect(apart).toBeLessThanOrEqual(0.02);
      }
    },
  );
});
