import { describe, expect, it } from 'vitest';
import { quietJob } from '../../contract/job';
import { profileSchema } from '../../contract/profiles';
import { Random } from '../../contract/random';
import { sliceView } from '../windows';
import { learnProfiles, pairsOf } from './learn-profiles';
import { matchProfiles } from './match';
import { everyRow, napt, randomPackets, type TestPacket, tunnel } from './testing/views';

/** A heartbeat a minute, and now and then an upload whose sizes vary. */
const packets: TestPacket[] = [];
const random = new Random(2);
for (let minute = 0; minute < 60; minute++) {
  const time = minute * 60;
  const options = '1,1,8';
  packets.push(
    { time, length: 95, out: true, flags: 0x18, window: 500, options },
    { time: time + 0.05, length: 101, flags: 0x18, window: 60, options },
    { time: time + 0.06, length: 66, out: true, flags: 0x10, window: 500, options },
  );
  if (minute % 6 !== 3) continue;
  for (let i = 0; i < 4; i++) {
    const length = 900 + random.integer(4);
    packets.push({
      time: time + 20 + i / 10,
      length,
      out: true,
      flags: 0x18,
      window: 500,
      options,
    });
  }
}
const view = napt(packets);
const rows = everyRow(view);
const learn = (options = {}) => learnProfiles(view, rows, { seed: 1, ...options }, quietJob);

describe('profiles of a device', () => {
  it('have its heartbeat first, with nothing in it that is any', async () => {
    const profiles = await learn();
    const [first] = profiles;
    expect(first!.elements.map(({ direction, fields }) => [direction, fields[0]])).toEqual([
      [1, 95],
      [0, 101],
      [1, 66],
    ]);
    expect(first!.elements.flatMap(({ fields }) => fields)).not.toContain(null);
    expect(first).toMatchObject({ count: 60, explained: 180 / 220 });
    expect(first!.secondsLong).toBeCloseTo(0.06, 5);
    // Six fields and five of one: 6 + 5 + 6 that are not any.
    expect(first!.importance).toBe(60 * 17);
    for (const profile of profiles) profileSchema.parse(profile);
    expect((await learn({ order: 'paper' }))[0]).toEqual(first);
  });

  it('have the heartbeat last, worth nothing, where equation (7) is read to the letter', async () => {
    const profiles = await learn({ importance: 'literal', order: 'paper', most: 1000 });
    const heartbeat = profiles.filter(({ count }) => count === 60);
    expect(heartbeat.length).toBeGreaterThan(0);
    expect(heartbeat[0]!.importance).toBe(0);
    expect(profiles[0]!.importance).toBeGreaterThan(0);
  });

  it('match the traffic that they came of as often as they say, and other traffic by the same rule', async () => {
    const profiles = await learn();
    const found = matchProfiles(view, profiles);
    expect(found.map(({ length }) => length)).toEqual(profiles.map(({ count }) => count));
    const half = sliceView(view, 110, 220);
    expect(matchProfiles(half, profiles)[0]).toHaveLength(30);
  });

  it('are the same for a seed, of a view alone or among others, at most so many', async () => {
    expect(await learn({ seed: 7, pairs: 50 })).toEqual(await learn({ seed: 7, pairs: 50 }));
    const others = randomPackets(new Random(9), 400, 8).map((one) => ({
      ...one,
      time: one.time - 999,
    }));
    const merged = [...packets.map((one) => ({ ...one, isOwn: true })), ...others].sort(
      (one, other) => one.time - other.time,
    );
    const own = Int32Array.from([...merged.keys()].filter((at) => 'isOwn' in merged[at]!));
    const among = await learnProfiles(napt(merged), own, { seed: 1 }, quietJob);
    expect(among).toEqual(await learn());
    expect((await learn({ most: 2 })).length).toBe(2);
  });

  it('are of single packets only where there is nothing else', async () => {
    const beat = (time: number): TestPacket => ({ time, length: 224, out: true });
    const lonely = tunnel(Array.from({ length: 30 }, (_, i) => beat(i * 20)));
    const profiles = await learnProfiles(lonely, everyRow(lonely), { seed: 1 }, quietJob);
    expect(profiles).toHaveLength(1);
    expect(profiles[0]).toMatchObject({
      elements: [{ protocol: 0, direction: 1, fields: [224] }],
      count: 30,
      explained: 1,
      secondsLong: 0,
    });
    expect(await learnProfiles(lonely, new Int32Array(0), { seed: 1 }, quietJob)).toEqual([]);
  });
});

describe('pairs of bursts', () => {
  it('are all where they are few, else so many different ones', () => {
    expect(pairsOf(4, 10, new Random(1))).toHaveLength(6);
    const drawn = pairsOf(100, 500, new Random(1));
    expect(new Set(drawn.map(String)).size).toBe(500);
    expect(drawn.every(([one, other]) => one < other && other < 100)).toBe(true);
  });
});
