import { expect, it } from 'vitest';
import { elementWords } from './profile-words';
import { optionKindsOf, optionsCode } from './profiles';

it('puts an element into words', () => {
  const options = optionsCode('2,4,8,1,3');
  expect(
    elementWords({ protocol: 6, direction: 1, fields: [74, 2, null, options, 0, 63] }),
  ).toEqual({
    isOut: true,
    length: 74,
    protocol: 'TCP',
    details: [
      'SYN',
      'any window',
      'options MSS, SACK permitted, timestamps, no-op, window scale',
      '0 B of data',
      'TTL 63',
    ],
  });
  expect(elementWords({ protocol: 17, direction: 0, fields: [null, 303] }).details).toEqual([
    '303 B of data',
  ]);
  expect(elementWords({ protocol: 0, direction: 0, fields: [null] })).toEqual({
    isOut: false,
    length: null,
    protocol: '',
    details: [],
  });
});

it.each(['', '2', '2,4,8,1,3', '1,1,8', '2,1,0,0', '30,31'])(
  'keeps the option kinds %s',
  (list) => {
    expect(optionKindsOf(optionsCode(list)).join()).toBe(list);
  },
);
