import { expect, it } from 'vitest';
import { Random } from '../../contract/random';
import { TimeQueue } from './time-queue';

it('gives what is earliest first, and things of one moment as they were planned', () => {
  const queue = new TimeQueue();
  const random = new Random(8);
  const planned: { time: number; order: number; task: () => void }[] = [];
  for (let order = 0; order < 2000; order += 1) {
    // Few different times, so that many fall together.
    const one = { time: random.integer(50), order, task: () => undefined };
    planned.push(one);
    queue.push(one.time, one.task);
  }
  const expected = [...planned].sort((a, b) => a.time - b.time || a.order - b.order);
  for (const { task } of expected) expect(queue.pop()?.what).toBe(task);
  expect(queue.pop()).toBeUndefined();
});
