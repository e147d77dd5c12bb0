import type { Frame } from '../frame';
import { cleanText } from './clean-text';
import { readName } from './dns-names';
import { say } from './say';

/** Messages of clients: SOLICIT, REQUEST, CONFIRM, RENEW, REBIND, INFORMATION-REQUEST (RFC 8415). */
const clientMessages = new Set([1, 3, 4, 5, 6, 11]);
const options = { vendorClass: 16, fqdn: 39 };

/** A DHCPv6 client's name (option 39, RFC 4704) and vendor class (option 16, RFC 8415, 21.16). */
export function takeDhcpv6(frame: Frame, at: number, end: number): void {
  const { bytes, view } = frame;
  if (!clientMessages.has(bytes[at]!)) return;
  for (let option = at + 4; option + 4 <= end;) {
    const code = view.getUint16(option);
    const value = option + 4;
    const next = value + view.getUint16(option + 2);
    if (next > end) return;
    if (code === options.fqdn) {
      say(frame, 'dhcp-hostname', readName(bytes, value + 1, value + 1, next)?.text ?? '');
    } else if (code === options.vendorClass && value + 6 <= next) {
      const size = view.getUint16(value + 4);
      const to = value + 6 + size;
      if (to <= next) say(frame, 'dhcp-vendor-class', cleanText(bytes, value + 6, to));
    }
    option = next;
  }
}
