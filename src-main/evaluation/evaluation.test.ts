import { describe, expect, it } from 'vitest';
import type { Home } from '../contract/home';
import { quietJob } from '../contract/job';
import type { Confusion } from '../contract/results';
import {
  bayesErrorLowerBound,
  claimsOf,
  judgeDevices,
  mutualInformationLowerBound,
  nearestNeighbourError,
  NO_CLASS,
  presenceOf,
  scoreOf,
  splitByTime,
  type TestPart,
  timelineOf,
  typeEntropyBits,
} from '.';

const labels = ['camera', 'plug', 'non-iot'];

describe('split by time', () => {
  const time = Float64Array.from({ length: 3001 }, (_, i) => i * 4);

  it('leaves a gap in which nothing is learned and nothing tested', () => {
    const split = splitByTime(time, 2 / 3);
    expect(split.trainEndTime).toBeCloseTo(8000);
    expect(time[split.trainEnd - 1]).toBeLessThan(8000);
    // 100 packets take 400 s here, longer than the 60 s that are the least.
    expect(split.gapSeconds).toBeCloseTo(400, 0);
    expect(time[split.testStart]).toBeGreaterThanOrEqual(8400);
  });

  it('keeps the gap below a twentieth of a short capture', () => {
    const split = splitByTime(
      time.map((t) => t / 100),
      0.5,
    );
    expect(split.gapSeconds).toBeCloseTo(6);
  });
});

describe('score', () => {
  // 4 camera packets (3 right), 2 plug (1 right), 4 phones (all right), one of the tunnel itself.
  const score = scoreOf({
    labels,
    truth: Uint16Array.of(0, 0, 0, 0, 1, 1, 2, 2, 2, 2, NO_CLASS),
    given: Uint16Array.of(0, 0, 0, 1, 1, 2, 2, 2, 2, 2, 0),
    known: 3,
    majority: 'non-iot',
    iotMajority: 'plug',
  });

  it('counts packets by true and given class', () => {
    expect(score.confusion.matrix).toEqual([
      [3, 1, 0],
      [0, 1, 1],
      [0, 0, 4],
    ]);
    expect(score.packets).toBe(10);
  });

  it('is right about overall, IoT and macro figures and the majority baseline', () => {
    expect(score.overallAccuracy).toBeCloseTo(8 / 10);
    expect(score.iotAccuracy).toBeCloseTo(4 / 6);
    expect(score.categoryAccuracy).toEqual({ camera: 0.75, plug: 0.5, 'non-iot': 1 });
    expect(score.macroRecall).toBeCloseTo(0.75);
    expect(score.baselines.majority).toBeCloseTo(0.4);
    expect(score.baselines.iotMajority).toBeCloseTo(2 / 6);
  });

  it('says how good it is on the types it could have learned', () => {
    const some = scoreOf({
      labels,
      known: 1,
      truth: Uint16Array.of(0, 0, 1, 1),
      given: Uint16Array.of(0, 0, 0, 0),
      majority: 'camera',
      iotMajority: 'camera',
    });
    expect(some.iotAccuracy).toBe(0.5);
    expect(some.learnedIotAccuracy).toBe(1);
    expect(some.unlearnedIotPackets).toBe(2);
  });

  it('leaves classes that do not occur out of the macro figure', () => {
    const some = scoreOf({
      labels,
      truth: Uint16Array.of(0, 0),
      given: Uint16Array.of(0, 1),
      known: 3,
      majority: 'plug',
      iotMajority: 'plug',
    });
    expect(some.macroRecall).toBe(0.5);
    expect(some.categoryAccuracy).toEqual({ camera: 0.5 });
    expect(some.baselines.majority).toBe(0);
  });
});

