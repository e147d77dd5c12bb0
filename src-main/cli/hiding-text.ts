import type { Facet, Hiding } from '../contract/hiding';
import { count, percent, table } from './text';

const words: Record<Facet['name'], string> = {
  devices: 'which device',
  lan: 'packets that stay in the home',
  servers: 'servers',
  names: 'names asked for and called',
  ports: 'server ports',
  protocols: 'protocols',
  connections: 'which connection',
  flags: 'TCP flags',
  sizes: 'sizes',
  times: 'moments',
  directions: 'directions',
  count: 'number of packets',
};

/** What a vantage hides, for people: sentences first, then figures. */
export function hidingText({ lengths, facets, sentences }: Hiding): string[] {
  const number = (value: number | null): string => (value === null ? '' : count(value));
  return [
    ...sentences.map(({ text }) => text),
    '',
    `Sizes: ${count(lengths.distinctInside)} different ones inside, ${count(lengths.distinctOutside)} outside; ${lengths.entropyInsideBits.toFixed(2)} bits of entropy inside, ${lengths.entropyOutsideBits.toFixed(2)} outside, ${lengths.hiddenBits.toFixed(2)} hidden a packet.`,
    `Packets whose size outside tells that inside for sure: ${percent(lengths.toldShare)}; by the best guess: ${percent(lengths.guessedShare)}.`,
    '',
    table(
      ['of each packet', 'outside', 'kinds inside', 'outside'],
      facets.map(({ name, fate, inside, outside }) => [
        words[name],
        fate,
        number(inside),
        number(outside),
      ]),
      [2, 3],
    ),
  ];
}
