import { describe, expect, it } from 'vitest';
import type { Profile, ProfileElement } from '../../contract/profiles';
import { Random } from '../../contract/random';
import { OUTBOUND, type View } from '../../contract/vantage';
import { BURST_GAP } from './bursts';
import { matchProfiles } from './match';
import { napt, randomPackets, tunnel } from './testing/views';
import { timeArray } from './time-arrays';

const profile = (elements: ProfileElement[], secondsLong = 100): Profile => ({
  elements,
  count: 0,
  explained: 0,
  importance: 0,
  secondsLong,
});
const out = (length: number | null): ProfileElement => ({
  protocol: 0,
  direction: 1,
  fields: [length],
});
const back = (length: number | null): ProfileElement => ({
  protocol: 0,
  direction: 0,
  fields: [length],
});

/** Whether a packet is what the element says, field by field as the view has them. */
function fits(view: View, at: number, { protocol, direction, fields }: ProfileElement): boolean {
  if (view.direction[at] !== direction) return false;
  const { headers, protocols } = view;
  if (!headers || !protocols) return fields[0] === null || fields[0] === view.length[at];
  const isTcp = (protocols[at]! & 0b0100000) !== 0;
  if (protocol !== (isTcp ? 6 : 17)) return false;
  const options = headers.optionLists[headers.optionKinds[at]!]!;
  const code =
    options === '' ? 0 : options.split(',').reduce((sum, kind) => sum * 32 + Number(kind), 0);
  const length = view.length[at]!;
  const payload = headers.payloadLength[at]!;
  const own = isTcp
    ? [length, headers.tcpFlags[at]!, headers.window[at]!, code, payload]
    : [length, payload];
  if (direction === OUTBOUND) own.push(headers.ttl[at]!);
  return fields.every((value, field) => value === null || value === own[field]);
}

/**
 * Matches by trying all subsequences: of those that end first after the last match the one that begins last.
 */
function bruteForce(view: View, { elements, secondsLong }: Profile): number[] {
  const begins: number[] = [];
  let free = 0;
  for (let end = 0; end < view.count; end++) {
    const latest = (at: number, place: number): number => {
      if (!fits(view, at, elements[place]!)) return -1;
      if (place === 0) return at;
      let best = -1;
      for (let before = free; before < at; before++) {
        if (view.time[at]! - view.time[before]! >= BURST_GAP) continue;
        best = Math.max(best, latest(before, place - 1));
      }
      return best;
    };
    const begin = latest(end, elements.length - 1);
    // Beginning later is shorter: if the last to begin takes too long, so do all.
    if (begin < 0 || view.time[end]! - view.time[begin]! > secondsLong) continue;
    begins.push(view.time[begin]!);
    free = end + 1;
  }
  return begins;
}

/** A subsequence of the view's packets as a profile, some fields any. */
function cutFrom(view: View, random: Random, isBare: boolean): Profile {
  const elements: ProfileElement[] = [];
  let at = random.integer(view.count - 40);
  for (let left = 1 + random.integer(5); left > 0; left--, at += 1 + random.integer(4)) {
    const direction = view.direction[at] as 0 | 1;
    const { headers, protocols } = view;
    const isTcp = !isBare && (protocols![at]! & 0b0100000) !== 0;
    const own: number[] = [view.length[at]!];
    if (!isBare) {
      if (isTcp) {
        const code =
          headers!.optionLists[headers!.optionKinds[at]!] === '' ? 0 : (1 * 32 + 1) * 32 + 8;
        own.push(headers!.tcpFlags[at]!, headers!.window[at]!, code);
      }
      own.push(headers!.payloadLength[at]!);
      if (direction === OUTBOUND) own.push(headers!.ttl[at]!);
    }
    const fields = own.map((value) => (random.integer(3) === 0 ? null : value));
    elements.push({ protocol: isBare ? 0 : isTcp ? 6 : 17, direction, fields });
  }
  return profile(elements, random.pick([0.2, 1, 5]));
}

