import type { Explanation, Influence, InfluentialPacket } from './explanation';
import { NON_IOT } from './home';
import { INBOUND } from './vantage';

/** Below this change of the label's probability nothing is said. */
export const TELLING = 0.05;
/** So many things are named at the most. */
const MOST_NAMED = 3;

/** One thing that moves a label, and what it is called. */
export interface Reason extends Influence {
  readonly words: string;
}

const whole = new Intl.NumberFormat('en-GB');
const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** `0.2 s`, `12 s`, `3 min`; short ones in milliseconds. */
export function spanWords(seconds: number): string {
  const size = Math.abs(seconds);
  if (size < 0.0995) return `${size < 0.00095 ? 'under 1' : Math.round(size * 1000)} ms`;
  if (size < 9.95) return `${size.toFixed(1)} s`;
  return size < 119.5 ? `${Math.round(size)} s` : `${Math.round(size / 60)} min`;
}

/** `the 162-byte packet out 0.2 s before`. */
export function packetWords({ length, direction, seconds, offset }: InfluentialPacket): string {
  const way = direction === INBOUND ? 'in' : 'out';
  return `the ${whole.format(length)}-byte packet ${way} ${spanWords(seconds)} ${offset < 0 ? 'before' : 'after'}`;
}

/** Everything that was left out or replaced, in words, what speaks most for the label first. */
export function reasonsOf({ packet, own, packets, rhythm, bustle }: Explanation): Reason[] {
  const { length, direction, interval, serverPort } = packet;
  const ownWords = {
    length: `its own size of ${whole.format(length)} bytes`,
    direction: `its direction (${direction === INBOUND ? 'in' : 'out'})`,
    interval: `the gap of ${spanWords(interval ?? 0)} to the packet before`,
    service: `its server port ${serverPort} and protocol`,
  };
  return [
    ...own.map((one) => ({ ...one, words: ownWords[one.feature] })),
    ...packets.map((one) => ({ ...one, words: packetWords(one) })),
    ...(rhythm ? [{ ...rhythm, words: 'the moments at which packets just like it come' }] : []),
    ...(bustle ? [{ ...bustle, words: 'all else that passes within the minute' }] : []),
  ].sort((one, other) => other.effect - one.effect);
}

/**
 * Why the packet is called what it is called, in plain sentences: what it was called and because of what,
 * what it would be otherwise, what speaks against it, what it is in truth.
 * @param nameOf A class as people say it.
 */
export function explainInWords(explanation: Explanation, nameOf = typeWords): string[] {
  const { label, probability, likeliest, together } = explanation;
  const reasons = reasonsOf(explanation);
  const telling = reasons.filter(({ effect }) => effect >= TELLING).slice(0, MOST_NAMED);
  const [strongest] = telling;
  const called = `Called ${nameOf(label)} (${percent(probability)} sure)`;
  const sentences = [
    strongest
      ? `${called} because of ${listed(telling.map(({ words }) => words))}.`
      : `${called}. No single thing decides it: without any one of them the label is as likely.`,
  ];
  const other = strongest ?? together;
  if (other && other.without !== label) {
    const what = strongest ? strongest.words : 'all the packets around';
    sentences.push(`Without ${what}, it would be called ${nameOf(other.without)}.`);
  } else if (strongest) {
    const lost = percent(strongest.effect);
    sentences.push(
      `Without ${strongest.words}, it would still be called that, but less surely (${lost} less).`,
    );
  }
  const against = reasons.filter(({ effect }) => effect <= -TELLING).slice(-2);
  if (against.length > 0) {
    sentences.push(`Against it speaks ${listed(against.map(({ words }) => words).reverse())}.`);
  }
  const others = likeliest.slice(1).filter((one) => one.probability >= 0.01);
  if (others.length > 0) {
    const words = others.map((one) => `${nameOf(one.label)} (${percent(one.probability)})`);
    sentences.push(`Next likeliest: ${words.join(', ')}.`);
  }
  sentences.push(truthWords(explanation, nameOf));
  if (explanation.learnedFrom) {
    sentences.push('The adversary learned from this very packet, so it knows it by heart.');
  }
  return sentences;
}

function truthWords({ truth, label }: Explanation, nameOf: (type: string) => string): string {
  if (truth === null) return 'No device of the home is known to have sent or got it.';
  const { device, type } = truth;
  if (type === label) return `That is right: ${device} sent or got it.`;
  const kind = nameOf(type) === device ? '' : `, which is ${nameOf(type)}`;
  return `That is wrong: ${device} sent or got it${kind}.`;
}

function typeWords(type: string): string {
  return type === NON_IOT ? 'no smart device' : type;
}

function listed(words: readonly string[]): string {
  const [last = '', ...before] = [...words].reverse();
  return before.length === 0 ? last : `${before.reverse().join(', ')} and ${last}`;
}
