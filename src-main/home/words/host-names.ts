/** How much a name tells: `good` names the device, `poor` hardly tells it from others. */
export interface HostName {
  readonly name: string;
  readonly quality: 'good' | 'poor';
}

/** What devices say that have no name of their own. */
const useless = new Set([
  ...['localhost', 'unknown', 'none', 'null', 'undefined', 'default', 'noname', 'no-name', 'name'],
  ...['host', 'hostname', 'device', 'client', 'dhcp', 'dhcpcd', 'udhcpc', 'lwip', 'lwip0', 'linux'],
  ...['wlan', 'wlan0', 'eth0', 'buildroot', 'mysimplelink', 'workgroup', 'user', 'home', 'lan'],
]);
/** Names that a system makes up: they say what it is, not which. */
const madeUp = [
  /^android[-_][0-9a-f]{8,}$/i,
  /^(?:esp|esp32|esp8266)[-_]?[0-9a-f]{4,}$/i,
  /^(?:android|espressif|iphone|ipad|raspberrypi|wlan\d|localdomain)$/i,
];
/** Numbers, addresses, UUIDs and remote controls. */
const tellNothing = [
  /^[^\p{L}]*$/u,
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  /^(?:[0-9a-f]{2}[-_:]?){5,}$/i,
  /^fe80--/i,
  /^ip-\d/i,
  /^itunes_ctrl_/i,
];
const LONGEST = 63;
const FEWEST_LETTERS = 2;

/**
 * A name that a device gives itself, made fit to be shown, or null when it is of no use. Its own MAC
 * address, or the last half of it, is taken out: `DCS-8000LH-B0C554435483` -> `DCS-8000LH`.
 * @param isHost Whether it is a host name, of which only the first label counts.
 */
export function hostName(said: string, mac: string, isHost: boolean): HostName | null {
  const whole = (isHost ? (said.split('.')[0] ?? '') : said).trim();
  const name = withoutMac(whole, mac).slice(0, LONGEST).trim();
  const letters = name.replace(/[^\p{L}]/gu, '').length;
  if (letters < FEWEST_LETTERS || useless.has(bare(name))) return null;
  if (tellNothing.some((pattern) => pattern.test(name))) return null;
  const poor = madeUp.some((pattern) => pattern.test(name));
  return { name, quality: poor ? 'poor' : 'good' };
}

/** In lower case, without what stands around it: `(none)` -> `none`. */
function bare(name: string): string {
  return name.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

function withoutMac(name: string, mac: string): string {
  const digits = mac.replaceAll(':', '');
  if (digits.length !== 12) return name;
  const parts = [digits, mac.replaceAll(':', '-'), mac, digits.slice(6), digits.slice(8)];
  for (const part of parts) {
    const at = name.toLowerCase().indexOf(part);
    // The last two bytes are taken out at the end only, where chance does not put them.
    if (at < 0 || (part.length === 4 && at + 4 !== name.length)) continue;
    const rest = name.slice(0, at) + name.slice(at + part.length);
    return rest.replace(/^[\s\-_:.#]+|[\s\-_:.#(]+$/g, '').replace(/\(\)/g, '');
  }
  return name;
}
