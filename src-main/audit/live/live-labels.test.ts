import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Home } from '../../contract/home';
import { quietJob } from '../../contract/job';
import type { LiveAdversary as LiveAdversaryChoice, LiveUpdate } from '../../contract/live';
import { perceived, type VantageName } from '../../contract/vantage';
import { identifyHome } from '../../home';
import { LiveReader } from '../../packets';
import { viewHome, viewLive } from '../../vantage';
import { loadHome, readKnowledge } from '../load';
import { runTrain } from '../train';
import { classOf, LiveAdversary } from './live-adversary';
import { LabelStrip } from './label-strip';
import { LiveAudit } from './live-audit';
import { LEARN_PACKETS } from './live-labeller';
import { fastHome } from './testing/fast-home';

const resources = resolve('resources');
const sample = {
  captures: [join(resources, 'sample-home', 'capture.pcapng')],
  labels: join(resources, 'sample-home', 'devices.csv'),
};
const place = { resources, knownDevices: null };
const status: LiveUpdate['status'] = {
  state: 'running',
  backend: 'dumpcap',
  interface: 'test0',
  packets: 0,
  bytes: 0,
  dropped: 0,
  timestamps: 'kernel',
  seconds: 0,
};

interface Given {
  time: number;
  label: string;
}

/**
 * Feeds the sample home in pieces, as if its packets came now, and keeps every label.
 * @param after Called after every piece.
 */
async function labelLive(
  adversary: LiveAdversaryChoice,
  after: (audit: LiveAudit) => Promise<void> | void = () => undefined,
  bytes: Uint8Array = readFileSync(sample.captures[0] as string),
): Promise<{ given: Given[]; update: LiveUpdate }> {
  const given: Given[] = [];
  const audit = await LiveAudit.open({
    name: 'test',
    knowledge: await readKnowledge({ ...place, labels: sample.labels }),
    adversary,
    workerEntry: undefined,
    // A clock that stands still: the time is that of the newest packet.
    now: () => 0,
    onLabel: (time, _owner, label) => given.push({ time, label }),
  });
  for (let at = 0; at < bytes.length; at += 32_768) {
    audit.push(bytes.subarray(at, at + 32_768));
    audit.advance();
    await audit.idle();
    await after(audit);
  }
  await audit.close();
  return { given, update: audit.present(status, 0) };
}

/** What the same adversary says of all packets together. */
async function labelAll(
  home: Home,
  vantage: VantageName,
  folder: string,
): Promise<{ given: Given[]; correct: number }> {
  const adversary = await LiveAdversary.fromFolder({ kind: 'model', folder }, undefined);
  const seen = perceived(viewHome(home, vantage, 1));
  const labels = await adversary.label(seen, 0, seen.view.count);
  await adversary.release();
  const given: Given[] = [];
  let correct = 0;
  for (let i = 0; i < seen.view.count; i++) {
    const row = seen.origin[i] as number;
    const device = home.devices[row < 0 ? -1 : (home.device[row] as number)];
    if (!device) continue;
    const label = adversary.classes[labels[i] as number] as string;
    given.push({ time: seen.view.time[i] as number, label });
    if (label === classOf(device)) correct++;
  }
  return { given, correct };
}

describe.each(['napt', 'openvpn-udp-aes-256-gcm', 'openvpn-tcp-aes-256-gcm', 'wireguard'] as const)(
  'labels at %s',
  (vantage) => {
    let folder: string;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'homemole-labels-'));
      rmSync(folder, { recursive: true });
      await runTrain(
        {
          ...sample,
          ...place,
          vantage,
          model: 'best',
          // A small forest tells as well whether both are given the same.
          trees: 10,
          seed: 1,
          out: folder,
          workerEntry: undefined,
        },
        quietJob,
      );
    }, 120_000);
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('are given live as for all packets together', { timeout: 60_000 }, async () => {
      const { home } = await loadHome({ ...sample, ...place }, quietJob);
      const all = await labelAll(home, vantage, folder);
      const live = await labelLive({ kind: 'model', folder });
      expect(live.update.labelling).toMatchObject({ state: 'labelling', vantage, skipped: 0 });
      expect(live.given).toEqual(all.given);
      expect(live.update.labelling.correct).toBe(all.correct);
      // By device, it is the same sum.
      const { devices } = live.update;
      expect(devices.reduce((sum, { labelled }) => sum + labelled, 0)).toBe(all.given.length);
      expect(devices.reduce((sum, { correct }) => sum + correct, 0)).toBe(all.correct);
    });
  },
);

