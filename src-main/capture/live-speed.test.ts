import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readCaptures } from '../packets';
import type { CapturePlace } from './helper-process';
import { buildHelper } from './testing/build-helper';
import { childrenOf, makeCable, namespaceRuntime, recordingObstacle } from './testing/network';
import type { Cable } from './testing/network';
import { replay } from './testing/replay';
import { TestRecordings, testRequest } from './testing/recording';

const COUNT = 1_000_000;
const PER_SECOND = 50_000;

const obstacle = recordingObstacle('dumpcap', 'ip', 'tcpreplay');
const suite = obstacle === '' ? describe : describe.skip;

let place: CapturePlace;
let recordings: TestRecordings;
beforeAll(async () => {
  place = { helper: await buildHelper() };
});
beforeEach(() => {
  recordings = new TestRecordings(place);
});
afterEach(() => recordings.clear());

suite(`between two networks${obstacle && ` (${obstacle})`}`, () => {
  /** Records at the far end of a cable what is sent into its near end. */
  async function recordFrom(cable: Cable) {
    const runtime = join(recordings.folder, 'node-in-namespace');
    writeFileSync(runtime, namespaceRuntime(cable.far), { mode: 0o755 });
    const request = testRequest({ interface: 'vethb' });
    const session = await recordings.start(request, { ...place, runtime });
    return { session, done: recordings.keep(session) };
  }

  it('50,000 packets a second for 20 s: none is lost unreported', async () => {
    const cable = makeCable('fast');
    try {
      const { session, done } = await recordFrom(cable);
      expect(await replay(COUNT, PER_SECOND, cable)).toBe(COUNT);
      session.stop();
      const { status, problem, files } = await done;
      expect(problem).toBeNull();
      expect(status.packets + (status.dropped ?? 0)).toBe(COUNT);
      expect((await readCaptures(files, { keepCopies: true })).packets.count).toBe(status.packets);
    } finally {
      cable.remove();
    }
  }, 90_000);

  it('what dumpcap had no time for is counted as lost, and said by the file', async () => {
    const cable = makeCable('slow');
    try {
      const { session, done } = await recordFrom(cable);
      const recorder = processRecordingOn('vethb');
      // More than the 64 MiB that the kernel keeps for dumpcap, while that stands still.
      const count = 80_000;
      process.kill(recorder, 'SIGSTOP');
      expect(await replay(count, 40_000, cable, 1442)).toBe(count);
      process.kill(recorder, 'SIGCONT');
      session.stop();
      const { status, files } = await done;
      expect(status.dropped).toBeGreaterThan(0);
      expect(status.packets + (status.dropped ?? 0)).toBe(count);
      const { packets, files: read } = await readCaptures(files, { keepCopies: true });
      expect(packets.count).toBe(status.packets);
      expect(read[0]?.droppedPackets).toBe(status.dropped);
    } finally {
      cable.remove();
    }
  });
});

/** The dumpcap below this test that records there. */
function processRecordingOn(name: string): number {
  const below = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(below)];
  const found = below(process.pid).find((pid) => {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return words[0]?.endsWith('dumpcap') && words.includes(name);
  });
  if (found === undefined) throw new Error('no dumpcap');
  return found;
}
