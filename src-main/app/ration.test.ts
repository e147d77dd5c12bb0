import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Ration } from './ration';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('grants so many within the span, and again when the span has passed', () => {
  const ration = new Ration(2, 60_000);
  expect(ration.take()).toBe(true);
  vi.advanceTimersByTime(40_000);
  expect(ration.take()).toBe(true);
  expect(ration.take()).toBe(false);
  vi.advanceTimersByTime(19_999);
  expect(ration.take()).toBe(false);
  vi.advanceTimersByTime(1);
  // The first is a minute ago, the second is not; what was refused does not count.
  expect(ration.take()).toBe(true);
  expect(ration.take()).toBe(false);
});
