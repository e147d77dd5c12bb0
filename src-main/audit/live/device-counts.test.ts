import { expect, it } from 'vitest';
import type { Device } from '../../contract/home';
import { DeviceCounts } from './device-counts';

/** One of a flood: the hardware address is the number, written out. */
function deviceOf(number: number, packets: number): Device {
  const mac = number.toString(16).padStart(12, '0').match(/../g)!.join(':');
  return { device: mac, mac, packets } as Device;
}

it('of a flood the busiest devices are told of, and how many more there are', () => {
  // Of 3,000 in the order of their addresses every third sent two packets, the others one.
  const flood = Array.from({ length: 3000 }, (_, i) => deviceOf(i, i % 3 === 2 ? 2 : 1));
  const counts = new DeviceCounts();
  const { devices, moreDevices } = counts.present(flood, 0);
  expect([devices.length, moreDevices]).toEqual([1000, 2000]);
  expect(devices.map(({ mac }) => mac)).toEqual(
    flood.filter(({ packets }) => packets === 2).map(({ mac }) => mac),
  );
});

it('of equals the lowest addresses are told of, in the order of the home', () => {
  const equals = Array.from({ length: 1002 }, (_, i) => deviceOf(1001 - i, 1));
  const { devices, moreDevices } = new DeviceCounts().present(equals, 0);
  expect(moreDevices).toBe(2);
  expect([devices[0]?.mac, devices.at(-1)?.mac]).toEqual([
    '00:00:00:00:03:e7',
    '00:00:00:00:00:00',
  ]);
});

it('of a home all are', () => {
  const { devices, moreDevices } = new DeviceCounts().present([deviceOf(1, 5), deviceOf(2, 0)], 0);
  expect([devices.length, moreDevices]).toEqual([2, 0]);
});
