import { array, assert, float, property } from 'fast-check';
import { expect, it } from 'vitest';
import { sortFloats } from './sort-floats';

it('sorts as typed arrays do', () => {
  assert(
    property(array(float({ noNaN: true })), (numbers) => {
      const expected = Float32Array.from(numbers).sort();
      expect(sortFloats(Float32Array.from(numbers))).toEqual(expected);
    }),
  );
});
