import { expect, it } from 'vitest';
import { AddressMaps } from './address-maps';

it('gives no two checksums the same tag, and hides what they were', () => {
  const maps = new AddressMaps(7, false);
  const values = Array.from({ length: 65_536 }, (_, value) => value);
  const tags = values.map((value) => maps.tag(value));
  expect(new Set(tags).size).toBe(65_536);
  expect(Math.min(...tags)).toBe(0);
  expect(Math.max(...tags)).toBe(65_535);
  // A permutation drawn at random keeps one value on average.
  expect(values.filter((value) => tags[value] === value).length).toBeLessThan(10);
  expect(new AddressMaps(8, false).tag(443)).not.toBe(maps.tag(443));
});
