import type { Random } from '../../contract/random';

/** The chance that a byte is changed: that of Wireshark's own fuzzing. */
const PER_BYTE = 0.02;
/** Lengths that break what trusts them. */
const bombs = [0, 1, 0x7f, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffc, 0xffffffff];

type Mutation = (file: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

/** Every byte may change. */
export function changeBytes(file: Uint8Array, random: Random): Uint8Array {
  const changed = file.slice();
  for (let at = 0; at < changed.length; at += 1) {
    if (random.uniform() < PER_BYTE) changed[at] = random.integer(256);
  }
  return changed;
}

const mutations: readonly Mutation[] = [
  changeBytes,
  function cut(file, random) {
    return file.slice(0, random.integer(file.length + 1));
  },
  function cutAndChange(file, random) {
    return changeBytes(file.slice(0, random.integer(file.length + 1)), random);
  },
  function putBombs(file, random) {
    const changed = file.slice();
    const view = new DataView(changed.buffer);
    for (let times = 1 + random.integer(4); times > 0 && changed.length >= 4; times -= 1) {
      const at = random.integer(changed.length - 3);
      const value = random.pick(bombs);
      const isLittle = random.uniform() < 0.5;
      if (random.uniform() < 0.5) view.setUint32(at, value, isLittle);
      else view.setUint16(at, value & 0xffff, isLittle);
    }
    return changed;
  },
  function repeatPart(file, random) {
    const from = random.integer(file.length);
    const to = from + random.integer(file.length - from + 1);
    return joined(file.subarray(0, to), file.subarray(from));
  },
  function dropPart(file, random) {
    const from = random.integer(file.length);
    const to = from + random.integer(Math.min(64, file.length - from) + 1);
    return joined(file.subarray(0, from), file.subarray(to));
  },
  function splice(file, random, other) {
    const from = random.integer(other.length);
    return joined(file.subarray(0, random.integer(file.length + 1)), other.subarray(from));
  },
];

/** A file like `file`, damaged in one of seven ways; `other` is another capture to take parts of. */
export function mutated(file: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  return random.pick(mutations)(file, random, other);
}

function joined(start: Uint8Array, end: Uint8Array): Uint8Array {
  const whole = new Uint8Array(start.length + end.length);
  whole.set(start);
  whole.set(end, start.length);
  return whole;
}
