/** Frames by hand: every header field has a plain default and can be given. */

type Part = Uint8Array | readonly number[];

/** The parts one after the other. */
export function bytes(...parts: readonly Part[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Big-endian, as in every header of the Internet. */
export function be16(value: number): number[] {
  return [(value >> 8) & 255, value & 255];
}

export function be32(value: number): number[] {
  return [...be16(value >>> 16), ...be16(value & 0xffff)];
}

export function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

/** `02:00:00:00:00:01` and the like as bytes. */
export function mac(value: string): number[] {
  return value.split(':').map((part) => parseInt(part, 16));
}

export const deviceMac = '02:00:00:00:00:0d';
export const routerMac = '02:00:00:00:00:01';

/** Ethernet from the device to the router. */
export function ethernet(etherType: number, ...payload: Part[]): Uint8Array {
  return bytes(mac(routerMac), mac(deviceMac), be16(etherType), ...payload);
}

interface Ipv4Fields {
  protocol: number;
  ttl?: number;
  /** By default 0: frames that look the same are then packets sent again, not copies of one. */
  identification?: number;
  /** Total length field; by default what it should be. */
  totalLength?: number;
  options?: Part;
  /** Flags and fragment offset as one number. */
  fragment?: number;
  source?: readonly number[];
  destination?: readonly number[];
}

export function ipv4(fields: Ipv4Fields, ...payload: Part[]): Uint8Array {
  const options = bytes(fields.options ?? []);
  const body = bytes(...payload);
  const headerLength = 20 + options.length;
  return bytes(
    [0x40 | (headerLength / 4), 0],
    be16(fields.totalLength ?? headerLength + body.length),
    be16(fields.identification ?? 0),
    be16(fields.fragment ?? 0),
    [fields.ttl ?? 64, fields.protocol, 0, 0],
    fields.source ?? [192, 168, 1, 13],
    fields.destination ?? [93, 184, 216, 34],
    options,
    body,
  );
}

interface Ipv6Fields {
  nextHeader: number;
  hopLimit?: number;
  payloadLength?: number;
}

/** From 2001:db8::d to 2001:db8:0:1::1. */
export function ipv6(fields: Ipv6Fields, ...payload: Part[]): Uint8Array {
  const body = bytes(...payload);
  const prefix = [0x20, 0x01, 0x0d, 0xb8, 0, 0];
  return bytes(
    [0x60, 0, 0, 0],
    be16(fields.payloadLength ?? body.length),
    [fields.nextHeader, fields.hopLimit ?? 64],
    [...prefix, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x0d],
    [...prefix, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1],
    body,
  );
}

interface TcpFields {
  source?: number;
  destination?: number;
  flags?: number;
  window?: number;
  options?: Part;
}

export function tcp(fields: TcpFields, ...payload: Part[]): Uint8Array {
  const options = bytes(fields.options ?? []);
  return bytes(
    be16(fields.source ?? 50000),
    be16(fields.destination ?? 443),
    be32(1),
    be32(2),
    be16((((20 + options.length) / 4) << 12) | (fields.flags ?? 0x018)),
    be16(fields.window ?? 501),
    be32(0),
    options,
    ...payload,
  );
}

interface UdpFields {
  source?: number;
  destination?: number;
  length?: number;
}

export function udp(fields: UdpFields, ...payload: Part[]): Uint8Array {
  const body = bytes(...payload);
  return bytes(
    be16(fields.source ?? 50000),
    be16(fields.destination ?? 40000),
    be16(fields.length ?? 8 + body.length),
    [0, 0],
    body,
  );
}

/** A TLS record header (application data) and that many bytes. */
export function tlsRecord(length: number): Uint8Array {
  return bytes([23, 3, 3], be16(length), new Uint8Array(length));
}
