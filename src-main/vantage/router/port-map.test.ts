import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { linuxTimeouts, tcpStateAfter, type TcpState } from './connection-timeouts';
import { type Mapped, PortMap } from './port-map';

const [lamp, plug, hub] = [1, 2, 3];
const [one, two] = [10, 11];
const [FIN, SYN, RST, ACK] = [1, 2, 4, 16];

const packet = (given: Partial<Mapped> = {}): Mapped => ({
  ...{ time: 0, protocol: 17, own: lamp, ownPort: 5000, server: one, serverPort: 443 },
  ...{ outbound: true, tcpFlags: 0 },
  ...given,
});

describe('the ports of a gateway', () => {
  it("are the device's own, where no other connection to that server has them", () => {
    const map = new PortMap();
    expect(map.portOf(packet())).toBe(5000);
    // Another server, another port of the server, another protocol: each is another connection.
    expect(map.portOf(packet({ own: plug, server: two }))).toBe(5000);
    expect(map.portOf(packet({ own: hub, serverPort: 80 }))).toBe(5000);
    expect(map.portOf(packet({ own: hub, protocol: 6, tcpFlags: SYN }))).toBe(5000);
    const other = map.portOf(packet({ own: plug }));
    expect(other).not.toBe(5000);
    expect(map.portOf(packet({ own: plug, outbound: false }))).toBe(other);
  });

  it.each([
    [80, 1, 511],
    [511, 1, 511],
    [512, 600, 1023],
    [1023, 600, 1023],
    [1024, 1024, 65_535],
  ])('are of the range of %i where that is taken: %i to %i', (ownPort, least, most) => {
    const map = new PortMap();
    const given = Array.from({ length: 200 }, (_, own) => map.portOf(packet({ own, ownPort })));
    expect(given[0]).toBe(ownPort);
    expect(new Set(given).size).toBe(200);
    expect(Math.min(...given.slice(1))).toBeGreaterThanOrEqual(least);
    expect(Math.max(...given.slice(1))).toBeLessThanOrEqual(most);
  });

  it('are the same towards another server, even when the own one would be free there', () => {
    const map = new PortMap();
    map.portOf(packet());
    const other = map.portOf(packet({ own: plug }));
    expect(map.portOf(packet({ own: plug, server: two }))).toBe(other);
  });

  it('are all new where they are random, and the same for the same seed', () => {
    const ports = (seed: number): number[] => {
      const map = new PortMap('random', seed);
      return [one, two].map((server) => map.portOf(packet({ server })));
    };
    expect(new Set([5000, ...ports(1)]).size).toBe(3);
    expect(ports(1)).toEqual(ports(1));
    expect(ports(1)).not.toEqual(ports(2));
  });
});

describe('a connection that is idle', () => {
  /** Whether another device has the port after so many seconds of silence. */
  function isGivenUp(packets: readonly Mapped[], after: number): boolean {
    const map = new PortMap();
    for (const one of packets) map.portOf(one);
    const { time, protocol } = packets.at(-1)!;
    return map.portOf(packet({ own: plug, protocol, tcpFlags: SYN, time: time + after })) === 5000;
  }
  const back = (given: Partial<Mapped> = {}): Mapped => packet({ outbound: false, ...given });
  const tcp = (tcpFlags: number, outbound = true): Mapped =>
    packet({ protocol: 6, tcpFlags, outbound });
  const open = [tcp(SYN), tcp(SYN | ACK, false), tcp(ACK)];

  it.each([
    ['UDP without an answer', [packet()], 30],
    ['UDP that was answered at once', [packet(), back({ time: 1 })], 30],
    ['UDP that goes on', [packet(), back({ time: 1 }), packet({ time: 3 })], 120],
    ['TCP that was not accepted', [tcp(SYN)], 120],
    ['TCP that was accepted', open.slice(0, 2), 60],
    ['TCP that is open', open, 432_000],
    ['TCP that was there before', [tcp(ACK)], 432_000],
    ['TCP that one end closed', [...open, tcp(FIN | ACK)], 120],
    ['TCP that one end closed, acknowledged', [...open, tcp(FIN | ACK), tcp(ACK, false)], 60],
    ['TCP that both closed', [...open, tcp(FIN | ACK), tcp(FIN | ACK, false)], 30],
    ['TCP that is over', [...open, tcp(FIN | ACK), tcp(FIN | ACK, false), tcp(ACK)], 120],
    ['TCP that was reset', [...open, tcp(RST, false)], 10],
  ] as const)('%s is given up when Linux does', (_, packets, seconds) => {
    expect(isGivenUp(packets, seconds - 0.1)).toBe(false);
    expect(isGivenUp(packets, seconds)).toBe(true);
  });

  it('stays closed whatever is sent again', () => {
    const states: TcpState[] = ['timeWait', 'close'];
    for (const state of states) expect(tcpStateAfter(state, FIN | ACK, false)).toBe(state);
    expect(tcpStateAfter('timeWait', SYN, false)).toBe('synSent');
  });
});

const names: Record<keyof typeof linuxTimeouts, string> = {
  udp: 'udp_timeout',
  udpStream: 'udp_timeout_stream',
  synSent: 'tcp_timeout_syn_sent',
  synReceived: 'tcp_timeout_syn_recv',
  established: 'tcp_timeout_established',
  finWait: 'tcp_timeout_fin_wait',
  closeWait: 'tcp_timeout_close_wait',
  lastAck: 'tcp_timeout_last_ack',
  timeWait: 'tcp_timeout_time_wait',
  close: 'tcp_timeout_close',
};

/** What this machine's kernel gives connections; null where it tracks none. */
function timeoutsOfKernel(): Record<string, number> | null {
  try {
    return Object.fromEntries(
      Object.entries(names).map(([key, name]) => [
        key,
        Number(readFileSync(`/proc/sys/net/netfilter/nf_conntrack_${name}`, 'utf8')),
      ]),
    );
  } catch {
    return null;
  }
}

const kernel = timeoutsOfKernel();
const skip = kernel ? '' : ' (skipped: this kernel tracks no connections)';

describe.skipIf(!kernel)(`the kernel of this machine${skip}`, () => {
  it('gives connections up after the same times', () => {
    expect(kernel).toEqual(linuxTimeouts);
  });
});
