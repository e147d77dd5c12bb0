import { microsecondClock, ticksPerSecondOf } from './ticks';
import type { Clock } from './ticks';

const optionCodes = {
  end: 0,
  comment: 1,
  description: 3,
  userApplication: 4,
  timeResolution: 9,
  timeOffset: 14,
} as const;
/** In interface statistics: frames lost by the capture, and by the system before it. */
const statisticsCodes = { interfaceDropped: 5, systemDropped: 7 } as const;
/** What a recorder whose times are late writes beside the interface. */
const COARSE = 'homemole: coarse timestamps';

/** What an interface description block says of the packets that name it. */
export interface Interface {
  linkType: number;
  /** Most bytes kept of a frame; 0 is no limit. */
  snaplen: number;
  clock: Clock;
  /** The file says of itself that its times were taken late. */
  coarse: boolean;
}

/** The interface description block from `at` to `end` (its second length). */
export function readInterface(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  end: number,
  littleEndian: boolean,
): Interface {
  const clock: Clock = { ...microsecondClock };
  let coarse = false;
  eachOption(view, at + 16, end, littleEndian, (code, value, length) => {
    if (code === optionCodes.timeResolution && length >= 1) {
      clock.ticksPerSecond = ticksPerSecondOf(view.getUint8(value));
    } else if (code === optionCodes.timeOffset && length >= 8) {
      clock.offsetSeconds = Number(view.getBigInt64(value, littleEndian));
    } else if (code === optionCodes.comment || code === optionCodes.description) {
      const text = new TextDecoder().decode(bytes.subarray(value, value + length));
      coarse ||= text.includes(COARSE);
    }
  });
  return {
    linkType: view.getUint16(at + 8, littleEndian),
    snaplen: view.getUint32(at + 12, littleEndian),
    clock,
    coarse,
  };
}

/** Frames lost by the statistics block from `at` to `end`; null when it does not say. */
export function readDropped(
  view: DataView,
  at: number,
  end: number,
  littleEndian: boolean,
): number | null {
  let dropped: number | null = null;
  eachOption(view, at + 20, end, littleEndian, (code, value, length) => {
    const counts =
      code === statisticsCodes.interfaceDropped || code === statisticsCodes.systemDropped;
    if (counts && length === 8) {
      dropped = (dropped ?? 0) + Number(view.getBigUint64(value, littleEndian));
    }
  });
  return dropped;
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
