import type { ShapingCost } from '../contract/shaping';

type Consequence = ShapingCost['consequences'][number];

/**
 * From which added delay on people notice, and from which on it cannot be used. A talk over a camera: ITU-T
 * G.114 asks for less than 0.15 s one way and calls more than 0.4 s unacceptable; a voice assistant answers
 * after about a second, to which so much is added that a second more is taken as not hearing. Both are
 * judgements, no measurements of this home.
 */
const uses: readonly { use: Consequence['use']; noticed: number; most: number; name: string }[] = [
  { use: 'camera-stream', noticed: 0.15, most: 0.4, name: 'Talking over a camera' },
  { use: 'voice-assistant', noticed: 0.3, most: 1, name: 'A voice assistant’s answer' },
];

/** @param delay as `noticedDelay` has it, seconds */
export function consequencesOf(delay: number, feasible: boolean): Consequence[] {
  return uses.map(({ use, noticed, most, name }) => {
    const verdict =
      !feasible || delay > most ? 'unusable' : delay > noticed ? 'noticeable' : 'fine';
    const later = `${name} comes up to ${delay.toFixed(delay < 1 ? 2 : 1)} s later`;
    const words = {
      fine: `${later}; that is not noticed.`,
      noticeable: `${later}; that is noticed.`,
      unusable: feasible
        ? `${later}; that is too late to be of use.`
        : `${name} would not work: packets wait in a queue that grows.`,
    };
    return { use, verdict, text: words[verdict] };
  });
}