describe('leakage bounds', () => {
  const perfect: Confusion = {
    labels,
    matrix: [
      [10, 0, 0],
      [0, 10, 0],
      [0, 0, 10],
    ],
  };
  const useless: Confusion = {
    labels,
    matrix: [
      [0, 0, 10],
      [0, 0, 10],
      [0, 0, 10],
    ],
  };

  it('gives the whole entropy to a perfect adversary and nothing to a useless one', () => {
    expect(typeEntropyBits(perfect)).toBeCloseTo(Math.log2(3));
    expect(mutualInformationLowerBound(perfect)).toBeCloseTo(Math.log2(3));
    expect(mutualInformationLowerBound(useless)).toBeCloseTo(0);
  });

  it('follows Cover and Hart: R* = 1/2 (1 - sqrt(1 - 2 R)) for two classes', () => {
    expect(bayesErrorLowerBound(0, 2)).toBe(0);
    expect(bayesErrorLowerBound(0.5, 2)).toBeCloseTo(0.5);
    expect(bayesErrorLowerBound(0.32, 2)).toBeCloseTo(0.2);
    expect(bayesErrorLowerBound(0.9, 10)).toBeCloseTo(0.9);
  });

  it('counts the errors of the nearest neighbour', async () => {
    const matrix = (values: number[]) => ({
      rows: values.length,
      columns: 1,
      names: ['x'],
      values: Float32Array.from(values),
    });
    const error = await nearestNeighbourError(
      matrix([0, 1, 10, 11]),
      Uint16Array.of(0, 0, 1, 1),
      matrix([0.4, 2, 9, 3]),
      Uint16Array.of(0, 0, 1, 1),
      1,
      quietJob,
    );
    expect(error).toBe(0.25);
  });
});

/** Two cameras and a phone; packets as [second, device, given label]. */
function testPart(packets: [number, number, number][]): TestPart {
  const device = (name: string, type: string, kind: string) => ({ device: name, type, kind });
  const home = {
    devices: [
      device('camera 1', 'camera', 'iot'),
      device('camera 2', 'camera', 'iot'),
      device('phone', 'phone', 'non-iot'),
    ],
  } as unknown as Home;
  const classOfDevice = Int32Array.of(0, 0, 2);
  const devices = Int32Array.from(packets, ([, of]) => of);
  return {
    home,
    time: Float64Array.from(packets, ([at]) => at),
    devices,
    classOfDevice,
    labels,
    truth: Uint16Array.from(devices, (of) => (of < 0 ? NO_CLASS : (classOfDevice[of] as number))),
    predictions: {
      rows: packets.length,
      classes: 3,
      label: Uint16Array.from(packets, ([, , given]) => given),
      probability: Float32Array.from(
        packets.flatMap(([, , given]) => [0, 1, 2].map((c) => (c === given ? 0.8 : 0.1))),
      ),
    },
  };
}

describe('verdicts', () => {
  const packets: [number, number, number][] = [];
  for (let i = 0; i < 20; i++) packets.push([i, 0, 0]);
  for (let i = 20; i < 40; i++) packets.push([i, 1, i < 36 ? 2 : 0]);
  for (let i = 40; i < 60; i++) packets.push([i, 2, i < 45 ? 0 : 2]);
  packets.push([60, -1, 0]);
  const [one, two, phone] = judgeDevices(testPart(packets), Int32Array.of(100, 100, 5));

  it('tells the devices of one type apart by their own packets', () => {
    expect(one).toMatchObject({ recall: 1, testPackets: 20, confusedWith: null });
    expect(two).toMatchObject({ recall: 0.2, confusedWith: { type: 'non-iot', share: 0.8 } });
    // 24 of the 29 packets called a camera are one; the tunnel's own packet counts in none.
    expect(one?.precision).toBeCloseTo(24 / 29);
  });

  it('is identified, hidden or undecided', () => {
    expect([one?.verdict, two?.verdict]).toEqual(['identified', 'hidden']);
    expect(phone?.verdict).toBe('not-enough-data');
  });

  it('sees a device surely once three of its packets were named in a window', () => {
    expect(one?.firstIdentifiedSeconds).toBe(2);
    expect(one?.meanConfidence).toBeCloseTo(0.8);
  });

  it('does not call a sighting sure while most such names are wrong', () => {
    const wrong: [number, number, number][] = [];
    for (let i = 0; i < 30; i++) wrong.push([i, i < 10 ? 0 : 2, 0]);
    for (let i = 400; i < 430; i++) wrong.push([i, 0, 0]);
    const [camera] = judgeDevices(testPart(wrong), Int32Array.of(100, 100, 100));
    expect(camera?.firstIdentifiedSeconds).toBe(402);
  });
});

