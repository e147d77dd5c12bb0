/**
 * One busy hour of a real home through a real OpenVPN tunnel and a real WireGuard tunnel, in real time:
 * the simulated view beside the real one. With HOMEMOLE_REPLAY_FOLDER the recordings are kept there,
 * and a second run measures those.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildForNode, root } from './build.mjs';

const vantages = ['openvpn-udp-aes-256-gcm', 'wireguard'];
const home = resolve(root, '../shared/data/home14');
/** 19:00 to 20:00 UTC: of the busy hours that in which most devices spoke. */
const hour = { capture: 'home14-2019-07-03.pcap', from: 19 * 3600, seconds: 3600 };

/** @param {{ print: (line?: string) => void }} bench */
export async function run({ print }) {
  const file = await buildForNode('audit/testing/replay-entry.ts', 'replay');
  const workerEntry = await buildForNode('inference/worker-thread.ts', 'worker-thread');
  const entry = await import(pathToFileURL(file).href);
  const capture = join(home, hour.capture);
  const obstacle = existsSync(capture) ? entry.testbedObstacle() : `needs ${capture}`;
  if (obstacle !== '') return print(`not run: ${obstacle}`);
  const kept = process.env.HOMEMOLE_REPLAY_FOLDER;
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'homemole-replay-'));
  const input = {
    captures: [capture],
    labels: join(home, 'devices.csv'),
    resources: resolve(root, 'resources'),
    knownDevices: null,
  };
  const requests = vantages.map((vantage) => ({
    vantage,
    input,
    from: hour.from,
    seconds: hour.seconds,
    longestGap: Number.POSITIVE_INFINITY,
    folder: join(folder, vantage),
  }));
  try {
    const missing = requests.filter(({ folder }) => !existsSync(join(folder, 'wan.pcap')));
    // One that fails must not end the recordings of the other.
    const recorded = await Promise.allSettled(
      missing.map(async (request) => {
        mkdirSync(request.folder, { recursive: true });
        const counts = await entry.recordReplay(request);
        print(
          `${request.vantage}, ${hour.capture} from ${hour.from / 3600} h for ${hour.seconds} s`,
        );
        print(entry.countsLine(counts));
      }),
    );
    const failed = recorded.find(({ status }) => status === 'rejected');
    if (failed) throw failed.reason;
    for (const request of requests) {
      print(request.vantage);
      const figures = await entry.measureReplay(request, workerEntry);
      for (const line of entry.replayLines(figures)) print(line);
    }
  } finally {
    if (kept === undefined) rmSync(folder, { recursive: true, force: true });
  }
}
