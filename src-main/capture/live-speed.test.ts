import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readCaptures } from '../packets';
import type { CapturePlace } from './helper-process';
import { buildHelper } from './testing/build-helper';
import { makeCable, namespaceRuntime, recordingObstacle, testFilter } from './testing/network';
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
  it('50,000 packets a second for 20 s: none is lost unreported', async () => {
    const cable = makeCable('fast');
    try {
      const runtime = join(recordings.folder, 'node-in-namespace');
      writeFileSync(runtime, namespaceRuntime(cable.far), { mode: 0o755 });
      const request = testRequest({ interface: 'vethb', filter: testFilter });
      const session = await recordings.start(request, { ...place, runtime });
      const done = recordings.keep(session);
      const sent = await replay(COUNT, PER_SECOND, 'vetha', cable.near);
      expect(sent).toBe(COUNT);
      // dumpcap passes on what it has every half second.
      await new Promise((resolve) => setTimeout(resolve, 1500));
      session.stop();
      const { status, problem, files } = await done;
      expect(problem).toBeNull();
      expect(status.packets + (status.dropped ?? 0)).toBe(COUNT);
      expect((await readCaptures(files, { keepCopies: true })).packets.count).toBe(status.packets);
    } finally {
      cable.remove();
    }
  }, 90_000);
});
