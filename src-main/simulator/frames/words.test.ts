import { expect, it } from 'vitest';
import { ipv4, multicastMac } from '../world/addresses';
import { linkLocalAddress } from '../world/addresses6';
import { foldedComplement, sumWords } from './words';

it('sums the example of RFC 1071, section 3, to its complement', () => {
  const bytes = Uint8Array.of(0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7);
  expect(sumWords(bytes, 0, 8)).toBe(0x2ddf0);
  expect(foldedComplement(0x2ddf0)).toBe(0x220d);
});

it('pads the last byte of an odd range with zero', () => {
  expect(sumWords(Uint8Array.of(1, 2, 3), 0, 3)).toBe(0x0102 + 0x0300);
});

it('maps multicast groups to Ethernet as RFC 1112 says', () => {
  expect([...multicastMac(ipv4('239.255.255.250'))]).toEqual([1, 0, 0x5e, 0x7f, 0xff, 0xfa]);
});

it("makes the interface number of RFC 2464's example", () => {
  const address = linkLocalAddress(Uint8Array.of(0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde));
  expect(Buffer.from(address).toString('hex')).toBe('fe80000000000000' + '365678fffe9abcde');
});
