import type { CaptureInterface } from '@contract/capture';
import { describe, expect, it } from 'vitest';
import {
  busiest,
  inOrder,
  likeliest,
  shownSamples,
  withRates,
  type RateHistory,
} from './interface-rates';

const one = (
  name: string,
  kind: CaptureInterface['kind'] = 'ethernet',
  addresses = ['192.168.1.2'],
  up = true,
): CaptureInterface => ({ name, description: '', kind, addresses, up });

/** The same rates for as many seconds. */
function steady(rates: Record<string, number>, seconds: number): RateHistory {
  let history: RateHistory = new Map();
  for (let time = 0; time < seconds; time++) {
    const now = Object.entries(rates).map(([name, bytesPerSecond]) => ({
      name,
      packetsPerSecond: 1,
      bytesPerSecond,
    }));
    history = withRates(history, { time, rates: now });
  }
  return history;
}

describe('the history', () => {
  it('keeps the newest samples, oldest first, and forgets what is gone', () => {
    let history = steady({ eth0: 1, usb0: 1 }, shownSamples);
    history = withRates(history, {
      time: 99,
      rates: [{ name: 'eth0', packetsPerSecond: 5, bytesPerSecond: 77 }],
    });
    expect(history.get('eth0')).toHaveLength(shownSamples);
    expect(history.get('eth0')?.at(-1)?.bytesPerSecond).toBe(77);
    expect(history.has('usb0')).toBe(false);
  });
});

describe('the one with traffic', () => {
  const all = [one('eth0'), one('wlan0', 'wifi'), one('lo', 'loopback'), one('any', 'any')];

  it('is the busiest, but never loopback or all together', () => {
    const history = steady({ eth0: 900, wlan0: 5000, lo: 1e6, any: 1e6 }, 3);
    expect(busiest(history, all, null)).toBe('wlan0');
  });

  it('is none while nothing much moves, or where it is not up', () => {
    expect(busiest(steady({ eth0: 20, wlan0: 3 }, 5), all, 'eth0')).toBeNull();
    expect(busiest(new Map(), all, null)).toBeNull();
    const down = [one('eth0', 'ethernet', [], false)];
    expect(busiest(steady({ eth0: 9000 }, 3), down, null)).toBeNull();
  });

  it('keeps its mark until another is clearly busier', () => {
    expect(busiest(steady({ eth0: 1000, wlan0: 1400 }, 10), all, 'eth0')).toBe('eth0');
    expect(busiest(steady({ eth0: 1000, wlan0: 1600 }, 10), all, 'eth0')).toBe('wlan0');
  });
});

it('orders those that are up first, then by kind, and else leaves the order', () => {
  const given = [
    one('lo', 'loopback'),
    one('eth1', 'ethernet', [], false),
    one('docker0', 'virtual'),
    one('wlan0', 'wifi'),
    one('eth2'),
    one('eth0'),
  ];
  expect(inOrder(given).map(({ name }) => name)).toEqual([
    ...['eth2', 'eth0', 'wlan0', 'docker0', 'lo', 'eth1'],
  ]);
});

it('begins with one that is up and has an address', () => {
  expect(
    likeliest([one('lo', 'loopback'), one('eth0', 'ethernet', []), one('wlan0', 'wifi')]),
  ).toBe('wlan0');
  expect(likeliest([one('lo', 'loopback'), one('eth0', 'ethernet', [])])).toBe('eth0');
  expect(likeliest([one('lo', 'loopback')])).toBeNull();
});
