import { describe, expect, it } from 'vitest';
import {
  HANDSHAKE,
  INBOUND,
  KEEPALIVE,
  outerKinds,
  OUTBOUND,
  perceived,
} from '../../contract/vantage';
import { WITHIN } from '../../contract/ten-seconds';
import { identifyHome } from '../../home/identify';
import { type SketchedPacket, tableOf } from '../../home/testing/table-of';
import { activityOf, boundsOf, momentsOf, sidesOf, viewHome } from '..';

const router = 'a0:00:00:00:00:01/';
const lamp = '50:c7:bf:00:00:02/192.168.1.10';
const plug = '50:c7:bf:00:00:03/192.168.1.11';
const start = 1_000_000;

const to = (time: number, from: string, length = 60): SketchedPacket => ({
  time: start + time,
  length,
  from: `${from}:5000`,
  to: `${router}9.9.9.9:8883`,
  tcpPayload: length - 40,
  protocols: 0b1101000,
});
const from = (time: number, length: number): SketchedPacket => ({
  time: start + time,
  length,
  from: `${router}9.9.9.9:8883`,
  to: `${lamp}:5000`,
  tcpPayload: length - 40,
});
const lan = (time: number): SketchedPacket => ({
  time: start + time,
  length: 90,
  from: `${lamp}:1`,
  to: `${plug}:7`,
});

const home = identifyHome(
  tableOf([to(0, lamp), to(20, lamp, 61), lan(21), from(22, 1500), to(23, plug), to(40, lamp)]),
  { vendors: { of: () => null } },
);
const napt = viewHome(home, 'napt', 1);
const wireguard = viewHome(home, 'wireguard', 1);
const sides = sidesOf(home, napt, wireguard, { from: start + 20, seconds: 10 });

describe('the same seconds', () => {
  it('have inside what everybody sent, LAN and all', () => {
    const { inside, peers, devices } = sides;
    expect(sides.packets).toMatchObject({ inside: 4, router: 3 });
    expect(inside.time).toEqual([0, 1, 2, 3]);
    expect(inside.length).toEqual([75, 104, 1514, 74]);
    expect(inside.way).toEqual([OUTBOUND, WITHIN, INBOUND, OUTBOUND]);
    expect(inside.port).toEqual([8883, 7, 8883, 8883]);
    expect(inside.protocols[0]).toBe(0b1101000);
    const name = (mac: string) => home.devices.find((device) => device.mac === mac)!.name;
    const [lampName, plugName] = [name('50:c7:bf:00:00:02'), name('50:c7:bf:00:00:03')];
    expect(inside.device.map((index) => devices[index]!.name)).toEqual([
      lampName,
      lampName,
      lampName,
      plugName,
    ]);
    expect(inside.peer.map((index) => peers[index])).toEqual([
      '9.9.9.9',
      plugName,
      '9.9.9.9',
      '9.9.9.9',
    ]);
  });

  it('have behind NAPT what crosses, each at its own length', () => {
    expect(sides.router.carries).toEqual([0, 2, 3]);
    expect(sides.router.length).toEqual([75, 1514, 74]);
    expect(sides.router.time).toEqual([0, 2, 3]);
  });

  it('have outside the tunnel its parts, and whose they are', () => {
    const data = sides.tunnel.kind.map((kind) => outerKinds[kind] === 'data');
    // 61 is padded to 64: 74 + 64. 1500 with 1460 of payload is cut to 1420 (1494) and 120 (74 + 128).
    const seen = sides.tunnel.length.filter((_, i) => data[i]);
    expect(seen).toEqual([138, 1494, 202, 138]);
    expect(sides.tunnel.carries.filter((_, i) => data[i])).toEqual([0, 2, 2, 3]);
    for (const [i, carried] of sides.tunnel.carries.entries()) {
      if (carried < 0) continue;
      const later = sides.tunnel.time[i]! - sides.inside.time[carried]!;
      // Outbound after, inbound before, as by the wire.
      if (sides.tunnel.way[i] === OUTBOUND) expect(later).toBeGreaterThan(0);
      else expect(later).toBeLessThan(0);
      expect(Math.abs(later)).toBeLessThan(0.003);
    }
  });

  it('mark the tunnel’s own packets', () => {
    const { tunnel } = sidesOf(home, napt, wireguard, { from: start - 2, seconds: 4 });
    const kinds = tunnel.kind.map((kind) => outerKinds[kind]);
    expect(kinds).toEqual(['handshake', 'handshake', 'data']);
    // WireGuard's initiation of 148 and response of 92 bytes, with 42 of headers.
    expect(tunnel.length.slice(0, 2)).toEqual([190, 134]);
    expect(tunnel.carries).toEqual([-1, -1, 0]);
  });
});

describe('where to look', () => {
  it('have each record of a stream once, beside its bare segments', () => {
    const stream = viewHome(home, 'openvpn-tcp-aes-256-gcm', 1);
    const { tunnel } = sidesOf(home, napt, stream, { from: start - 2, seconds: 60 });
    const { kind } = perceived(stream);
    for (const own of [HANDSHAKE, KEEPALIVE]) {
      const records = [...kind].filter((one) => one === own).length;
      expect(records).toBeGreaterThan(0);
      expect(tunnel.kind.filter((one) => one === own)).toHaveLength(records);
    }
  });

  it('knows how much went on', () => {
    const { stepSeconds, crossing, lan: within } = activityOf(home, boundsOf(home));
    expect(stepSeconds).toBe(1);
    expect(crossing).toHaveLength(41);
    expect(crossing.flatMap((count, i) => (count > 0 ? [i] : []))).toEqual([0, 20, 22, 23, 40]);
    expect(within.flatMap((count, i) => (count > 0 ? [i] : []))).toEqual([21]);
  });

  it('begins where most devices speak', () => {
    const [first] = momentsOf(home, wireguard, []);
    expect(first).toMatchObject({ reason: 'many-devices', from: start + 20 });
  });

  it('begins with the interaction that shows most, and tells who did what', () => {
    const device = home.devices[0]!.device;
    const moments = momentsOf(home, wireguard, [
      { time: start + 22, device, interaction: 'on', resolution: 'second' },
      { time: start + 90, device: 'another', interaction: 'on', resolution: 'second' },
    ]);
    expect(moments.filter(({ reason }) => reason === 'interaction')).toEqual([
      {
        reason: 'interaction',
        from: start + 20,
        device: home.devices[0]!.name,
        interaction: 'on',
      },
    ]);
    expect(moments[0]!.reason).toBe('interaction');
  });
});
