import { expect, it } from 'vitest';
import type { TenSeconds } from '@contract/ten-seconds';
import { ticksOf } from '../../charts/packet-paths';
import { entriesOf, rowsBy } from './packet-list';
import { flagsText, protocolName } from './packet-words';

it('brings together what is one packet on its way, in order of time', () => {
  const seen = {
    inside: { time: [1, 2, 3] },
    router: { time: [1, 3], carries: [0, 2] },
    // The first leaves in two parts; a handshake of the tunnel's own lies between.
    tunnel: { time: [1.001, 1.002, 1.5, 2.999], carries: [0, 0, -1, 2] },
  } as unknown as TenSeconds;
  expect(entriesOf(seen)).toEqual([
    { time: 1, inside: 0, router: 0, tunnel: [0, 1] },
    { time: 1.5, inside: -1, router: -1, tunnel: [2] },
    { time: 2, inside: 1, router: -1, tunnel: [] },
    { time: 3, inside: 2, router: 1, tunnel: [3] },
  ]);
});

it('gives the busiest a row each and the others one together', () => {
  const { rows, rowOf } = rowsBy(['a', 'b', 'a', null, 'c', 'd', 'a', 'b'], 3);
  expect(rows.map(({ packets, of }) => [packets, of])).toEqual([
    [3, 1],
    [2, 1],
    [2, 2],
  ]);
  expect(rowOf).toEqual([0, 1, 0, -1, 2, 2, 0, 1]);
  expect(rowsBy(['a', 'b', 'c'], 3).rows).toHaveLength(3);
});

it('names protocols by the seven bits, and flags as RFC 9293 does', () => {
  expect(protocolName(0b1101000)).toBe('TLS/TCP');
  expect(protocolName(0b1010010)).toBe('DNS/UDP');
  expect(protocolName(0b1000001)).toBe('IP');
  expect(protocolName(0)).toBe('');
  expect(flagsText(0b010010)).toBe('SYN ACK');
  expect(flagsText(0b011000)).toBe('PSH ACK');
});

it('puts whole steps on the axis', () => {
  expect(ticksOf(10, 10)).toHaveLength(11);
  expect(ticksOf(10, 5)).toEqual([0, 2, 4, 6, 8, 10]);
  expect(ticksOf(0.5, 5).map((at) => at.toFixed(1))).toEqual([
    '0.0',
    '0.1',
    '0.2',
    '0.3',
    '0.4',
    '0.5',
  ]);
});
