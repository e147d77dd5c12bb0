/** What in a capture tells of a device by words of its own. */
export const hintSources = [
  /** DHCP option 12, the host's name. */
  'dhcp-hostname',
  /** DHCP option 60, vendor class identifier. */
  'dhcp-vendor-class',
  /** DHCP option 55, the parameter request list, as `1,3,6,15`. */
  'dhcp-parameters',
  /** A name or service instance that the device announced by mDNS. */
  'mdns',
  /** SERVER, USER-AGENT or device type of SSDP. */
  'ssdp',
  /** NetBIOS name registered or answered for. */
  'netbios',
  /** A name that the device asked DNS for. */
  'dns',
  /** Server name of a TLS ClientHello. */
  'sni',
  /** A name that the capture file itself gives an address (pcapng name resolution block). */
  'capture-names',
] as const;
export type HintSource = (typeof hintSources)[number];

/**
 * One thing a device said, once, however often it said it. `mac` and `address` are the sender's, as
 * indexes into the table's lists, -1 when unknown.
 */
export interface Hint {
  readonly source: HintSource;
  readonly mac: number;
  readonly address: number;
  /**
   * Printable, at most 255 characters; control and direction characters are taken out. Empty in the
   * hint that counts what did not fit: of its sender, or with `mac` and `address` -1 of anyone.
   */
  readonly text: string;
  /** How often it was said. */
  readonly count: number;
}
