import { describe, expect, it } from 'vitest';
import { identifyHome } from '../../home/identify';
import { type SketchedMessage, type SketchedPacket, tableOf } from '../../home/testing/table-of';
import { selectRows } from '../../packets';
import { summariseView, viewHome, viewLive } from '..';

const gateway = 'a0:00:00:00:00:01';
const router = `${gateway}/192.168.1.1`;
const lamp = '50:c7:bf:00:00:02/192.168.1.10';
const plug = '50:c7:bf:00:00:03/192.168.1.11';
const pihole = '50:c7:bf:00:00:04/192.168.1.53';
const dnsBits = 0b1010010;
const AAAA = 28;

const traffic: SketchedPacket = {
  time: 0,
  from: `${lamp}:5000`,
  to: `${gateway}/9.9.9.9:443`,
  tcpPayload: 40,
};

interface Asked extends Omit<SketchedMessage, 'kind'> {
  readonly who?: string;
  readonly whom?: string;
  readonly length?: number;
}

const defaults = { who: lamp, whom: router, name: 'a.example.com', type: 1, id: 7 };

function ask(time: number, asked: Asked = {}): SketchedPacket {
  const { who, whom, length = 60, ...said } = { ...defaults, ...asked };
  const says = { kind: 'dns-question', ...said } as const;
  return { time, length, from: `${who}:4000`, to: `${whom}:53`, protocols: dnsBits, says };
}

function answer(time: number, asked: Asked = {}): SketchedPacket {
  const { who, whom, length = 120, ...said } = { ...defaults, ttl: 60, ...asked };
  const says = { kind: 'dns-answer', ...said } as const;
  return { time, length, from: `${whom}:53`, to: `${who}:4000`, protocols: dnsBits, says };
}

function homeOf(packets: readonly SketchedPacket[]) {
  return identifyHome(tableOf([traffic, ...packets]), { vendors: { of: () => null } });
}

/** The packets between router and provider that are DNS, as `time way length`. */
function upstream(...packets: SketchedPacket[]): string[] {
  const { view, origin } = viewHome(homeOf(packets), 'napt', 1);
  const lines: string[] = [];
  for (let i = 0; i < view.count; i++) {
    if (view.protocols?.[i] !== dnsBits) continue;
    expect(view.serverPort?.[i]).toBe(53);
    expect(view.time[i]).toBe(origin[i]! === 0 ? 0 : packets[origin[i]! - 1]!.time);
    lines.push(`${view.time[i]} ${view.direction[i] === 1 ? 'out' : 'in'} ${view.length[i]}`);
  }
  return lines;
}

