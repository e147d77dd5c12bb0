import { microsecondClock, ticksPerSecondOf } from './ticks';
import type { Clock } from './ticks';

const optionCodes = { end: 0, userApplication: 4, timeResolution: 9, timeOffset: 14 } as const;

/** What an interface description block says of the packets that name it. */
export interface Interface {
  linkType: number;
  /** Most bytes kept of a frame; 0 is no limit. */
  snaplen: number;
  clock: Clock;
}

/** The interface description block from `at` to `end` (its second length). */
export function readInterface(
  view: DataView,
  at: number,
  end: number,
  littleEndian: boolean,
): Interface {
  const clock: Clock = { ...microsecondClock };
  eachOption(view, at + 16, end, littleEndian, (code, value, length) => {
    if (code === optionCodes.timeResolution && length >= 1) {
      clock.ticksPerSecond = ticksPerSecondOf(view.getUint8(value));
    } else if (code === optionCodes.timeOffset && length >= 8) {
      clock.offsetSeconds = Number(view.getBigInt64(value, littleEndian));
    }
  });
  return {
    linkType: view.getUint16(at + 8, littleEndian),
    snaplen: view.getUint32(at + 12, littleEndian),
    clock,
  };
}

/** `shb_userappl` of the section header block from `at` to `end`; empty when it has none. */
export function readApplication(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  end: number,
  littleEndian: boolean,
): string {
  let application = '';
  eachOption(view, at + 24, end, littleEndian, (code, value, length) => {
    if (code === optionCodes.userApplication) {
      application = new TextDecoder().decode(bytes.subarray(value, value + length));
    }
  });
  return application;
}

/** Calls `take` with code, offset and length of each option that fits; a broken one ends the list. */
function eachOption(
  view: DataView,
  start: number,
  end: number,
  littleEndian: boolean,
  take: (code: number, value: number, length: number) => void,
): void {
  let at = start;
  while (at + 4 <= end) {
    const code = view.getUint16(at, littleEndian);
    const length = view.getUint16(at + 2, littleEndian);
    if (code === optionCodes.end || at + 4 + length > end) return;
    take(code, at + 4, length);
    at += 4 + ((length + 3) & ~3);
  }
}
