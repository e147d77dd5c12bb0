import type { Frame } from '../frame';
import { cleanText } from './clean-text';
import { readName, skipName } from './dns-names';
import { say } from './say';

const IS_RESPONSE = 0x8000;
/** More records than any device has; bounds the work on a message of nonsense. */
const MOST_RECORDS = 128;
const recordTypes = { a: 1, ptr: 12, txt: 16, aaaa: 28, srv: 33 } as const;

/** Keys of service descriptions that name a device or its model. */
const telling = /^(fn|md|model|ty|am|manufacturer)=./i;

/**
 * What a device announces of itself by multicast DNS (RFC 6762, RFC 6763): host names, service
 * instances, and of their descriptions what names the device or model, as `md=BSB002`. Of a query
 * only the names that a device claims (the authority section of a probe) are its own.
 */
export function takeMdns(frame: Frame, at: number, end: number): void {
  const { bytes, view } = frame;
  if (at + 12 > end) return;
  const isResponse = (view.getUint16(at + 2) & IS_RESPONSE) !== 0;
  const answers = view.getUint16(at + 6);
  const claims = view.getUint16(at + 8);
  const ownFrom = isResponse ? 0 : answers;
  const ownTo = isResponse ? answers + claims + view.getUint16(at + 10) : answers + claims;
  if (ownTo > MOST_RECORDS || ownFrom === ownTo) return;
  let position = at + 12;
  const questions = view.getUint16(at + 4);
  if (questions > MOST_RECORDS) return;
  for (let i = 0; i < questions; i += 1) {
    position = skipName(bytes, position, end);
    if (position < 0) return;
    position += 4;
  }
  for (let i = 0; i < ownTo; i += 1) {
    const nameEnd = skipName(bytes, position, end);
    if (nameEnd < 0 || nameEnd + 10 > end) return;
    const data = nameEnd + 10;
    const dataEnd = data + view.getUint16(nameEnd + 8);
    if (dataEnd > end) return;
    if (i >= ownFrom) takeRecord(frame, at, position, view.getUint16(nameEnd), data, dataEnd);
    position = dataEnd;
  }
}

/** One record: its name at `nameAt`, its data from `data` to `dataEnd`. */
function takeRecord(
  frame: Frame,
  start: number,
  nameAt: number,
  type: number,
  data: number,
  dataEnd: number,
): void {
  const { bytes } = frame;
  if (type === recordTypes.a || type === recordTypes.aaaa || type === recordTypes.srv) {
    sayLocal(frame, readName(bytes, start, nameAt, data)?.text);
    if (type === recordTypes.srv) sayLocal(frame, readName(bytes, start, data + 6, dataEnd)?.text);
  } else if (type === recordTypes.ptr) {
    const name = readName(bytes, start, nameAt, data)?.text;
    if (name?.endsWith('.local')) sayLocal(frame, readName(bytes, start, data, dataEnd)?.text);
  } else if (type === recordTypes.txt) {
    takeDescription(frame, data, dataEnd);
  }
}

function sayLocal(frame: Frame, name: string | undefined): void {
  if (name?.endsWith('.local')) say(frame, 'mdns', name);
}

/** The strings of a TXT record (RFC 6763, 6). */
function takeDescription(frame: Frame, data: number, dataEnd: number): void {
  const { bytes } = frame;
  while (data < dataEnd) {
    const to = data + 1 + bytes[data]!;
    if (to > dataEnd) return;
    const text = cleanText(bytes, data + 1, to);
    if (telling.test(text)) say(frame, 'mdns', text);
    data = to;
  }
}
