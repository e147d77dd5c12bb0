import { expect, it } from 'vitest';
import { deviceCombinations } from './combinations';

it('counts the devices of each window; packets of none and a rest count nothing', () => {
  const windows = [
    [3, 3, 3, 3],
    [3, 1, 3, 1],
    [-1, 1, -1, 1],
    [-1, -1, -1, -1],
    [0, 1, 2, 3],
    [0, 1],
  ];
  expect(deviceCombinations(Int32Array.from(windows.flat()), 4)).toEqual([
    { devices: 1, windows: 2 },
    { devices: 2, windows: 1 },
    { devices: 3, windows: 0 },
    { devices: 4, windows: 1 },
  ]);
});

it('has no bins without packets', () => {
  expect(deviceCombinations(new Int32Array(0), 100)).toEqual([]);
});
