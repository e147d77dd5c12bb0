import { startsLikeHttp } from '../http-start';
import { isTlsRecordAt } from '../recognise';
import { scrubMessage } from './dns';
import type { Scrub } from './scrub';

const DNS = 53;
const MULTICAST_DNS = 5353;
const record = { changeCipherSpec: 20, alert: 21, handshake: 22 } as const;
/** Message types of TLS handshakes (IANA): the highest in use. */
const LAST_HANDSHAKE = 24;
/** A space follows every method within so many bytes. */
const LONGEST_METHOD = 12;

/**
 * What TCP carries, [at, end) of it: of TLS the headers of records and of handshake messages, of HTTP the
 * method or the status, of DNS the header. All else is gone.
 * @returns Where the bytes begin that nothing depends on; -1 when there are none.
 */
export function scrubTcpPayload(
  s: Scrub,
  at: number,
  end: number,
  source: number,
  destination: number,
): number {
  if (end - at >= 5 && isTlsRecordAt(s.bytes, s.view, at)) {
    scrubTls(s, at, end);
    return -1;
  }
  if (startsLikeHttp(s.bytes, at, end)) return scrubHttp(s, at, end);
  if ([source, destination].some((port) => port === DNS || port === MULTICAST_DNS)) {
    s.keep(at, Math.min(2, end - at));
    return scrubMessage(s, at + 2, end);
  }
  return at;
}

function scrubTls(s: Scrub, start: number, end: number): void {
  const { bytes, view } = s;
  for (let at = start; at + 5 <= end && isTlsRecordAt(bytes, view, at);) {
    const type = bytes[at]!;
    const length = view.getUint16(at + 3);
    const body = at + 5;
    s.keep(at, 5);
    if (type === record.handshake && length >= 4 && body + 4 <= end) {
      const message = view.getUint32(body);
      const fits = message >>> 24 <= LAST_HANDSHAKE && (message & 0xffffff) <= 0xffff;
      if (fits) s.keep(body, 4);
    } else if (type === record.alert && length === 2) {
      s.keep(body, Math.min(2, end - body));
    } else if (type === record.changeCipherSpec && length === 1) {
      s.keep(body, Math.min(1, end - body));
    }
    at = body + length;
  }
}

/** The method and the first character of the path, or the version and the status. */
function scrubHttp(s: Scrub, at: number, end: number): number {
  const space = s.bytes.indexOf(0x20, at);
  if (space < 0 || space - at > LONGEST_METHOD) {
    s.keep(at, 5);
    return at + 5;
  }
  const isStatus = s.bytes[at + 4] === 0x2f;
  const size = space - at + (isStatus ? 4 : 2);
  s.keep(at, Math.min(size, end - at));
  return at + size;
}
