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
/** Goes on for longer than a key of WireGuard lives, and seconds away from where a keepalive would be due. */
const long: Sent[] = [0, 20, 40, 60, 80, 100, 125, 126].flatMap((time): Sent[] => [
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

type What = 'few' | 'long' | 'renegotiation';

interface Attempt {
  readonly task: { readonly result?: { readonly retryCount?: number } };
}

const PATIENCE = 240_000;
const again = { retry: 2, timeout: PATIENCE };
const renegotiating = ['openvpn-udp-aes-256-gcm', 'openvpn-tcp-aes-256-gcm'] as const;

function record(vantage: VantageName, what: What): Promise<Seen> {
  if (what === 'long') return ownPackets(vantage, long, LONG_SECONDS);
  const options = what === 'renegotiation' ? { renegotiation: RENEGOTIATION } : {};
  return ownPackets(vantage, few, SECONDS, options);
}

suite(`what real tunnels send of themselves${obstacle && ` (${obstacle})`}`, () => {
  const recordings = new Map<string, Promise<Seen>>();
  /**
   * What was recorded at the start, all at once. A timer that comes late on a busy computer is no fault of
   * the model, so a test that fails is tried again on a recording of its own.
   */
  const of = (vantage: VantageName, what: What, { task }: Attempt): Promise<Seen> => {
    const key = `${vantage} ${what} ${task.result?.retryCount ?? 0}`;
    const known = recordings.get(key) ?? record(vantage, what);
    recordings.set(key, known);
    return known;
  };
  beforeAll(async () => {
    const first = { task: {} };
    await Promise.all([
      ...realVantages.map((vantage) => of(vantage, 'few', first)),
      of('wireguard', 'long', first),
      ...renegotiating.map((vantage) => of(vantage, 'renegotiation', first)),
    ]);
  }, PATIENCE);

  it.for(realVantages)(
    '%s: nothing but handshakes and keepalives',
    again,
    async (vantage, test) => {
      const { real } = await of(vantage, 'few', test);
      const kinds = real.map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind !== HANDSHAKE && kind !== KEEPALIVE)).toEqual([]);
    },
  );

  it.for(realVantages)('%s: the handshake of the model', again, async (vantage, test) => {
    const { real, modelled } = await of(vantage, 'few', test);
    const handshake = (packets: readonly OwnPacket[]): OwnPacket[] =>
      packets.filter(({ kind, time }) => kind === HANDSHAKE && time < 0);
    expectAlike(handshake(real), handshake(modelled));
    // After it none is sent in so short a time.
    expect(real.filter(({ kind, time }) => kind === HANDSHAKE && time >= 0)).toEqual([]);
  });

  it.for(realVantages)(
    '%s: keepalives of the length, the way and the time of the model',
    again,
    async (vantage, test) => {
      const recorded = await of(vantage, 'few', test);
      const keepalives = (packets: readonly OwnPacket[]): OwnPacket[] =>
        packets.filter(({ kind, time }) => kind === KEEPALIVE && time > 0 && time < SECONDS);
      const [real, modelled] = [keepalives(recorded.real), keepalives(recorded.modelled)];
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

  it(
    'wireguard: new keys with the first packet sent after two minutes, confirmed by a keepalive',
    again,
    async (test) => {
      const late = (packets: readonly OwnPacket[]): unknown[] =>
        packets
          .filter(({ time }) => time > 0)
          .map(({ direction, kind, length }) => [direction, kind, length]);
      const { real, modelled } = await of('wireguard', 'long', test);
      expect(late(real)).toEqual(late(modelled));
      const renewed = real.filter(({ kind, time }) => kind === HANDSHAKE && time > 0);
      expect(renewed.map(({ direction, length }) => [direction, length])).toEqual([
        [OUTBOUND, 148],
        [INBOUND, 92],
      ]);
      expect(Math.round((renewed[0] as OwnPacket).time)).toBe(125);
    },
  );

  it.for(renegotiating)(
    '%s: the renegotiation of the model, each time',
    again,
    async (vantage, test) => {
      const { real } = await of(vantage, 'renegotiation', test);
      const tunnel = tunnelOf(vantage)!;
      const before = tunnel.carrier === 'tcp' ? 2 : 0;
      const expected = tunnel.rekeys[0]!.packets.map(({ after, direction, payload }) => {
        const packet = { time: after, direction, kind: HANDSHAKE, length: payload - before };
        return { ...packet, isAcknowledgement: isModelledAcknowledgement(packet) };
      });
      const later = real.filter(({ kind, time }) => kind === HANDSHAKE && time > 0);
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
