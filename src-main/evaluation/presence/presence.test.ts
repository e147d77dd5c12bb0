import { describe, expect, it } from 'vitest';
import type { TypeReading } from '../../contract/calibration';
import { Random } from '../../contract/random';
import { NO_CLASS } from '../truth';
import { activityOf, busyFrom, idleBytesOf } from './activity';
import { judgePresence } from './judge-presence';
import { learnPresence } from './learn-presence';

const classes = ['camera', 'plug', 'non-iot'];

/** One packet: moment, true class, class given, how sure, bytes. */
type Packet = [at: number, own: number, given: number, sure: number, bytes?: number];

function blockOf(packets: Packet[]) {
  packets.sort(([one], [other]) => one - other);
  return {
    time: Float64Array.from(packets, ([at]) => at),
    truth: Uint16Array.from(packets, ([, own]) => own),
    length: Float64Array.from(packets, ([, , , , bytes = 100]) => bytes),
    labels: classes,
    predictions: {
      rows: packets.length,
      classes: 3,
      label: Uint16Array.from(packets, ([, , given]) => given),
      probability: Float32Array.from(
        packets.flatMap(([, , given, sure]) =>
          classes.map((_, type) => (type === given ? sure : (1 - sure) / 2)),
        ),
      ),
    },
  };
}

/**
 * A home in six-minute steps: a phone all the time, a camera in the windows named, and now and then a
 * packet of the phone that is taken for the camera's, without much conviction.
 */
function home(windows: number, camera: (window: number) => boolean, seed: number): Packet[] {
  const random = new Random(seed);
  const packets: Packet[] = [];
  for (let window = 0; window < windows; window++) {
    const at = (): number => window * 360 + 1 + 358 * random.uniform();
    for (let i = 0; i < 20; i++) packets.push([at(), 2, 2, 0.97]);
    packets.push([window * 360, 2, 2, 0.97], [at(), 2, 0, 0.6]);
    if (camera(window)) for (let i = 0; i < 8; i++) packets.push([at(), 0, 0, 0.95]);
  }
  return packets;
}

const learned = blockOf(home(60, (window) => window < 30, 1));
const readings = learnPresence(learned, learned, classes);

describe('presence in windows', () => {
  it('is told where it is known by construction', () => {
    const there = (window: number): boolean => window >= 10 && window < 30;
    const test = blockOf(home(40, there, 2));
    const [camera] = judgePresence(test, test.length, readings);
    expect(camera).toMatchObject({ windows: 40, claimed: 20, right: 20, sureWasRight: true });
    expect(camera?.since).toBe(3600);
    expect(camera?.score).toMatchObject({ present: 20, found: 20, falsely: 0, f1: 1 });
    expect(camera?.probability).toBeGreaterThan(0.9);
  });

  it('is sure at the packet that makes it so, not before and without the truth', () => {
    const packets: Packet[] = [];
    for (let i = 0; i < 36; i++) packets.push([10 * i, 2, 2, 0.97]);
    for (let i = 0; i < 8; i++) packets.push([100 + i, 0, 0, 0.95]);
    const test = blockOf(packets);
    const [camera] = judgePresence(test, test.length, readings);
    expect(camera?.sureSeconds).toBeGreaterThan(100);
    expect(camera?.sureSeconds).toBeLessThanOrEqual(107);
    // The same evidence from the phone's packets says the same, and is wrong.
    const mistaken = blockOf(packets.map(([at, , given, sure]): Packet => [at, 2, given, sure]));
    const [claimed] = judgePresence(mistaken, mistaken.length, readings);
    expect(claimed).toMatchObject({
      since: camera?.since,
      sureSeconds: camera?.sureSeconds,
      claimed: 1,
      right: 0,
      sureWasRight: false,
      score: null,
    });
  });

  it('is not seen by one whose labels are drawn at random', () => {
    const random = new Random(9);
    const guess = (packets: Packet[]): Packet[] =>
      packets.map(([at, own]) => [at, own, random.integer(3), 0.4 + 0.6 * random.uniform()]);
    const block = blockOf(guess(home(200, (window) => window < 100, 3)));
    const guessed = learnPresence(block, block, classes);
    const test = blockOf(guess(home(200, (window) => window < 100, 4)));
    const [camera] = judgePresence(test, test.length, guessed);
    // Hardly better than the same answer for each window, 100 with the camera and 200 without: only that
    // a window with more packets has more of any name.
    expect(camera?.score?.brierScore).toBeGreaterThan(0.8 * ((1 / 3) * (2 / 3)));
    expect(camera?.since).toBeNull();
  });

  it("takes the tunnel's own packets for nobody's", () => {
    const test = blockOf([
      [0, 2, 2, 0.97],
      ...Array.from({ length: 9 }, (_, i): Packet => [i + 1, NO_CLASS, 0, 0.99]),
    ]);
    expect(judgePresence(test, test.length, readings)[0]?.claimed).toBe(0);
  });

  it('looks through longer windows at a type that sends rarely', () => {
    const rare: Packet[] = [];
    for (let at = 0; at < 86_400; at += 1200) rare.push([at, 1, 1, 0.9]);
    for (let at = 0; at < 86_400; at += 100) rare.push([at + 1, 0, 0, 0.9]);
    // Twice in a day: no window is long enough, so the shortest must do.
    rare.push([5000, 2, 2, 0.9], [80_000, 2, 2, 0.9]);
    const block = blockOf(rare);
    const seconds = learnPresence(block, block, classes).map((one) => one.windowSeconds);
    expect(seconds).toEqual([360, 1800, 360]);
  });

  it('falls back on all types for one that the block lacks', () => {
    const [camera, plug] = readings;
    expect(plug?.slope).toBeGreaterThan(0);
    expect(plug?.slope).not.toBe(camera?.slope);
  });
});

describe('busy or idle', () => {
  // Three idle windows of 600 bytes, a silent one, one of 50,000.
  const bytes = [600, 600, 0, 600, 50_000];
  const packets = bytes.flatMap((size, window): Packet[] =>
    size === 0 ? [] : [[window * 360 + 5, 0, 0, 0.9, size]],
  );
  const block = blockOf(packets);

  it('knows the idle level as the median, silence included', () => {
    expect(idleBytesOf(block, 0)).toBe(600);
    expect(idleBytesOf(block, 1)).toBe(0);
    expect([busyFrom(600), busyFrom(3000)]).toEqual([4096, 12_000]);
  });

  it('compares what was given to the type with what was its', () => {
    const reading: TypeReading = {
      type: 'camera',
      windowSeconds: 360,
      intercept: 0,
      slope: 1,
      idleBytes: 600,
      busyBytes: 4096,
    };
    const test = blockOf([
      [0, 0, 0, 0.9, 5000],
      // Busy, but taken for the phone; then a phone that is taken for it.
      [400, 0, 2, 0.9, 5000],
      [800, 2, 0, 0.9, 5000],
      [1200, 0, 0, 0.9, 500],
    ]);
    const activity = activityOf(test, test.length, 0, 3, reading);
    expect(activity).toMatchObject({ windows: 4, claimed: 2, busy: 2, right: 1 });
  });
});
