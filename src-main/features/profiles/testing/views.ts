import { protocolBits } from '../../../contract/protocol-bits';
import type { Random } from '../../../contract/random';
import { INBOUND, OUTBOUND, type View } from '../../../contract/vantage';

export interface TestPacket {
  readonly time: number;
  readonly length: number;
  readonly out?: boolean;
  /** UDP where it has no flags. */
  readonly flags?: number;
  readonly window?: number;
  readonly options?: string;
  readonly ttl?: number;
}

/** A view behind NAPT with headers; the payload is what is left of the length after 20 bytes of each header. */
export function napt(packets: readonly TestPacket[]): View {
  const { ip, tcp, udp } = protocolBits;
  const optionLists = ['', ...new Set(packets.flatMap(({ options }) => options ?? []))];
  return {
    ...tunnel(packets),
    vantage: 'napt',
    serverPort: new Uint16Array(packets.length).fill(443),
    protocols: Uint8Array.from(packets, ({ flags }) => ip | (flags === undefined ? udp : tcp)),
    headers: {
      ttl: Uint8Array.from(packets, ({ ttl = 63 }) => ttl),
      tcpFlags: Uint16Array.from(packets, ({ flags = 0 }) => flags),
      window: Uint16Array.from(packets, ({ window = 0 }) => window),
      optionKinds: Uint16Array.from(packets, ({ options = '' }) => optionLists.indexOf(options)),
      optionLists,
      payloadLength: Uint32Array.from(packets, ({ length }) => Math.max(0, length - 54)),
    },
  };
}

/** A view of a tunnel. */
export function tunnel(packets: readonly TestPacket[]): View {
  return {
    vantage: 'wireguard',
    count: packets.length,
    time: Float64Array.from(packets, ({ time }) => time),
    length: Uint32Array.from(packets, ({ length }) => length),
    direction: Uint8Array.from(packets, ({ out = false }) => (out ? OUTBOUND : INBOUND)),
    serverPort: null,
    protocols: null,
  };
}

/** Packets of few kinds, `pause` seconds apart on average. */
export function randomPackets(random: Random, count: number, pause: number): TestPacket[] {
  let time = 1000;
  return Array.from({ length: count }, () => {
    time += random.exponential(pause);
    return {
      time,
      length: random.pick([90, 92, 120, 400]),
      out: random.integer(2) === 1,
      ...(random.integer(4) === 0
        ? {}
        : {
            flags: random.pick([0x10, 0x18]),
            window: random.pick([500, 501, 9000]),
            options: random.pick(['', '1,1,8']),
          }),
    };
  });
}

export const everyRow = ({ count }: View): Int32Array =>
  Int32Array.from({ length: count }, (_, i) => i);
