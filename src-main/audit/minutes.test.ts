import { expect, it } from 'vitest';
import { minutesOf } from './minutes';

it.each([
  [0, 0.1],
  [31, 0.5],
  [60, 1],
  [100, 1.7],
  [610, 10],
  [36_060, 601],
])('%d seconds are %d minutes in a sentence', (seconds, minutes) => {
  expect(minutesOf(seconds)).toBe(minutes);
});