describe('presence and claims', () => {
  // Three six-minute windows: camera on the line in the first two, claimed in the first and third.
  const part = testPart([
    [0, 0, 0],
    [1, 0, 0],
    [2, 0, 0],
    [400, 0, 2],
    [401, 0, 2],
    [402, 0, 2],
    [800, 2, 0],
    [801, 2, 0],
    [802, 2, 0],
  ]);

  it('compares windows as claimed with windows as they were', () => {
    const { windows, presences } = presenceOf(part);
    expect(windows).toBe(3);
    expect(presences[0]).toEqual({ type: 'camera', claimed: 2, right: 1, present: 2 });
    expect(presences[1]).toEqual({ type: 'plug', claimed: 0, right: 0, present: 0 });
  });

  it('does not count a claim as right that rests on the packets of others', () => {
    const { presences } = presenceOf(
      testPart([
        [0, 0, 0],
        [1, 2, 0],
        [2, 2, 0],
        [3, 2, 0],
      ]),
    );
    expect(presences[0]).toEqual({ type: 'camera', claimed: 1, right: 0, present: 1 });
  });

  it("leaves the tunnel's own packets out", () => {
    const { presences } = presenceOf(
      testPart([
        [0, 0, 0],
        [1, 0, 0],
        [2, -1, 0],
        [3, -1, 0],
      ]),
    );
    expect(presences[0]).toEqual({ type: 'camera', claimed: 0, right: 0, present: 1 });
  });

  it('counts kinds by how often they were named, whatever the truth', () => {
    // The plug is named in three windows and is not there; the camera in three and is, mostly.
    const packets: [number, number, number][] = [0, 400, 800].flatMap((at) =>
      [0, 1, 2].flatMap((second): [number, number, number][] => [
        [at + second, 0, 0],
        [at + second + 10, 2, 1],
      ]),
    );
    const [count] = claimsOf(testPart(packets));
    expect(count).toMatchObject({ code: 'device-count', confidence: 0.5, support: 2 });
    expect(count?.params).toEqual({ count: 2 });
  });

  it('says how often each sentence is right, and none about what it never saw', () => {
    const claims = claimsOf(part);
    expect(claims.map(({ code, share }) => [code, share])).toEqual([
      ['device-present', 0.5],
      ['people-online', 0],
    ]);
    // One of two: Wilson's interval by scipy begins at 0.0945.
    expect(claims[0]?.confidence).toBeCloseTo(0.0945312, 6);
    expect(claims[0]?.text).toContain('2 of 3 six-minute windows');
  });
});

describe('timeline', () => {
  it('counts packets a bin, as they were and as they were labelled', () => {
    const { lanes, bins } = timelineOf(
      testPart([
        [0, 0, 0],
        [0.5, 0, 1],
        [3.2, 2, 2],
        [3.4, -1, 0],
      ]),
    );
    expect(bins).toBe(4);
    expect(lanes[0]).toEqual({
      type: 'camera',
      truth: [2, 0, 0, 0],
      labelled: [1, 0, 0, 0],
      correct: [1, 0, 0, 0],
    });
    expect(lanes[1]?.labelled).toEqual([1, 0, 0, 0]);
    expect(lanes[2]?.correct).toEqual([0, 0, 0, 1]);
  });
});
