import { Random } from '../../src-main/contract/random';
import { type TenSeconds, tenSecondsSchema, WITHIN } from '../../src-main/contract/ten-seconds';
import { HANDSHAKE, INBOUND, OUTBOUND, vantageNames } from '../../src-main/contract/vantage';
import { fixtureHiding, fixtureLengths } from './fixture-hiding';
import { homeDevices } from './fixture-home';

const start = 1_562_011_200;
const hours = 10;

export interface SecondsOptions {
  simulated?: boolean;
  /** Packets inside; 0: nobody sent anything. */
  packets?: number;
  /** Of all packets of the span, listed or not. */
  all?: number;
  devices?: number;
}

/** Ten invented seconds that hang together: what is outside carries what is inside. */
export function fixtureSeconds(options: SecondsOptions = {}): TenSeconds {
  const { packets = 180, simulated = false } = options;
  const random = new Random(7);
  const names = homeDevices.slice(0, options.devices ?? 12);
  const servers = ['203.0.113.7', '198.51.100.21', '192.0.2.80', '2001:db8::17', '203.0.113.90'];
  const rows = Array.from({ length: packets }, (_, i) => {
    const device = Math.floor(names.length * random.uniform() ** 2);
    const within = i % 9 === 4;
    const server = random.integer(servers.length);
    return {
      time: Number((random.uniform() * 9.99).toFixed(6)),
      device,
      peer: within ? servers.length + (device % 2) : server,
      port: within ? 5353 : [443, 8883, 123, 53, 443][server]!,
      length: random.uniform() < 0.4 ? 1514 : 66 + random.integer(300),
      way: within ? WITHIN : random.uniform() < 0.55 ? INBOUND : OUTBOUND,
      protocols: within ? 0b1010001 : server === 3 ? 0b1010010 : 0b1101000,
      flags: within || server === 3 ? 0 : 0b11000,
    };
  }).sort((a, b) => a.time - b.time);
  const crossing = rows.flatMap((row, i) => (row.way === WITHIN ? [] : [{ ...row, i }]));
  const tunnel = [
    ...crossing.map(({ time, length, way, i }) => ({
      time: Math.max(0, time + (way === OUTBOUND ? 0.001 : -0.001)),
      length: Math.min(1494, 74 + 16 * Math.ceil((length - 14) / 16)),
      way,
      carries: i,
      kind: 0,
    })),
    { time: 3.2, length: 190, way: OUTBOUND, carries: -1, kind: HANDSHAKE },
    { time: 3.23, length: 134, way: INBOUND, carries: -1, kind: HANDSHAKE },
  ].sort((a, b) => a.time - b.time);
  const column = <R, K extends keyof R>(of: readonly R[], name: K): R[K][] =>
    of.map((row) => row[name]);
  return tenSecondsSchema.parse({
    simulated,
    start,
    end: start + hours * 3600,
    activity: {
      stepSeconds: (hours * 3600) / 400,
      crossing: Array.from({ length: 400 }, (_, i) =>
        Math.round((i % 57 < 9 ? 900 : 60) * (0.4 + random.uniform())),
      ),
      lan: Array.from({ length: 400 }, () => random.integer(40)),
    },
    moments: [
      { reason: 'interaction', from: start + 7201, device: 'door-lock', interaction: 'unlock' },
      { reason: 'many-devices', from: start + 9000, device: null, interaction: null },
      { reason: 'handshake', from: start + 3598, device: null, interaction: null },
    ],
    vantage: 'wireguard',
    hiding: fixtureHiding('wireguard'),
    everywhere: vantageNames.filter((name) => name !== 'lan').map(fixtureLengths),
    span: { from: start + 7201, seconds: 10 },
    devices: names.map(({ name, type }) => ({
      name,
      kind: type === 'non-iot' ? 'non-iot' : 'iot',
    })),
    peers: [...servers, '224.0.0.251', names[1]!.name],
    inside: {
      time: column(rows, 'time'),
      device: column(rows, 'device'),
      peer: column(rows, 'peer'),
      port: column(rows, 'port'),
      length: column(rows, 'length'),
      way: column(rows, 'way'),
      protocols: column(rows, 'protocols'),
      flags: column(rows, 'flags'),
    },
    router: {
      time: column(crossing, 'time'),
      length: column(crossing, 'length'),
      way: column(crossing, 'way'),
      carries: column(crossing, 'i'),
      kind: crossing.map(() => 0),
    },
    tunnel: {
      time: column(tunnel, 'time'),
      length: column(tunnel, 'length'),
      way: column(tunnel, 'way'),
      carries: column(tunnel, 'carries'),
      kind: column(tunnel, 'kind'),
    },
    packets: { inside: options.all ?? packets, router: crossing.length, tunnel: tunnel.length },
  });
}
