import { type Hiding, hidingSchema } from '../../contract/hiding';
import { hidingMessages } from '../../contract/messages';
import type { VantageName } from '../../contract/vantage';

/** What a vantage hides, invented. */
export function hidingFixture(vantage: VantageName): Hiding {
  const tunnel = vantage !== 'napt';
  const code = tunnel ? 'hides-servers-not-sizes' : 'router-hides-devices';
  return hidingSchema.parse({
    lengths: {
      vantage,
      packets: 163_335,
      distinctInside: 1204,
      distinctOutside: 1204,
      entropyInsideBits: 6.31,
      entropyOutsideBits: 6.31,
      hiddenBits: 0,
      toldShare: 1,
      guessedShare: 1,
      mostAlike: 1,
    },
    facets: [{ name: 'servers', fate: tunnel ? 'gone' : 'stays', inside: 88, outside: 1 }],
    own: { handshake: 9, keepalive: tunnel ? 403 : 0, acknowledgement: 0, other: 0 },
    sentences: [{ code, params: {}, text: hidingMessages[code] }],
  });
}
