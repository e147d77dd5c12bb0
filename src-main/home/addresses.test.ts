import { describe, expect, it } from 'vitest';
import { addressScope, inOrder } from './addresses';

describe('addressScope', () => {
  it.each([
    ['8.8.8.8', 'global'],
    ['192.0.2.7', 'global'],
    ['10.1.2.3', 'private'],
    ['172.15.0.1', 'global'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['172.32.0.1', 'global'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['100.128.0.1', 'global'],
    ['169.254.3.4', 'link-local'],
    ['239.255.255.250', 'multicast'],
    ['255.255.255.255', 'other'],
    ['0.0.0.0', 'other'],
    ['127.0.0.1', 'other'],
    ['2001:db8::1', 'global'],
    ['fe80::1', 'link-local'],
    ['fd00::1', 'private'],
    ['ff02::fb', 'multicast'],
    ['::1', 'other'],
    ['::', 'other'],
  ])('%s is %s', (address, scope) => {
    expect(addressScope(address)).toBe(scope);
  });
});

it("lists a device's addresses in an order that never depends on traffic", () => {
  const inTurn = [
    '192.168.1.9',
    '192.168.1.10',
    '2001:db8::1',
    'fd00::1',
    '169.254.1.1',
    'fe80::1',
  ];
  expect(inOrder([...inTurn].reverse())).toEqual(inTurn);
});
