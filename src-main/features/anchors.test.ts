import { describe, expect, it } from 'vitest';
import { NON_IOT } from '../contract/home';
import type { PacketKind } from '../contract/learning';
import { Random } from '../contract/random';
import type { View } from '../contract/vantage';
import { AnchorTimes } from './anchor-times';
import { chooseAnchors } from './anchors';
import { wholeOf } from './each-packet';

const NEVER = 3600;

interface Sent {
  length: number;
  direction: number;
  port: number;
  label: number;
}

function viewOf(packets: readonly Sent[], withPorts: boolean): View {
  return {
    vantage: withPorts ? 'napt' : 'wireguard',
    count: packets.length,
    time: Float64Array.from(packets, (_, i) => i),
    length: Uint32Array.from(packets, ({ length }) => length),
    direction: Uint8Array.from(packets, ({ direction }) => direction),
    serverPort: withPorts ? Uint16Array.from(packets, ({ port }) => port) : null,
    protocols: withPorts ? new Uint8Array(packets.length) : null,
  };
}

/** A plug, a lamp and phones of all lengths; 100 and 200 are sent by both things, 300 by the plug alone. */
function homeOf(): Sent[] {
  const random = new Random(3);
  return Array.from({ length: 6000 }, () => {
    const label = [0, 1, 2, 2, 2, 2][random.integer(6)] as number;
    const own = [
      [100, 200, 300, 300],
      [100, 200, 200, 200],
    ][label];
    const length = own ? (own[random.integer(4)] as number) : 50 + random.integer(400);
    return { length, direction: 1, port: label === 1 ? 8883 : 443, label };
  });
}

describe('anchors', () => {
  const packets = homeOf();
  const labels = Uint16Array.from(packets, ({ label }) => label);
  const classes = ['plug', 'lamp', NON_IOT];

  it('are kinds that things send and phones seldom do', () => {
    const anchors = chooseAnchors(viewOf(packets, false), labels, classes);
    expect(anchors).toEqual(
      [100, 200, 300].map((length) => ({ length, direction: 1, serverPort: null })),
    );
  });

  it('behind NAPT are told apart by the server port', () => {
    const anchors = chooseAnchors(viewOf(packets, true), labels, classes);
    const lamp = anchors.filter(({ serverPort }) => serverPort === 8883);
    expect(lamp.map(({ length }) => length)).toEqual([100, 200]);
    expect(anchors).toContainEqual({ length: 300, direction: 1, serverPort: 443 });
  });

  it('are none of what is not learned from, nor where phones are alone', () => {
    const nothing = new Uint16Array(packets.length).fill(0xffff);
    expect(chooseAnchors(viewOf(packets, false), nothing, classes)).toEqual([]);
    const phones = new Uint16Array(packets.length).fill(2);
    expect(chooseAnchors(viewOf(packets, false), phones, classes)).toEqual([]);
  });

  it.each([false, true])('are as far away as a search by hand finds them, ports: %s', (ports) => {
    const random = new Random(8);
    const view = viewOf(packets.slice(0, 300), ports);
    let now = 0;
    for (let i = 0; i < view.count; i++) view.time[i] = now += random.between(0, 900) ** 2 / 900;
    const anchors = [...chooseAnchors(view, labels, classes), missing(ports)];
    const times = new AnchorTimes(view, anchors, wholeOf(view), NEVER);
    for (let i = 0; i < view.count; i++) {
      const given = new Float32Array(2 * anchors.length);
      expect(times.write(i, given, 0)).toBe(given.length);
      const expected = anchors.flatMap(({ length, direction, serverPort }) => {
        const alike = [...view.time.keys()].filter(
          (j) =>
            view.length[j] === length &&
            view.direction[j] === direction &&
            (serverPort === null || view.serverPort?.[j] === serverPort),
        );
        const away = (of: number[]): number =>
          Math.min(NEVER, ...of.map((j) => Math.abs(view.time[j]! - view.time[i]!)));
        return [away(alike.filter((j) => j < i)), away(alike.filter((j) => j > i))];
      });
      expect(given).toEqual(Float32Array.from(expected, (seconds) => Math.log1p(1000 * seconds)));
    }
  });
});

function missing(ports: boolean): PacketKind {
  return { length: 1500, direction: 0, serverPort: ports ? 443 : null };
}
