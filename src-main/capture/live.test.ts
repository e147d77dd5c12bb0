import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readCaptures } from '../packets';
import type { CapturePlace } from './helper-process';
import { buildHelper } from './testing/build-helper';
import { recordingObstacle, sendDatagrams, testPort, until, untilPackets } from './testing/network';
import { TestRecordings, testRequest } from './testing/recording';

const obstacle = recordingObstacle('dumpcap');
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

suite(`recording with dumpcap${obstacle && ` (${obstacle})`}`, () => {
  it('keeps every packet and counts it', async () => {
    const session = await recordings.start(testRequest());
    const done = recordings.keep(session);
    await sendDatagrams(5000, 20_000);
    await untilPackets(session, 5000);
    session.stop();
    const { status, end, problem, files } = await done;
    expect({ end, problem }).toEqual({ end: 'asked', problem: null });
    expect(status).toMatchObject({ packets: 5000, dropped: 0, timestamps: 'kernel' });
    const { packets, files: read } = await readCaptures(files);
    expect(packets.count).toBe(5000);
    expect(new Set(packets.destinationPort)).toEqual(new Set([testPort]));
    // 14 Ethernet, 20 IPv4, 8 UDP, 100 payload
    expect(new Set(packets.length)).toEqual(new Set([142]));
    expect(status.bytes).toBe(5000 * 142);
    expect(read[0]).toMatchObject({ format: 'pcapng', droppedPackets: 0, warnings: [] });
  });

  it('leaves out what comes during a pause, and nothing else', async () => {
    const session = await recordings.start(testRequest());
    const done = recordings.keep(session);
    await sendDatagrams(300, 5000);
    await untilPackets(session, 300);
    session.pause();
    await until(() => session.status().state === 'paused', 'a pause');
    await sendDatagrams(400, 5000);
    await new Promise((resolve) => setTimeout(resolve, 400));
    session.resume();
    await until(() => session.status().state === 'running', 'a resume');
    await sendDatagrams(500, 5000);
    await untilPackets(session, 800);
    session.stop();
    const { status, files } = await done;
    expect(status.packets).toBe(800);
    expect((await readCaptures(files)).packets.count).toBe(800);
  });

  it('ends by itself after so many packets, bytes or seconds', async () => {
    const ends = [
      { packets: 100, seconds: null, bytes: null },
      { packets: null, seconds: null, bytes: 142 * 60 },
      { packets: null, seconds: 0.5, bytes: null },
    ];
    const counts = [];
    for (const stop of ends) {
      const session = await recordings.start(testRequest({ stop }));
      const done = recordings.keep(session);
      if (stop.seconds === null) await sendDatagrams(1000, 5000);
      const { status, end, files } = await done;
      expect(end).toBe('condition');
      counts.push(status.packets);
      if (status.packets > 0) {
        expect((await readCaptures(files)).packets.count).toBe(status.packets);
      }
    }
    expect(counts).toEqual([100, 60, 0]);
  });

  it('keeps the newest files of a ring, each readable alone', async () => {
    const ring = { files: 3, fileBytes: 65_536 };
    const session = await recordings.start(testRequest({ ring }));
    const done = recordings.keep(session, ring);
    await sendDatagrams(4000, 20_000);
    await untilPackets(session, 4000);
    session.stop();
    const { files } = await done;
    expect(files).toHaveLength(3);
    const alone = await Promise.all(files.map((file) => readCaptures([file])));
    for (const { packets } of alone) expect(packets.count).toBeGreaterThan(0);
    const kept = alone.reduce((sum, { packets }) => sum + packets.count, 0);
    const last = (await readCaptures(files)).packets;
    expect(last.count).toBe(kept);
    for (const file of files) expect(readFileSync(file).length).toBeLessThanOrEqual(65_536);
  });
});
