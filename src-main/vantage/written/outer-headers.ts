/** Headers of frames on the line outside, written into one buffer that is used again. */

export const ETHERNET_BYTES = 14;
export const IPV4_BYTES = 20;
export const IPV6_BYTES = 40;
export const UDP_BYTES = 8;
/** Without options. */
const TCP_BYTES = 20;
const MOST_TCP_OPTIONS = 40;
/** The two ports, which TCP and UDP both begin with. */
export const PORT_BYTES = 4;
const MORE_FRAGMENTS = 0x2000;
const IPV6_TYPE = 0x86dd;

/** Made up and marked as such by their second bit: the gateway's, and that of the provider behind it. */
const gatewayMac = [2, 0, 0, 0, 0, 1];
const providerMac = [2, 0, 0, 0, 0, 2];

/** One frame as far as it is known. */
export class OuterFrame {
  readonly bytes = new Uint8Array(ETHERNET_BYTES + IPV6_BYTES + TCP_BYTES + MOST_TCP_OPTIONS);
  private readonly view = new DataView(this.bytes.buffer);

  ethernet(outbound: boolean, ipv6: boolean): void {
    this.bytes.fill(0);
    this.bytes.set(outbound ? providerMac : gatewayMac, 0);
    this.bytes.set(outbound ? gatewayMac : providerMac, 6);
    this.view.setUint16(12, ipv6 ? IPV6_TYPE : 0x0800);
  }

  /** IPv4; a total length beyond 65,535, as offloading leaves it, is written as 0. */
  ipv4(
    totalLength: number,
    ttl: number,
    protocol: number,
    source: Uint8Array,
    destination: Uint8Array,
  ): void {
    const at = ETHERNET_BYTES;
    this.bytes[at] = 0x45;
    this.view.setUint16(at + 2, totalLength > 0xffff ? 0 : totalLength);
    this.bytes[at + 8] = ttl;
    this.bytes[at + 9] = protocol;
    this.bytes.set(source, at + 12);
    this.bytes.set(destination, at + 16);
  }

  /** Marks an IPv4 packet as a fragment; `offset` in bytes. */
  fragment(identification: number, offset: number, isLast: boolean): void {
    const at = ETHERNET_BYTES;
    this.view.setUint16(at + 4, identification);
    this.view.setUint16(at + 6, (offset >> 3) | (isLast ? 0 : MORE_FRAGMENTS));
  }

  /** The IPv4 header checksum, once all else is written. */
  checksum(): void {
    const at = ETHERNET_BYTES;
    let sum = 0;
    for (let i = 0; i < IPV4_BYTES; i += 2) sum += this.view.getUint16(at + i);
    while (sum > 0xffff) sum = (sum >>> 16) + (sum & 0xffff);
    this.view.setUint16(at + 10, ~sum & 0xffff);
  }

  ipv6(
    totalLength: number,
    hopLimit: number,
    protocol: number,
    source: Uint8Array,
    destination: Uint8Array,
  ): void {
    const at = ETHERNET_BYTES;
    const payload = totalLength - IPV6_BYTES;
    this.bytes[at] = 0x60;
    this.view.setUint16(at + 4, payload > 0xffff ? 0 : payload);
    this.bytes[at + 6] = protocol;
    this.bytes[at + 7] = hopLimit;
    this.bytes.set(source, at + 8);
    this.bytes.set(destination, at + 24);
  }

  /** The ports at `at`. */
  ports(at: number, source: number, destination: number): void {
    this.view.setUint16(at, source);
    this.view.setUint16(at + 2, destination);
  }

  /** The rest of a UDP header; without a checksum, which depends on what is not written. */
  udpLength(at: number, length: number): void {
    this.view.setUint16(at + 4, length > 0xffff ? 0 : length);
  }

  /** SPI and sequence number, which ESP begins with: RFC 4303, section 2. */
  esp(at: number, spi: number, sequence: number): void {
    this.view.setUint32(at, spi);
    this.view.setUint32(at + 4, sequence);
  }

  /**
   * A TCP header behind its ports, RFC 9293, section 3.1; without a checksum.
   * @param options a multiple of four bytes
   * @returns How many bytes the header has.
   */
  tcp(
    at: number,
    sequence: number,
    acknowledgement: number,
    flags: number,
    window: number,
    options: readonly number[],
  ): number {
    const bytes = TCP_BYTES + options.length;
    this.view.setUint32(at + 4, sequence);
    this.view.setUint32(at + 8, acknowledgement);
    this.bytes[at + 12] = (bytes / 4) << 4;
    this.bytes[at + 13] = flags;
    this.view.setUint16(at + 14, window);
    this.bytes.set(options, at + TCP_BYTES);
    return bytes;
  }
}
