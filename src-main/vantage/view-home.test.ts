import { describe, expect, it } from 'vitest';
import { identifyHome } from '../home/identify';
import { type SketchedPacket, tableOf } from '../home/testing/table-of';
import { INBOUND, KEEPALIVE, OUTBOUND, type ViewWithOrigin } from '../contract/vantage';
import { parseVantage, viewHome } from '.';

const router = 'a0:00:00:00:00:01/';
const lamp = '50:c7:bf:00:00:02/192.168.1.10';
const vendors = { of: () => null };

function homeOf(packets: readonly SketchedPacket[]) {
  return identifyHome(tableOf(packets), { vendors });
}

const out = (time: number, length = 60): SketchedPacket => ({
  time,
  length,
  from: `${lamp}:5000`,
  to: `${router}9.9.9.9:8883`,
});
const back = (time: number, length = 60): SketchedPacket => ({
  time,
  length,
  from: `${router}9.9.9.9:8883`,
  to: `${lamp}:5000`,
});
const lan = (time: number): SketchedPacket => ({
  time,
  from: `${lamp}:1`,
  to: '50:c7:bf:00:00:09/192.168.1.11:2',
});

function packetsOf({ view, origin }: ViewWithOrigin) {
  return Array.from({ length: view.count }, (_, i) => ({
    time: view.time[i] as number,
    length: view.length[i],
    direction: view.direction[i],
    origin: origin[i] as number,
  }));
}

describe('behind NAPT', () => {
  const { view, origin } = viewHome(homeOf([out(0, 60), lan(1), back(2, 40)]), 'napt', 1);

  it('shows what crosses, at its IP length in an Ethernet frame', () => {
    expect(view.count).toBe(2);
    expect([...view.length]).toEqual([74, 54]);
    expect([...view.direction]).toEqual([OUTBOUND, INBOUND]);
    expect([...origin]).toEqual([0, 2]);
  });

  it('names the remote port in both directions', () => {
    expect([...(view.serverPort ?? [])]).toEqual([8883, 8883]);
  });

  it('has no field that could name a device', () => {
    expect(Object.keys(view).sort()).toEqual([
      'count',
      'direction',
      'length',
      'protocols',
      'serverPort',
      'time',
      'vantage',
    ]);
  });
});

describe('in a tunnel', () => {
  it('keeps every packet, in time order, each within 2 ms of its captured time', () => {
    const sketches = Array.from({ length: 500 }, (_, i) =>
      i % 3 ? out(i * 0.001) : back(i * 0.001),
    );
    const home = homeOf(sketches);
    const seen = packetsOf(viewHome(home, 'openvpn-udp-aes-256-gcm', 3));
    const data = seen.filter(({ origin }) => origin >= 0);
    expect(data.map(({ origin }) => origin).sort((a, b) => a - b)).toEqual([...sketches.keys()]);
    for (const { time, origin, direction } of data) {
      const delay = time - (home.packets.time[origin] as number);
      expect(Math.abs(delay)).toBeLessThanOrEqual(0.0021);
      expect(delay > 0).toBe(direction === OUTBOUND);
    }
    for (let i = 1; i < seen.length; i++) {
      expect(seen[i]!.time).toBeGreaterThanOrEqual(seen[i - 1]!.time);
    }
    for (const way of [INBOUND, OUTBOUND]) {
      const order = data.filter(({ direction }) => direction === way).map(({ origin }) => origin);
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
  });

  it('tells nothing but length, time and direction', () => {
    const { view } = viewHome(homeOf([out(0), back(1)]), 'wireguard', 1);
    expect([view.serverPort, view.protocols]).toEqual([null, null]);
  });

  it('gives the same view for the same seed and other delays for another', () => {
    const home = homeOf([out(0), back(1), out(2)]);
    const times = (seed: number) => [...viewHome(home, 'wireguard', seed).view.time];
    expect(times(5)).toEqual(times(5));
    expect(times(5)).not.toEqual(times(6));
  });

  it('sends an OpenVPN ping after ten seconds of silence, each end for itself', () => {
    const seen = packetsOf(viewHome(homeOf([out(0), out(35)]), 'openvpn-udp-aes-256-gcm', 1));
    const pings = seen.filter(({ origin, length }) => origin < 0 && length === 82);
    const outbound = pings.filter(({ direction }) => direction === OUTBOUND);
    expect(outbound.map(({ time }) => Math.round(time))).toEqual([10, 20, 30]);
    expect(pings.filter(({ direction }) => direction === INBOUND).length).toBe(3);
  });

  it('shakes hands for WireGuard at first and again after two minutes with something to send', () => {
    const sketches = [out(0), back(1), out(118), back(125), out(130), out(131)];
    const seen = packetsOf(viewHome(homeOf(sketches), 'wireguard', 1));
    const initiations = seen.filter(({ length, origin }) => origin < 0 && length === 190);
    expect(initiations.map(({ time }) => Math.round(time))).toEqual([-1, 130]);
    const responses = seen.filter(({ length, origin }) => origin < 0 && length === 134);
    expect(responses).toHaveLength(2);
  });

  it('lets nothing pass in WireGuard on a key of three minutes before hands are shaken', () => {
    const seen = packetsOf(
      viewHome(homeOf([out(0), back(500), out(501), out(900)]), 'wireguard', 1),
    );
    const around = (at: number) => seen.filter(({ time }) => Math.abs(time - at) < 0.5);
    // The peer has data at 500 s: it initiates, the home responds, then the data comes.
    expect(around(500).map(({ length, direction }) => [length, direction])).toEqual([
      [190, INBOUND],
      [134, OUTBOUND],
      [138, INBOUND],
    ]);
    expect(around(501)).toHaveLength(1);
    expect(around(900).map(({ length, direction }) => [length, direction])).toEqual([
      [190, OUTBOUND],
      [134, INBOUND],
      [138, OUTBOUND],
    ]);
  });

  it('answers for WireGuard once when it has nothing to say for ten seconds', () => {
    const seen = packetsOf(viewHome(homeOf([out(0), back(1), back(60)]), 'wireguard', 1));
    const keepalives = seen.filter(({ length, origin }) => origin < 0 && length === 74);
    expect(keepalives.map(({ time, direction }) => [Math.round(time), direction])).toEqual([
      [11, OUTBOUND],
    ]);
  });

  it('fills an hour of a pause of a year with keepalives, then comes up anew', () => {
    const year = 365 * 86400;
    const seen = viewHome(homeOf([out(0), out(year)]), 'openvpn-udp-aes-256-gcm', 1);
    const { view, kind } = seen;
    const pings = kind.filter((one) => one === KEEPALIVE).length;
    // Every ten seconds, each end.
    expect(pings).toBeGreaterThan(710);
    expect(pings).toBeLessThanOrEqual(722);
    const isQuiet = (time: number) => time > 3611 && time < year - 2;
    expect(view.time.some(isQuiet)).toBe(false);
    const resets = view.length.filter(
      (length, i) => length === 56 && view.direction[i] === OUTBOUND,
    );
    expect(resets).toHaveLength(2);
  });
});

describe('what cannot be viewed', () => {
  it('names the vantages there are', () => {
    expect(() => parseVantage('tor')).toThrow(/vantage-unknown.*napt/);
  });

  it('says when nothing reaches the Internet', () => {
    expect(() => viewHome(homeOf([lan(0)]), 'napt', 1)).toThrow(/no-internet-packets/);
  });
});
