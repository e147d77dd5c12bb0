import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { View } from '../contract/vantage';
import { nearestLength } from './nearest-length';
import { NO_CLASS } from './truth';

function viewOf(packets: readonly (readonly [direction: number, length: number])[]): View {
  return {
    vantage: 'wireguard',
    count: packets.length,
    time: Float64Array.from(packets, (_, i) => i),
    length: Uint32Array.from(packets, ([, length]) => length),
    direction: Uint8Array.from(packets, ([direction]) => direction),
    serverPort: null,
    protocols: null,
  };
}

it('goes by the nearest length in the same direction', () => {
  const train = viewOf([
    [0, 100],
    [0, 200],
    [0, 200],
    [0, 200],
    [1, 150],
    [0, 149],
  ]);
  const labels = Uint16Array.of(0, 1, 2, 2, 3, NO_CLASS);
  const asked = viewOf([
    [0, 90],
    [0, 149],
    [0, 151],
    [0, 150],
    [1, 1],
  ]);
  expect([...nearestLength(train, labels, asked, 0)]).toEqual([0, 0, 2, 0, 3]);
});

it('says the commonest class where it knows no packet of a direction', () => {
  const train = viewOf([[0, 100]]);
  expect([...nearestLength(train, Uint16Array.of(1), viewOf([[1, 100]]), 4)]).toEqual([4]);
});

it('is what comparing every packet with every other gives', () => {
  const packet = fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 60, max: 80 }));
  const labelled = fc.array(fc.tuple(packet, fc.integer({ min: 0, max: 3 })), { maxLength: 60 });
  fc.assert(
    fc.property(labelled, fc.array(packet, { maxLength: 20 }), (train, asked) => {
      const labels = Uint16Array.from(train, ([, label]) => label);
      const given = nearestLength(viewOf(train.map(([one]) => one)), labels, viewOf(asked), 9);
      asked.forEach(([direction, length], i) => {
        const same = train.filter(([[way]]) => way === direction);
        const distance = (other: number): number => Math.abs(other - length);
        const least = Math.min(...same.map(([[, other]]) => distance(other)));
        const nearest = same.filter(([[, other]]) => distance(other) === least);
        const shortest = Math.min(...nearest.map(([[, other]]) => other));
        const votes = [0, 1, 2, 3].map(
          (label) =>
            nearest.filter(([[, other], one]) => other === shortest && one === label).length,
        );
        expect(given[i]).toBe(same.length === 0 ? 9 : votes.indexOf(Math.max(...votes)));
      });
    }),
  );
});
