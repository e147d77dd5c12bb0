import { describe, expect, it } from 'vitest';
import { DATA, HANDSHAKE, INBOUND, KEEPALIVE, OUTBOUND } from '../../contract/vantage';
import { tableOf } from '../../home/testing/table-of';
import type { OuterSink } from '../tunnels/carrier';
import { espGcm } from '../tunnels/esp-format';
import { ipsecEsp } from '../tunnels/ipsec';
import type { Tunnel } from '../tunnels/tunnel';
import { TunnelEnd } from './tunnel-view';
import { tunnelOf } from '../tunnels/tunnels';

const of = (name: Tunnel['name']): Tunnel => tunnelOf(name) as Tunnel;
const router = 'a0:00:00:00:00:01/9.9.9.9:443';
const lamp = '50:c7:bf:00:00:02/192.168.1.10:5000';

interface Row {
  time: number;
  length: number;
  direction: number;
  kind: number;
}

/** What passes when the home sends and receives at these times; negative ones are received. */
function through(tunnel: Tunnel, times: readonly number[], length = 100): Row[] {
  const rows: Row[] = [];
  const outer: OuterSink = {
    add: (time, bytes, direction, _, kind) => rows.push({ time, length: bytes, direction, kind }),
  };
  const table = tableOf(
    times.map((time) => ({ time: Math.abs(time), from: lamp, to: router, length })),
  );
  const end = new TunnelEnd(tunnel, 1, outer, { add: () => undefined });
  times.forEach((time, row) => end.pass(table, row, time < 0 ? INBOUND : OUTBOUND, row));
  end.finish();
  return rows.sort((a, b) => a.time - b.time);
}

/** Every so many seconds a packet each way. */
function every(seconds: number, until: number): number[] {
  const count = Math.floor(until / seconds);
  return Array.from({ length: count }, (_, i) => [(i + 1) * seconds, -(i + 1) * seconds]).flat();
}

/** UDP payloads of one kind, in order, those received negative. */
function payloads(rows: readonly Row[], kind: number): number[] {
  const found = rows.filter((row) => row.kind === kind);
  return found.map(({ length, direction }) => (direction === OUTBOUND ? 1 : -1) * (length - 42));
}

describe('OpenVPN', () => {
  const gcm = of('openvpn-udp-aes-256-gcm');

  it('renews its keys within the hour, and the server begins', () => {
    const rows = through(gcm, every(5, 7000)).filter(({ kind }) => kind === HANDSHAKE);
    const resets = rows.filter(({ length }) => length - 42 === 54);
    expect(resets.map(({ direction }) => direction)).toEqual(resets.map(() => INBOUND));
    // 3600 s less at most a tenth, counted from one second before the first packet, at 5 s.
    const [first, second] = resets.map(({ time }) => time);
    expect(first! - 4).toBeGreaterThan(3240);
    expect(first! - 4).toBeLessThanOrEqual(3600);
    if (second !== undefined) expect(second - first!).toBeGreaterThan(3240);
    const renewal = rows.filter(({ time }) => Math.abs(time - first!) < 1);
    expect(payloads(renewal, HANDSHAKE)).toEqual([
      -54, 66, -62, 343, -1239, 1262, 172, -232, -278, 70, 74,
    ]);
  });

  it('pings only where nothing was sent for ten seconds', () => {
    expect(payloads(through(gcm, every(9, 900)), KEEPALIVE)).toEqual([]);
    // The home sends each second, the other end never: it alone pings, ten seconds after the handshake, whose
    // last packet it sent at 0.1 s, and so on until 90.1 s.
    const sending = Array.from({ length: 100 }, (_, i) => i + 1);
    const pings = payloads(through(gcm, sending), KEEPALIVE);
    expect(pings).toEqual(Array.from({ length: 9 }, () => -40));
  });

  it('renews keys of ciphers with small blocks after 64 MiB as well, those of others not', () => {
    const many = Array.from({ length: 50_000 }, (_, i) => (i + 1) * 0.001);
    const resets = (name: Tunnel['name']) =>
      payloads(through(of(name), many, 1400), HANDSHAKE).filter((payload) => payload === -54);
    // 1400 bytes inside are 4 + 20 + 8 + 8 * 176 = 1440; 64 MiB are 46,603 of them.
    expect(resets('openvpn-udp-bf-cbc-sha1')).toHaveLength(1);
    expect(resets('openvpn-udp-des-ede3-cbc-sha1')).toHaveLength(1);
    expect(resets('openvpn-udp-aes-128-cbc-sha1')).toHaveLength(0);
  });
});

describe('WireGuard', () => {
  it('confirms a renewed key by an empty packet', () => {
    const rows = through(of('wireguard'), [0, -0.5, 130, -130.5, 131, -131.5]);
    const renewal = rows.filter(({ time, kind }) => time > 129 && time < 130.4 && kind !== DATA);
    expect(payloads(renewal, HANDSHAKE)).toEqual([148, -92]);
    expect(payloads(renewal, KEEPALIVE)).toEqual([32]);
  });
});

describe('IPsec', () => {
  const esp = of('ipsec-esp-aes-256-gcm');
  const inUdp = ipsecEsp('ipsec-esp-aes-256-gcm', espGcm, true);

  it('comes up by IKE over UDP, then sends ESP', () => {
    const rows = through(esp, [10]);
    expect(payloads(rows, HANDSHAKE)).toEqual([232, -265, 312, -247]);
    // 100 bytes inside: 20 + 8 + 8 + 104 + 16 behind 14.
    expect(rows.filter(({ kind }) => kind === DATA).map(({ length }) => length)).toEqual([170]);
  });

  it('renews the keys of ESP within the hour, those of IKE within four', () => {
    const rows = through(esp, every(20, 14_500));
    const found = payloads(rows, HANDSHAKE).slice(4);
    expect(found.filter((payload) => payload === 241).length).toBe(4);
    expect(found.filter((payload) => payload === 185).length).toBe(1);
    const request = rows.findIndex(({ length, kind }) => kind === HANDSHAKE && length === 42 + 241);
    const exchange = rows
      .slice(request)
      .filter(({ kind }) => kind === HANDSHAKE)
      .slice(0, 4);
    expect(payloads(exchange, HANDSHAKE)).toEqual([241, -229, 73, -73]);
  });

  it('asks whether the other end is there when nothing came from it for half a minute', () => {
    const sending = Array.from({ length: 100 }, (_, i) => i + 1);
    expect(payloads(through(esp, sending), KEEPALIVE)).toEqual([61, -61, 61, -61, 61, -61]);
    expect(payloads(through(esp, every(20, 400)), KEEPALIVE)).toEqual([]);
  });

  it('keeps a NAT’s mapping by one byte after twenty silent seconds, in UDP alone', () => {
    const receiving = Array.from({ length: 9 }, (_, i) => -10 * (i + 1));
    expect(payloads(through(inUdp, receiving), KEEPALIVE)).toEqual([1, 1, 1, 1]);
    expect(payloads(through(esp, receiving), KEEPALIVE)).toEqual([]);
    const [data] = through(inUdp, [10]).filter(({ kind }) => kind === DATA);
    expect(data?.length).toBe(178);
  });
});
