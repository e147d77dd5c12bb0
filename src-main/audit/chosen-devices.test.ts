import { describe, expect, it } from 'vitest';
import type { Home } from '../contract/home';
import { chosenDevices, onlyChosen } from './chosen-devices';

const devices = [
  { mac: '02:00:00:00:00:01', device: 'lamp-1', type: 'lamp', name: 'Reading lamp' },
  { mac: '02:00:00:00:00:02', device: 'lamp-2', type: 'lamp', name: 'lamp-2' },
  { mac: '02:00:00:00:00:03', device: 'phone', type: 'phone', name: 'phone' },
];
const home = { devices } as unknown as Home;
const chosen = (...names: string[]): number[] => [...chosenDevices(home, names)];

describe('devices to learn', () => {
  it('are named by MAC, name or type', () => {
    expect(chosen('02:00:00:00:00:02')).toEqual([0, 1, 0]);
    expect(chosen('lamp-1', 'phone')).toEqual([1, 0, 1]);
    expect(chosen('lamp')).toEqual([1, 1, 0]);
    expect(chosen('Reading lamp')).toEqual([1, 0, 0]);
    expect([...chosenDevices(home, null)]).toEqual([1, 1, 1]);
  });

  it('must be there', () => {
    expect(() => chosen('lamp', 'toaster')).toThrow(/device-unknown.*toaster.*lamp-1/);
  });

  it('leave packets of others, and of nobody, to nobody', () => {
    const of = onlyChosen(Int32Array.of(0, 1, 2, -1, 1), Uint8Array.of(0, 1, 0));
    expect([...of]).toEqual([-1, 1, -1, -1, 1]);
  });
});