describe('an adversary that was trained', () => {
  it('waits for the end of a window at any speed', { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'homemole-labels-'));
    rmSync(folder, { recursive: true });
    const model = { vantage: 'napt', model: 'forest', trees: 10, seed: 1 } as const;
    const options = { ...sample, ...place, ...model, out: folder, workerEntry: undefined };
    await runTrain(options, quietJob);
    // Within the ten seconds of a window more packets come than are kept as context.
    const fast = fastHome(readFileSync(sample.captures[0] as string), 10_000, 13);
    const { given, update } = await labelLive({ kind: 'model', folder }, undefined, fast);
    rmSync(folder, { recursive: true });
    const { labelled, skipped } = update.labelling;
    expect(given).toHaveLength(labelled);
    // Those of the first three seconds, and a part of what is under way at the end; all are counted.
    expect(labelled).toBeGreaterThan((update.internetPackets * 3) / 13);
    const reader = new LiveReader('fast');
    reader.push(fast);
    const home = identifyHome(reader.take(), { vendors: { of: () => null } });
    expect(labelled + skipped).toBe(viewHome(home, 'napt', 1).view.count);
  });
});

describe('an adversary that learns', () => {
  it('waits for enough, learns, and labels what follows', { timeout: 120_000 }, async () => {
    const states: string[] = [];
    let needed = Number.POSITIVE_INFINITY;
    const { given, update } = await labelLive({ kind: 'learn', vantage: 'napt' }, async (audit) => {
      const { labelling } = audit.present(status, 0);
      if (states.at(-1) !== labelling.state) states.push(labelling.state);
      if (labelling.state === 'waiting') {
        expect(labelling.packetsNeeded).toBeLessThanOrEqual(needed);
        needed = labelling.packetsNeeded;
      }
      // The file is read faster than any home speaks: it is given time to learn.
      while (audit.present(status, 0).labelling.state === 'learning') {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    });
    expect(states).toEqual(['waiting', 'learning', 'labelling']);
    const { labelled, correct, skipped } = update.labelling;
    expect(given).toHaveLength(labelled);
    expect(skipped).toBe(0);
    // All but what it learned from first, and the second before.
    expect(labelled).toBeGreaterThan(update.internetPackets * 0.9);
    // Some stand for what the router asks its provider: the view has them, the Internet's count not.
    const { home } = await loadHome({ ...sample, ...place }, quietJob);
    const { count } = viewHome(home, 'napt', 1).view;
    expect(count).toBeGreaterThan(update.internetPackets);
    expect(labelled).toBeLessThanOrEqual(count - LEARN_PACKETS);
    // Far better than whoever always says the commonest device.
    const commonest = Math.max(...update.devices.map(({ internetPackets }) => internetPackets));
    expect(correct / labelled).toBeGreaterThan((1.5 * commonest) / update.internetPackets);
  });

  it('is told of no device: a view has none', async () => {
    const { home } = await loadHome({ ...sample, ...place }, quietJob);
    const live = viewLive('napt', 1);
    live.add(home.packets, home, home.device);
    const { view } = live.snapshot();
    const all = viewHome(home, 'napt', 1).view;
    expect(Object.keys(view).sort()).toEqual(Object.keys(all).sort());
    expect(view).toEqual(all);
  });
});

describe('a strip', () => {
  it('counts by type in bins of five seconds, and forgets what is old', () => {
    const strip = new LabelStrip();
    expect(strip.present()).toBeNull();
    strip.add('camera', 1001, 'packets');
    strip.add('camera', 1004.9, 'packets');
    strip.add('camera', 1004.9, 'labelled');
    strip.add('plug', 1005, 'packets');
    const { start, binSeconds, lanes } = strip.present()!;
    expect({ start, binSeconds }).toEqual({ start: 1005 - 59 * 5, binSeconds: 5 });
    expect(lanes.map(({ type }) => type)).toEqual(['camera', 'plug']);
    expect(lanes[0]?.packets.slice(-3)).toEqual([0, 2, 0]);
    expect(lanes[0]?.labelled.slice(-3)).toEqual([0, 1, 0]);
    expect(lanes[1]?.packets.slice(-3)).toEqual([0, 0, 1]);
    // Five minutes later the cameras are gone, a late packet of theirs is not counted.
    strip.add('plug', 1004 + 300, 'packets');
    strip.add('camera', 1004, 'labelled');
    expect(strip.present()?.lanes.map(({ type }) => type)).toEqual(['plug']);
  });
});
