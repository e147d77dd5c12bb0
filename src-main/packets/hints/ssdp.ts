import type { Frame } from '../frame';
import { cleanString } from './clean-text';
import { say } from './say';

/** More than any device sends; the rest is not looked at. */
const MOST_BYTES = 2048;
const latin1 = new TextDecoder('latin1');

/** Types that every device has, or that say nothing of it. */
const silent = /^(uuid:|upnp:rootdevice|ssdp:|$)/i;

/**
 * What a device says of itself by SSDP (UPnP Device Architecture 2.0, 1): in advertisements and in
 * replies the program that serves (SERVER) and the type (NT, ST); in searches only the program that
 * asks (USER-AGENT), as the type there is what it looks for.
 */
export function takeSsdp(frame: Frame, at: number, end: number, whole: boolean): void {
  const text = latin1.decode(frame.bytes.subarray(at, Math.min(end, at + MOST_BYTES)));
  const searches = text.startsWith('M-SEARCH * HTTP/1.');
  if (!searches && !text.startsWith('NOTIFY * HTTP/1.') && !/^HTTP\/1\.\d 200/.test(text)) return;
  const lines = text.split(/\r?\n/);
  // Of the last line there may be more.
  if (!whole || end - at > MOST_BYTES) lines.pop();
  for (const line of lines.slice(1)) {
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    const field = line.slice(0, colon).trim().toUpperCase();
    const value = cleanString(line.slice(colon + 1));
    const says = searches
      ? field === 'USER-AGENT'
      : field === 'SERVER' || ((field === 'NT' || field === 'ST') && !silent.test(value));
    if (says) say(frame, 'ssdp', value);
  }
}
