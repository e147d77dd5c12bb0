import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readCaptures } from '../packets';
import { checkFilter } from './client';
import type { CapturePlace } from './helper-process';
import { buildHelper } from './testing/build-helper';
import { hasCap, recordingObstacle, sendDatagrams, untilPackets } from './testing/network';
import { TestRecordings, testRequest } from './testing/recording';

let place: CapturePlace;
let recordings: TestRecordings;
beforeAll(async () => {
  place = { helper: await buildHelper() };
});
beforeEach(() => {
  recordings = new TestRecordings(place);
});
afterEach(() => recordings.clear());

const noCap = recordingObstacle() || (hasCap() ? '' : 'needs the package cap, built');
(noCap === '' ? describe : describe.skip)(`recording with cap${noCap && ` (${noCap})`}`, () => {
  it('counts the same packets, and marks its times as coarse', async () => {
    const session = await recordings.start(testRequest({ backend: 'cap' }));
    const done = recordings.keep(session);
    // libpcap has room for a thousand frames of loopback (64 KiB each), and cap does not say what
    // found none: so no more are on their way at once.
    for (let count = 500; count <= 3000; count += 500) {
      await sendDatagrams(500, 5000);
      await untilPackets(session, count);
    }
    session.stop();
    const { status, files } = await done;
    expect(status).toMatchObject({ packets: 3000, dropped: null, timestamps: 'coarse' });
    const { packets, files: read } = await readCaptures(files);
    expect(packets.count).toBe(3000);
    expect(read[0]?.warnings.map(({ code }) => code)).toEqual(['coarse-timestamps']);
  });

  it('names what is wrong with interface and filter', async () => {
    const cap = { backend: 'cap' } as const;
    await expect(
      recordings.start(testRequest({ ...cap, interface: 'nosuch0' })),
    ).rejects.toMatchObject({ problem: { code: 'interface-unknown' } });
    const wrong = testRequest({ ...cap, filter: 'udp prt 9' });
    const problem = await checkFilter(place, wrong, new AbortController().signal);
    expect(problem?.code).toBe('filter-invalid');
  });
});
