import { expect, it } from 'vitest';
import { typeNames } from './type-names';

const device = (mac: string, type: string, name: string, labelled = false) => ({
  ...{ mac, type, name },
  nameSource: labelled ? ('label' as const) : ('product' as const),
  kindSource: 'product' as const,
});

it('calls a type by the one device it stands for, and leaves all others', () => {
  const names = typeNames(
    [
      device('a', 'Texas Instruments 67:b0', 'Blink camera 67:b0'),
      device('b', 'non-iot', 'laptop'),
      device('c', 'non-iot', 'phone'),
      device('d', 'door-lock', 'front-door-lock', true),
    ],
    ({ mac, name }) => (mac === 'a' ? 'Aviary' : name),
  );
  expect([...names]).toEqual([['Texas Instruments 67:b0', 'Aviary']]);
});
