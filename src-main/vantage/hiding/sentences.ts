import type { Hiding, HidingSentence, LengthFigures } from '../../contract/hiding';
import { fill, hidingMessages } from '../../contract/messages';
import type { Crossing } from './facets';
import type { Tunnel } from '../tunnels/tunnel';

/** What the sentences are chosen by. */
export interface HidingFigures {
  readonly tunnel: Tunnel | null;
  readonly lengths: LengthFigures;
  /** The same home in the tunnel of the 2019 paper. */
  readonly paper: LengthFigures;
  readonly crossing: Crossing;
  readonly own: Hiding['own'];
}

/** Sentences for people that hold for these figures. */
export function sentencesOf(figures: HidingFigures): HidingSentence[] {
  return [sayFirst(figures), ...saySizes(figures), ...sayRest(figures)];
}

function sayFirst({ tunnel, lengths }: HidingFigures): HidingSentence {
  if (tunnel === null) return say('router-hides-devices');
  if (lengths.mostAlike === 1) return say('hides-servers-not-sizes');
  return say('hides-servers-rounds-sizes', { most: lengths.mostAlike });
}

function saySizes({ tunnel, lengths, paper }: HidingFigures): HidingSentence[] {
  if (tunnel === null || lengths.packets === 0) return [];
  const sentences: HidingSentence[] = [];
  if (tunnel.carrier === 'tcp') sentences.push(say('lengths-in-the-clear'));
  // A tunnel that joins lengths may still meet a home in which no two are joined.
  if (lengths.mostAlike > 1 && lengths.toldShare === 1) sentences.push(say('sizes-all-told'));
  else if (lengths.mostAlike > 1) {
    sentences.push(
      say('sizes-told', {
        inside: lengths.entropyInsideBits.toFixed(2),
        hidden: lengths.hiddenBits.toFixed(2),
        guessed: ofHundred(lengths.guessedShare),
      }),
    );
  }
  const isToday = tunnel.name.startsWith('openvpn') && lengths.mostAlike === 1;
  if (isToday && lengths.hiddenBits < paper.hiddenBits) {
    sentences.push(say('newer-hides-less', { then: paper.hiddenBits.toFixed(2) }));
  }
  return sentences;
}

function sayRest({ tunnel, crossing, own }: HidingFigures): HidingSentence[] {
  const sentences: HidingSentence[] = [];
  if (tunnel === null && crossing.ipv6 > 0) {
    sentences.push(say('ipv6-tells-devices', { addresses: crossing.ipv6 }));
  }
  const { connections, servers, lanPackets } = crossing;
  if (tunnel !== null && servers > 1) {
    sentences.push(say('looks-like-one', { connections, servers }));
  }
  if (lanPackets > 0) sentences.push(say('lan-unseen', { packets: lanPackets }));
  const ownPackets = own.handshake + own.keepalive + own.acknowledgement + own.other;
  if (tunnel !== null && ownPackets > 0) {
    sentences.push(say('own-packets', { packets: ownPackets }));
  }
  return sentences;
}

function say(code: HidingSentence['code'], params: HidingSentence['params'] = {}): HidingSentence {
  const shown = Object.entries(params).map(([key, value]) => [
    key,
    typeof value === 'number' ? value.toLocaleString('en-GB') : value,
  ]);
  const words = Object.fromEntries(shown) as Record<string, string>;
  return { code, params: words, text: fill(hidingMessages[code], words) };
}

/** Whole packets of a hundred; neither none nor all when it is only nearly so. */
function ofHundred(share: number): string {
  const whole = Math.round(share * 100);
  if (whole === 0 && share > 0) return 'fewer than 1';
  if (whole === 100 && share < 1) return 'more than 99';
  return String(whole);
}
