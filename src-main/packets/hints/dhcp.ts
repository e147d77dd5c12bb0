import type { Frame } from '../frame';
import { cleanText } from './clean-text';
import { readName } from './dns-names';
import type { HintSource } from '../../contract/hints';

const BOOT_REQUEST = 1;
const ETHERNET = 1;
/** RFC 2131, 3: what the options begin with. */
const MAGIC_COOKIE = 0x63825363;
const OPTIONS_AT = 236;

const options = { pad: 0, hostName: 12, parameters: 55, vendorClass: 60, fqdn: 81, end: 255 };

/**
 * What a DHCP client tells of itself: its host name (option 12, RFC 2132; else 81, RFC 4702), vendor
 * class (60) and the options it asks for (55). It goes to the hardware address in the message, which
 * is the device's even where a repeater or relay put its own on the frame.
 */
export function takeDhcp(frame: Frame, at: number, end: number): void {
  const { bytes, view, table } = frame;
  if (at + OPTIONS_AT + 4 > end || bytes[at] !== BOOT_REQUEST) return;
  if (bytes[at + 1] !== ETHERNET || bytes[at + 2] !== 6) return;
  if (view.getUint32(at + OPTIONS_AT) !== MAGIC_COOKIE) return;
  const address = table.columns.sourceAddress[frame.row]!;
  const mac = table.lists.mac(bytes, view, at + 28);
  const tell = (source: HintSource, text: string): void =>
    frame.hints.add(source, mac, address, text);
  let hostName = '';
  let fullName = '';
  for (let option = at + OPTIONS_AT + 4; option < end;) {
    const code = bytes[option]!;
    if (code === options.end) break;
    if (code === options.pad) {
      option += 1;
      continue;
    }
    if (option + 2 > end) break;
    const value = option + 2;
    const next = value + bytes[option + 1]!;
    if (next > end) break;
    if (code === options.hostName) hostName ||= cleanText(bytes, value, next);
    else if (code === options.fqdn) fullName ||= fullyQualified(frame, value, next);
    else if (code === options.vendorClass) tell('dhcp-vendor-class', cleanText(bytes, value, next));
    else if (code === options.parameters)
      tell('dhcp-parameters', bytes.subarray(value, next).join());
    option = next;
  }
  tell('dhcp-hostname', hostName || fullName);
}

/** RFC 4702, 2: flags, two bytes of old, then the name as ASCII or, with flag E, as in DNS. */
function fullyQualified({ bytes }: Frame, value: number, end: number): string {
  if (value + 3 >= end) return '';
  if ((bytes[value]! & 0x04) === 0) return cleanText(bytes, value + 3, end).replace(/\.$/, '');
  return readName(bytes, value + 3, value + 3, end)?.text ?? partialName(bytes, value + 3, end);
}

/** A name in DNS format that leaves its end (the root) out, as the RFC allows for partial names. */
function partialName(bytes: Uint8Array, at: number, end: number): string {
  const size = bytes[at]!;
  return size > 0 && size < 64 && at + 1 + size === end ? cleanText(bytes, at + 1, end) : '';
}
