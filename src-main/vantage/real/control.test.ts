import { beforeAll, describe, expect, it } from 'vitest';
import { HANDSHAKE, INBOUND, KEEPALIVE, OUTBOUND, type VantageName } from '../../contract/vantage';
import {
  isModelledAcknowledgement,
  type OwnPacket,
  ownPackets,
  type Sent,
} from '../testing/control-traffic';
import { realVantages, testbedObstacle } from '../testing/testbed';
import { tunnelOf } from '..';

const obstacle = testbedObstacle();
const suite = obstacle === '' ? describe : describe.skip;
type Seen = Awaited<ReturnType<typeof ownPackets>>;

/** Then silence, in which each end keeps the tunnel alive; the last is not answered. */
const few: Sent[] = [
  [0, OUTBOUND],
  [0.3, INBOUND],
  [1, OUTBOUND],
  [1.3, INBOUND],
  [26, INBOUND],
];
/** Between two keepalives, so that it does not matter how busy this computer is. */
const SECONDS = 38;
/** Goes on for longer than a key of WireGuard lives. */
const long: Sent[] = [0, 20, 40, 60, 80, 100, 115, 125, 126].flatMap((time): Sent[] => [
  [time, OUTBOUND],
  [time + 0.3, INBOUND],
]);
const LONG_SECONDS = 130;
const RENEGOTIATION = 15;

/** Signatures and acknowledgements that travel along differ by so many bytes. */
const FEW_BYTES = 12;
const sortedLengths = (packets: readonly OwnPacket[], direction: number): number[] =>
  packets
    .filter((one) => one.direction === direction)
    .map(({ length }) => length)
    .sort((a, b) => a - b);

/**
 * The same packets each way, where those with certificates may differ by a few bytes. What is acknowledged
 * alone, and what along with something else, depends on the moment.
 */
function expectAlike(real: readonly OwnPacket[], modelled: readonly OwnPacket[]): void {
  const alone = (packets: readonly OwnPacket[]): number =>
    packets.filter((one) => one.isAcknowledgement).length;
  expect(Math.abs(alone(real) - alone(modelled))).toBeLessThanOrEqual(2);
  for (const direction of [INBOUND, OUTBOUND]) {
    const [one, other] = [real, modelled].map((packets) =>
      sortedLengths(
        packets.filter((packet) => !packet.isAcknowledgement),
        direction,
      ),
    ) as [number[], number[]];
    expect(one).toHaveLength(other.length);
    one.forEach((length, i) => {
      expect(Math.abs(length - (other[i] as number))).toBeLessThanOrEqual(FEW_BYTES);
    });
  }
}

suite(`what real tunnels send of themselves${obstacle && ` (${obstacle})`}`, () => {
  const seen = new Map<string, Seen>();
  const of = (vantage: VantageName, what = 'few'): Seen => seen.get(`${vantage} ${what}`) as Seen;
  beforeAll(async () => {
    const take = async (key: string, run: Promise<Seen>): Promise<void> => {
      seen.set(key, await run);
    };
    await Promise.all([
      ...realVantages.map((vantage) => take(`${vantage} few`, ownPackets(vantage, few, SECONDS))),
      take('wireguard long', ownPackets('wireguard', long, LONG_SECONDS)),
      ...(['openvpn-udp-aes-256-gcm', 'openvpn-tcp-aes-256-gcm'] as const).map((vantage) => {
        const options = { renegotiation: RENEGOTIATION };
        return take(`${vantage} renegotiation`, ownPackets(vantage, few, SECONDS, options));
      }),
    ]);
  }, 240_000);

  it.for(realVantages)('%s: nothing but handshakes and keepalives', (vantage) => {
    const kinds = of(vantage).real.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind !== HANDSHAKE && kind !== KEEPALIVE)).toEqual([]);
  });

  it.for(realVantages)('%s: the handshake of the model', (vantage) => {
    const { real, modelled } = of(vantage);
    const handshake = (packets: readonly OwnPacket[]): OwnPacket[] =>
      packets.filter(({ kind, time }) => kind === HANDSHAKE && time < 0);
    expectAlike(handshake(real), handshake(modelled));
    // After it none is sent in so short a time.
    expect(real.filter(({ kind, time }) => kind === HANDSHAKE && time >= 0)).toEqual([]);
  });

  it.for(realVantages)(
    '%s: keepalives of the length, the way and the time of the model',
    (vantage) => {
      const keepalives = (packets: readonly OwnPacket[]): OwnPacket[] =>
        packets.filter(({ kind, time }) => kind === KEEPALIVE && time > 0 && time < SECONDS);
      const [real, modelled] = [keepalives(of(vantage).real), keepalives(of(vantage).modelled)];
      // OpenVPN's clock counts whole seconds, and adds up to half a second by chance.
      const most = vantage === 'wireguard' ? 0.3 : 2.5;
      expect(real.length).toBeGreaterThanOrEqual(2);
      for (const direction of [INBOUND, OUTBOUND]) {
        const own = real.filter((one) => one.direction === direction);
        const expected = modelled.filter((one) => one.direction === direction);
        expect(own.map(({ length }) => length)).toEqual(expected.map(({ length }) => length));
        own.forEach(({ time }, i) => {
          expect(Math.abs(time - (expected[i] as OwnPacket).time)).toBeLessThan(most);
        });
      }
    },
  );

  it('wireguard: new keys with the first packet sent after two minutes, confirmed by a keepalive', () => {
    const late = (packets: readonly OwnPacket[]): unknown[] =>
      packets
        .filter(({ time }) => time > 0)
        .map(({ direction, kind, length }) => [direction, kind, length]);
    const { real, modelled } = of('wireguard', 'long');
    expect(late(real)).toEqual(late(modelled));
    const renewed = real.filter(({ kind, time }) => kind === HANDSHAKE && time > 0);
    expect(renewed.map(({ direction, length }) => [direction, length])).toEqual([
      [OUTBOUND, 148],
      [INBOUND, 92],
    ]);
    expect(Math.round((renewed[0] as OwnPacket).time)).toBe(125);
  });

  it.for(['openvpn-udp-aes-256-gcm', 'openvpn-tcp-aes-256-gcm'] as const)(
    '%s: the renegotiation of the model, each time',
    (vantage) => {
      const tunnel = tunnelOf(vantage)!;
      const before = tunnel.carrier === 'tcp' ? 2 : 0;
      const expected = tunnel.rekeys[0]!.packets.map(({ after, direction, payload }) => {
        const packet = { time: after, direction, kind: HANDSHAKE, length: payload - before };
        return { ...packet, isAcknowledgement: isModelledAcknowledgement(packet) };
      });
      const later = of(vantage, 'renegotiation').real.filter(
        ({ kind, time }) => kind === HANDSHAKE && time > 0,
      );
      // Two of them in 38 s, each begun by the server.
      const starts = later.flatMap(({ length, direction }, i) =>
        length === 54 && direction === INBOUND ? [i] : [],
      );
      expect(starts).toHaveLength(2);
      expect(starts[0]).toBe(0);
      expectAlike(later.slice(0, starts[1]), expected);
      expectAlike(later.slice(starts[1]), expected);
    },
  );
});