describe('matching', () => {
  it('allows gaps, asks for the order and tells when matches begin', () => {
    const lengths = [90, 500, 110, 90, 110, 700];
    const view = tunnel(lengths.map((length, i) => ({ time: i / 10, length, out: length === 90 })));
    const [found, order] = matchProfiles(view, [
      profile([out(90), back(110)]),
      profile([back(110), back(700), out(90)]),
    ]);
    expect([...found!]).toEqual([0, 0.3]);
    expect([...order!]).toEqual([]);
  });

  it('begins as late as it can, ends at a pause of a second, and takes no longer than ever', () => {
    const at = (time: number, length: number) => ({ time, length, out: true });
    const view = tunnel([
      at(0, 1),
      at(0.5, 1),
      at(0.9, 2),
      at(5, 1),
      at(6, 2),
      at(8, 1),
      at(8.9, 2),
    ]);
    expect([...matchProfiles(view, [profile([out(1), out(2)])])[0]!]).toEqual([0.5, 8]);
    expect([...matchProfiles(view, [profile([out(1), out(2)], 0.5)])[0]!]).toEqual([0.5]);
  });

  it('takes no packet twice, and any length where it is any', () => {
    const view = tunnel(
      [90, 90, 90, 90, 90].map((length, i) => ({ time: i / 10, length, out: true })),
    );
    expect(matchProfiles(view, [profile([out(90), out(null)])])[0]).toHaveLength(2);
    expect(matchProfiles(view, [profile([out(null)])])[0]).toHaveLength(5);
  });

  it('finds what trying all subsequences finds', () => {
    const random = new Random(11);
    for (let round = 0; round < 30; round++) {
      const packets = randomPackets(random, 150, 0.15);
      const isBare = round % 3 === 0;
      const view = isBare ? tunnel(packets) : napt(packets);
      const profiles = Array.from({ length: 8 }, () => cutFrom(view, random, isBare));
      const found = matchProfiles(view, profiles);
      for (const [i, one] of profiles.entries())
        expect([...found[i]!]).toEqual(bruteForce(view, one));
    }
  });

  it('refuses profiles of headers in a view without them', () => {
    const element = { protocol: 17, direction: 0, fields: [100, 58] } as const;
    const one = profile([{ ...element, fields: [...element.fields] }]);
    expect(() => matchProfiles(tunnel([{ time: 0, length: 1 }]), [one])).toThrow(RangeError);
  });
});

describe('time arrays', () => {
  it('count the matches that begin in each bin', () => {
    const matches = [Float64Array.of(9.9, 10, 10.5, 13.9, 14), Float64Array.of()];
    expect([...timeArray(matches, 10, 4)]).toEqual([2, 0, 0, 1, 0, 0, 0, 0]);
    expect([...timeArray(matches, 10, 4, 2)]).toEqual([2, 1, 0, 0]);
  });

  it('have one interaction where they have any, at 300 a day and 6 s: the check of the paper', () => {
    const perDay = 5 * 3 * 20;
    const rate = (perDay / 86_400) * 6;
    expect(rate).toBeCloseTo(0.0208, 4);
    const alone = (rate * Math.exp(-rate)) / (1 - Math.exp(-rate));
    expect(alone).toBeCloseTo(0.9896, 4);
    const random = new Random(5);
    const times: number[] = [];
    const days = 300;
    for (let time = 0; time < days * 86_400; time += random.exponential(86_400 / perDay))
      times.push(time);
    const bins = timeArray([Float64Array.from(times)], 0, days * 86_400, 6);
    let some = 0;
    let one = 0;
    for (const count of bins) {
      if (count > 0) some++;
      if (count === 1) one++;
    }
    // 90,000 bins: five standard deviations.
    expect(Math.abs(one / some - alone)).toBeLessThan(0.0017);
  });
});
