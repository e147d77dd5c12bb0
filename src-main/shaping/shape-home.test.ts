import { describe, expect, it } from 'vitest';
import { identifyHome } from '../home/identify';
import { type SketchedPacket, tableOf } from '../home/testing/table-of';
import { Random } from '../contract/random';
import { DUMMY } from '../contract/shaping';
import { parseShaping } from '../contract/shaping-text';
import { DATA, OUTBOUND } from '../contract/vantage';
import { viewHome } from '../vantage';
import { costOf } from './cost';
import { shapeHome } from './shape-home';

const router = 'a0:00:00:00:00:01/';
const lamp = '50:c7:bf:00:00:02/192.168.1.10';
const camera = '50:c7:bf:00:00:03/192.168.1.11';
const labels = ['02', '03'].map((end) => ({
  device: end === '02' ? 'lamp' : 'camera',
  mac: `50:c7:bf:00:00:${end}`,
  type: end === '02' ? 'lamp' : 'camera',
  kind: 'iot' as const,
}));

function homeOf(packets: number) {
  const random = new Random(3);
  let time = 1_700_000_000;
  const sketches = Array.from({ length: packets }, (): SketchedPacket => {
    time += random.exponential(0.5);
    const inner = random.integer(3) === 0 ? lamp : camera;
    const ends = [`${inner}:5000`, `${router}9.9.9.9:8883`] as const;
    const [from, to] = random.integer(2) === 0 ? ends : [ends[1], ends[0]];
    return { time, length: 60 + random.integer(1441), from, to };
  });
  return identifyHome(tableOf(sketches), { labels, vendors: { of: () => null } });
}

const home = homeOf(400);
const shaped = (text: string, vantage = 'wireguard' as Parameters<typeof shapeHome>[2]) =>
  shapeHome(home, parseShaping(text), vantage, 1);

describe('a shaped home', () => {
  it('has one length outside when all is padded to the largest', () => {
    for (const vantage of [
      'wireguard',
      'openvpn-udp-aes-256-gcm',
      'openvpn-udp-aes-128-cbc-sha1',
    ] as const) {
      const { view, kind } = viewHome(shaped('pad', vantage).home, vantage, 1);
      const lengths = new Set([...view.length].filter((_, i) => kind[i] === DATA));
      expect(lengths.size).toBe(1);
    }
  });

  it('keeps whose packet it is, and no one’s dummies', () => {
    const { home: after, traffic, original } = shaped('constant-rate:interval=0.05,devices=all');
    traffic.kind.forEach((kind, row) => {
      const source = traffic.source[row] as number;
      expect(after.device[row]).toBe(kind === DUMMY ? -1 : original.device[source]);
    });
  });

  it('behind NAPT has cover with the ports of its device', () => {
    const { view } = viewHome(shaped('stp:q=0.2', 'napt').home, 'napt', 1);
    expect(new Set(view.serverPort)).toEqual(new Set([8883]));
  });

  it('applies steps one after the other', () => {
    const { traffic } = shaped('pad:scheme=mtu+batch:period=1');
    expect(new Set(traffic.size).size).toBe(1);
    expect(costOf(shaped('none+jitter')).bytesRatio).toBe(1);
  });

  it('by the router alone leaves alone what comes in', () => {
    const { traffic, original } = shaped('pad:at=gateway+jitter:at=gateway');
    let changed = 0;
    traffic.source.forEach((source, row) => {
      const isSame =
        traffic.size[row] === original.packets.ipLength[source] &&
        traffic.time[row] === original.packets.time[source];
      if (traffic.direction[row] === OUTBOUND) changed += isSame ? 0 : 1;
      else expect(isSame).toBe(true);
    });
    expect(changed).toBeGreaterThan(100);
  });

  it.each([
    ['stp:at=gateway', 'wireguard'],
    ['pad:at=gateway', 'napt'],
    ['pad:at=pair', 'napt'],
  ] as const)('%s at %s is refused', (text, vantage) => {
    expect(() => shaped(text, vantage)).toThrow(/shaping-impossible/);
  });

  it('that would be too large is refused before it is made', () => {
    const long = homeOf(20);
    long.packets.time[19]! += 90 * 86_400;
    const steps = parseShaping('constant-rate:interval=0.002');
    expect(() => shapeHome(long, steps, 'wireguard', 1)).toThrow(/shaping-too-large/);
  });
});

describe('costs', () => {
  it.each([
    'pad',
    'jitter:max=0.3',
    'constant-rate:interval=0.05',
    'stp:rate=10',
    'dp:epsilon=5',
    'machine:preset=daita',
  ])('of %s are those of a recount', (text) => {
    const { traffic, before, original, home: after } = shaped(text);
    const cost = costOf(shaped(text));
    const total = (sizes: Iterable<number>): number =>
      [...sizes].reduce((sum, size) => sum + size, 0);
    expect(cost.bytesRatio).toBeCloseTo(
      total(after.packets.ipLength) / total(original.packets.ipLength),
      9,
    );
    expect(cost.packetsRatio).toBeCloseTo(traffic.count / before.count, 9);
    expect(cost.kinds.real).toBe(before.count);
    expect(cost.kinds.real + cost.kinds.dummy + cost.kinds.fragment).toBe(traffic.count);
    const delays = [...before.source.keys()].map((row) => {
      const leaves = [...traffic.time].filter(
        (_, i) => traffic.kind[i] !== DUMMY && traffic.source[i] === row,
      );
      return Math.max(...leaves) - (original.packets.time[row] as number);
    });
    expect(cost.latencySeconds.max).toBeCloseTo(Math.max(0, ...delays), 6);
    expect(cost.latencySeconds.mean).toBeCloseTo(total(delays) / delays.length, 5);
    const devices = cost.devices.reduce(
      (sum, one) =>
        sum +
        one.packetsRatio *
          before.owner.filter((owner) => original.devices[owner]?.device === one.device).length,
      0,
    );
    expect(devices + cost.homeDummies.packets).toBeCloseTo(traffic.count, 6);
  });

  it('tell a queue that grows', () => {
    expect(costOf(shaped('constant-rate:interval=1,size=128')).feasible).toBe(false);
    expect(costOf(shaped('constant-rate:interval=0.02')).feasible).toBe(true);
  });
});
