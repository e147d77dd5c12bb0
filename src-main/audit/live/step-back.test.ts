import { expect, it } from 'vitest';
import { CaptureClock } from './capture-clock';
import { LabelStrip } from './label-strip';

/** Observes packets that come a tenth of a second after each other, whatever time they say. */
function observeAll(clock: CaptureClock, times: readonly number[], from = 0): boolean[] {
  return times.map((time, i) => clock.observe(time, from + i / 10));
}

it('one packet from the future is forgotten when five in a row are of the present', () => {
  const clock = new CaptureClock();
  const stepped = observeAll(clock, [1000, 9000, 1000.2, 1000.3, 1000.4, 1000.5, 1000.6, 1000.7]);
  expect(stepped.indexOf(true)).toBe(6);
  expect(clock.newest).toBe(1000.7);
  // It was 1000.7 at 0.7 seconds of our clock.
  expect(clock.at(2.7)).toBeCloseTo(1002.7, 6);
  expect(clock.complete(2.7)).toBeCloseTo(1002.2, 6);
});

it('packets that are late by seconds, or a few from long ago, set no clock back', () => {
  const clock = new CaptureClock();
  const late = [1000, 991, 992, 993, 994, 995, 996];
  const old = [5, 5, 5, 5, 1001, 5, 5, 5, 5, 1002];
  expect(observeAll(clock, [...late, ...old])).not.toContain(true);
  expect(clock.newest).toBe(1002);
});

it('a clock that is set back by an hour goes on from there', () => {
  const clock = new CaptureClock();
  observeAll(clock, [5000, 5000.1]);
  expect(observeAll(clock, [1400, 1400.1, 1400.2, 1400.3, 1400.4], 0.2).at(-1)).toBe(true);
  expect(clock.newest).toBe(1400.4);
});

it('a strip starts anew, and no late label brings the old time back', () => {
  const strip = new LabelStrip();
  strip.add('camera', 9000, 'packets');
  strip.restart();
  expect(strip.present()).toBeNull();
  strip.add('camera', 9000, 'labelled');
  expect(strip.present()).toBeNull();
  strip.add('camera', 1000, 'packets');
  strip.add('camera', 9000, 'labelled');
  expect(strip.present()?.start).toBe(1000 - 59 * 5);
});
