import type { Activity, TypeReading } from '../../contract/calibration';
import { PRESENCE_SECONDS } from '../../contract/thresholds';
import { type LabelledTime, type TrueTime, windowsIn } from './evidence';

/** Busy is so many times the idle level, and no less than so many bytes in a window. */
const TIMES_IDLE = 4;
const LEAST_BUSY = 4096;

/** The level from which a type with this idle level is busy, in bytes of frames a window. */
export function busyFrom(idleBytes: number): number {
  return Math.max(LEAST_BUSY, TIMES_IDLE * idleBytes);
}

/**
 * Bytes of frames in a window of six minutes when a type does nothing special: the median over the windows
 * between its first and its last packet, silent ones among them. 0 for a type that never sent.
 */
export function idleBytesOf({ time, length, truth }: TrueTime, type: number): number {
  const first = truth.indexOf(type);
  if (first < 0) return 0;
  const start = time[first] as number;
  const last = time[truth.lastIndexOf(type)] as number;
  const bytes = new Float64Array(Math.floor((last - start) / PRESENCE_SECONDS) + 1);
  for (let i = first; i < time.length; i++) {
    if (truth[i] !== type) continue;
    bytes[Math.floor(((time[i] as number) - start) / PRESENCE_SECONDS)]! += length[i] as number;
  }
  bytes.sort();
  const middle = bytes.length >> 1;
  return bytes.length % 2 === 1
    ? (bytes[middle] as number)
    : ((bytes[middle - 1] as number) + (bytes[middle] as number)) / 2;
}

/**
 * In which windows the type moved much more than when idle, by the packets given to it, and in which it
 * really did, by its own.
 */
export function activityOf(
  { time, truth, predictions }: LabelledTime,
  length: ArrayLike<number>,
  type: number,
  known: number,
  { idleBytes, busyBytes }: TypeReading,
): Activity {
  const windows = windowsIn(time, PRESENCE_SECONDS);
  const given = new Float64Array(windows);
  const real = new Float64Array(windows);
  const start = time[0] ?? 0;
  for (let i = 0; i < time.length; i++) {
    if ((truth[i] as number) >= known) continue;
    const window = Math.floor(((time[i] as number) - start) / PRESENCE_SECONDS);
    if (predictions.label[i] === type) given[window]! += length[i] as number;
    if (truth[i] === type) real[window]! += length[i] as number;
  }
  let claimed = 0;
  let busy = 0;
  let right = 0;
  for (let window = 0; window < windows; window++) {
    const said = (given[window] as number) >= busyBytes;
    const was = (real[window] as number) >= busyBytes;
    if (said) claimed++;
    if (was) busy++;
    if (said && was) right++;
  }
  return { idleBytes, busyBytes, windows, claimed, busy, right };
}
