import type { Portrait } from '../words/portrait';
import { brief, type Ruling } from './ruling';

/** DHCP's vendor class (RFC 2132, 9.13), or the list of options that only one system asks for. */
export function byDhcpClient({ said }: Portrait): Ruling | null {
  const kindSource = 'vendor-class';
  for (const { text } of said['dhcp-vendor-class']) {
    const quoted = `“${brief(text)}”`;
    if (/^msft\b/i.test(text)) {
      return {
        kind: 'non-iot',
        kindSource,
        kindReason: `Its DHCP client is that of Windows (${quoted}).`,
      };
    }
    if (/^android-dhcp/i.test(text)) {
      const kindReason = `Its DHCP client is that of Android (${quoted}): probably a phone or tablet.`;
      return { kind: 'non-iot', kindSource, kindReason };
    }
    if (/^udhcpc? /i.test(text)) {
      const kindReason = `Its DHCP client is that of small built-in systems (${quoted}): probably a smart device.`;
      return { kind: 'iot', kindSource, kindReason };
    }
  }
  for (const { text } of said['dhcp-parameters']) {
    const system =
      /^1,121,3,6,15,/.test(text) && /,119,252\b/.test(text)
        ? 'Apple’s phones and computers'
        : /\b31,33,43,44,46,47\b/.test(text) && /\b249\b/.test(text)
          ? 'Windows computers'
          : null;
    if (system === null) continue;
    const kindReason = `It asks by DHCP for what ${system} ask for: probably one of them.`;
    return { kind: 'non-iot', kindSource, kindReason };
  }
  return null;
}
