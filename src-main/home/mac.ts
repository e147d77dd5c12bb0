/** Whether a device's key is a MAC address, and not the IP address that stands for one. */
export function isMac(key: string): boolean {
  return /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(key);
}

/** The last two bytes of a MAC address, as `1a:2b`; anything else whole. */
export function tailOf(key: string): string {
  return isMac(key) ? key.slice(-5) : key;
}
