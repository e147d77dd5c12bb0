import { expect, it } from 'vitest';
import { trainingRows } from './training-rows';

const NONE = 0xffff;

it('all packets with a class are learned from where none has too many', () => {
  const labels = Uint16Array.from([0, NONE, 1, 1, NONE, 0]);
  expect([...trainingRows(labels, 2, 10)]).toEqual([0, 2, 3, 5]);
  expect([...trainingRows(labels, 2, Number.POSITIVE_INFINITY)]).toEqual([0, 2, 3, 5]);
});

it('of a class with more so many are taken, spread evenly, and of the others all', () => {
  const labels = Uint16Array.from({ length: 1000 }, (_, i) => (i % 100 === 7 ? 0 : 1));
  const rows = [...trainingRows(labels, 2, 33)];
  expect(rows.filter((row) => labels[row] === 0)).toHaveLength(10);
  const many = rows.filter((row) => labels[row] === 1);
  expect(many).toHaveLength(33);
  const gaps = many.slice(1).map((row, i) => row - many[i]!);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(29);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(32);
});