describe('a router that resolves for the home', () => {
  it('asks its provider in the same words: the message, 28 bytes of IP and UDP, Ethernet', () => {
    const packets = [ask(1, { length: 28 + 31 }), answer(1.02, { length: 28 + 95 })];
    expect(upstream(...packets)).toEqual(['1 out 73', '1.02 in 137']);
  });

  it('answers from what it keeps until the TTL is over, whoever asks', () => {
    const second = { who: plug, id: 8 };
    expect(
      upstream(
        ...[ask(1), answer(2, { ttl: 60 })],
        ...[ask(30, second), answer(30.001, { ...second, ttl: 32 })],
        ...[ask(61.9), answer(61.901)],
        ...[ask(62), answer(62.03)],
      ),
    ).toEqual(['1 out 74', '2 in 134', '62 out 74', '62.03 in 134']);
  });

  it('asks for A and AAAA apart', () => {
    expect(
      upstream(ask(1), ask(1.001, { type: AAAA }), answer(1.02), answer(1.03, { type: AAAA })),
    ).toEqual(['1 out 74', '1.001 out 74', '1.02 in 134', '1.03 in 134']);
  });

  it('keeps no answer without a TTL: errors, truncated ones, negative ones without an SOA', () => {
    expect(upstream(ask(1), answer(1.02, { ttl: 0 }), ask(2), answer(2.02, { ttl: 0 }))).toEqual([
      ...['1 out 74', '1.02 in 134'],
      ...['2 out 74', '2.02 in 134'],
    ]);
  });

  it('keeps addresses, aliases and services, not what dnsmasq passes on, such as HTTPS records', () => {
    const https = { type: 65 };
    expect(upstream(ask(1, https), answer(1.02, https), ask(2, https))).toHaveLength(3);
    const service = { type: 33 };
    expect(upstream(ask(1, service), answer(1.02, service), ask(2, service))).toHaveLength(2);
  });

  it('asks once for all who wait, and again when it has waited for ten seconds', () => {
    expect(
      upstream(
        ...[ask(1), ask(4), ask(5, { who: plug }), ask(11.5)],
        ...[answer(11.6), answer(11.6, { who: plug })],
      ),
    ).toEqual(['1 out 74', '11.5 out 74', '11.6 in 134']);
  });

  it('knows a question whose name was not captured by its number, and keeps nothing of it', () => {
    const cut = { name: undefined };
    expect(
      upstream(ask(1, cut), answer(1.02, { ...cut, who: plug }), answer(1.03, cut), ask(2, cut)),
    ).toEqual(['1 out 74', '1.03 in 134', '2 out 74']);
  });

  it('asks nobody for names of the home', () => {
    const names = [
      ...['printer', 'printer.lan', 'box.local', 'x.home.arpa', 'localhost'],
      ...['10.1.168.192.in-addr.arpa', '1.0.16.172.in-addr.arpa', '9.9.10.in-addr.arpa'],
      ...['1.0.0.0.d.f.ip6.arpa', '1.0.8.e.f.ip6.arpa'],
    ];
    for (const name of names) expect(upstream(ask(1, { name })), name).toEqual([]);
    const foreign = ['x.lan.example.com', '9.9.9.9.in-addr.arpa', '1.0.32.172.in-addr.arpa'];
    for (const name of foreign) expect(upstream(ask(1, { name })), name).toHaveLength(1);
  });

  it('passes all of TCP on, by which clients ask what was truncated', () => {
    const way = { tcpPayload: 30, protocols: dnsBits, length: 70 };
    expect(
      upstream(
        { time: 1, from: `${lamp}:4000`, to: `${router}:53`, ...way },
        { time: 2, from: `${router}:53`, to: `${lamp}:4000`, ...way },
      ),
    ).toEqual(['1 out 84', '2 in 84']);
  });

  it('has no part in what is asked elsewhere', () => {
    const direct = { whom: `${gateway}/8.8.8.8` };
    expect(upstream(ask(1, direct), answer(1.02, direct), ask(2, direct))).toHaveLength(3);
    expect(upstream(ask(1, { whom: pihole }), answer(1.02, { whom: pihole }))).toEqual([]);
  });

  it('forgets what it kept when the clock is set back', () => {
    const { packets } = homeOf([ask(5000), answer(5001, { ttl: 600 }), ask(10), answer(11)]);
    const live = viewLive('napt', 1);
    const home = identifyHome(packets, { vendors: { of: () => null } });
    const { internet } = live.add(packets, home, home.device);
    expect([...internet]).toEqual([1, 1, 1, 1, 1]);
  });
});

describe('the packets of a router that resolves', () => {
  const packets = [ask(1), answer(1.02), ask(2), answer(2.001), ask(90, { who: plug })];
  const home = homeOf(packets);

  it('are owed to the device that asked', () => {
    const { view, origin } = viewHome(home, 'napt', 1);
    const owners = Array.from(origin, (row) => home.devices[home.device[row]!]?.mac);
    expect(view.count).toBe(4);
    expect(owners.map((mac) => mac?.slice(-2))).toEqual(['02', '02', '02', '03']);
  });

  it('go through the tunnel as well', () => {
    const { view, origin } = viewHome(home, 'openvpn-udp-aes-256-gcm', 1);
    const carried = Array.from(origin, (row, i) => [row, view.length[i]]).filter(
      ([row]) => row! > 0,
    );
    // 24 bytes of OpenVPN, 42 of UDP, IP and Ethernet.
    expect(carried).toEqual([
      [1, 60 + 66],
      [2, 120 + 66],
      [5, 60 + 66],
    ]);
  });

  it('are not among those that stay unseen', () => {
    expect(summariseView(home, viewHome(home, 'napt', 1)).hiddenLanPackets).toBe(2);
  });

  it('are the same live, in batches of any size', () => {
    for (const size of [1, 2, 4]) {
      const live = viewLive('napt', 1);
      for (let from = 0; from < home.packets.count; from += size) {
        const rows = [...home.packets.time.keys()].slice(from, from + size);
        const batch = selectRows(home.packets, rows);
        const whose = {
          direction: home.direction.slice(from, from + size),
          internet: home.internet.slice(from, from + size),
          gateway: home.gateway,
        };
        live.add(batch, whose, Int32Array.from(rows));
      }
      expect(live.snapshot()).toEqual(viewHome(home, 'napt', 1));
    }
  });
});
