import { scrubIpv4, scrubIpv6 } from './ip';
import type { Scrub } from './scrub';

/** A stack of labels, and IP. */
export function scrubMpls(s: Scrub, at: number): void {
  do {
    if (!s.has(at + 4)) return;
    s.keep(at, 4);
    at += 4;
  } while ((s.bytes[at - 2]! & 1) === 0);
  scrubRawIp(s, at);
}

/** IP of either version, or nothing. */
export function scrubRawIp(s: Scrub, at: number): void {
  if (!s.has(at + 1)) return;
  const version = s.bytes[at]! >> 4;
  if (version === 4) scrubIpv4(s, at);
  else if (version === 6) scrubIpv6(s, at);
}
