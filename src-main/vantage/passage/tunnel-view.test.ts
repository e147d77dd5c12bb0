import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACKNOWLEDGEMENT,
  DATA,
  INBOUND,
  OUTBOUND,
  perceived,
  type ViewWithOrigin,
} from '../../contract/vantage';
import { selectRows } from '../../packets';
import { tunnelFrames, viewHome, viewLive } from '..';
import { randomHome } from '../testing/random-home';
import { tunnels } from '../tunnels/tunnels';

const anyHome = fc
  .tuple(fc.integer({ min: 1, max: 400 }), fc.integer())
  .map(([packets, seed]) => randomHome(packets, seed));
const runs = { numRuns: 20 };
const all = tunnels.map((tunnel) => [tunnel.name, tunnel] as const);

function rowsOf({ view, origin, kind }: ViewWithOrigin) {
  return Array.from({ length: view.count }, (_, i) => ({
    time: view.time[i] as number,
    length: view.length[i] as number,
    direction: view.direction[i] as number,
    origin: origin[i] as number,
    kind: kind[i] as number,
  }));
}

describe.each(all)('%s', (name, tunnel) => {
  it('carries every packet, whole, as the formulas say, in order each way', () => {
    fc.assert(
      fc.property(anyHome, (home) => {
        const seen = perceived(viewHome(home, name, 1));
        const data = rowsOf(seen).filter(({ kind }) => kind === DATA);
        const { packets } = home;
        for (const way of [INBOUND, OUTBOUND]) {
          const expected = [...packets.time.keys()]
            .filter((row) => home.direction[row] === way)
            .flatMap((row) => {
              const isTcp = packets.ipProtocol[row] === 6;
              const payload = isTcp ? packets.payloadLength[row]! : 0;
              const frames = tunnelFrames(tunnel, packets.ipLength[row]!, payload);
              return frames.map((length) => [row, length]);
            });
          const found = data.filter(({ direction }) => direction === way);
          expect(found.map(({ origin, length }) => [origin, length])).toEqual(expected);
        }
      }),
      runs,
    );
  });

  it('is in time order, and gives none of its own packets an origin', () => {
    fc.assert(
      fc.property(anyHome, (home) => {
        const seen = viewHome(home, name, 1);
        for (const part of seen.records ? [seen, seen.records] : [seen]) {
          const rows = rowsOf(part);
          rows
            .slice(1)
            .forEach(({ time }, i) => expect(time).toBeGreaterThanOrEqual(rows[i]!.time));
          for (const { kind, origin } of rows) expect(origin >= 0).toBe(kind === DATA);
        }
      }),
      runs,
    );
  });

  it('delays by 2 ms at most, or until keys are there', () => {
    fc.assert(
      fc.property(anyHome, (home) => {
        if (tunnel.carrier === 'tcp') return;
        const { time } = home.packets;
        for (const row of rowsOf(viewHome(home, name, 1))) {
          if (row.kind !== DATA) continue;
          const late = row.time - time[row.origin]!;
          // The parts of a packet follow one another within microseconds.
          const most = row.direction === OUTBOUND && tunnel.rejectSeconds ? 0.0325 : 0.0022;
          expect(Math.abs(late)).toBeLessThanOrEqual(most);
        }
      }),
      runs,
    );
  });

  it('looks the same when it comes in packet by packet', () => {
    fc.assert(
      fc.property(anyHome, fc.integer({ min: 1, max: 50 }), (home, size) => {
        const live = viewLive(name, 7);
        const { packets } = home;
        const owners = Int32Array.from({ length: packets.count }, (_, row) => row);
        for (let from = 0; from < packets.count; from += size) {
          const end = Math.min(packets.count, from + size);
          const batch = selectRows(packets, owners.slice(from, end));
          live.add(
            batch,
            {
              direction: home.direction.slice(from, end),
              internet: home.internet.slice(from, end),
              gateway: home.gateway,
            },
            owners.slice(from, end),
          );
          live.idle(packets.time[end - 1]! - 0.05);
        }
        live.finish();
        const batch = viewHome(home, name, 7);
        const found = live.snapshot();
        expect(rowsOf(found)).toEqual(rowsOf(batch));
        expect(found.records && rowsOf(found.records)).toEqual(
          batch.records && rowsOf(batch.records),
        );
        expect(live.count).toBe(perceived(batch).view.count);
      }),
      runs,
    );
  });
});

describe('OpenVPN over TCP', () => {
  const view = (packets: number, seed: number) =>
    viewHome(randomHome(packets, seed), 'openvpn-tcp-aes-256-gcm', 1);

  it('sends as many bytes as its records have, each way, in segments of 1448 at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer(), (packets, seed) => {
        const seen = view(packets, seed);
        for (const way of [INBOUND, OUTBOUND]) {
          const of = (part: ViewWithOrigin) =>
            rowsOf(part).filter(({ direction, kind }) => direction === way && kind !== 4);
          const payloads = of(seen).map(({ length }) => length - 66);
          const records = of(seen.records!).map(({ length }) => length - 66);
          const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
          expect(sum(payloads)).toBe(sum(records));
          expect(Math.max(0, ...payloads)).toBeLessThanOrEqual(1448);
        }
      }),
      runs,
    );
  });

  it('puts two packets that come together into one segment, and 66 bytes acknowledge them', () => {
    const home = randomHome(2, 1);
    home.packets.time.set([1000, 1000]);
    home.packets.ipLength.set([60, 100]);
    home.packets.payloadLength.set([8, 48]);
    home.direction.fill(OUTBOUND);
    const seen = viewHome(home, 'openvpn-tcp-aes-256-gcm', 3);
    const rows = rowsOf(seen).filter(({ time }) => time > 999.9);
    const data = rows.filter(({ kind }) => kind === DATA);
    const carried = data.reduce((sum, { length }) => sum + length - 66, 0);
    // Two packets of 60 and 100 bytes with 26 bytes each.
    expect(carried).toBe(86 + 126);
    const acks = rows.filter(({ kind }) => kind === ACKNOWLEDGEMENT);
    expect(acks.map(({ length, direction }) => [length, direction])).toEqual(
      acks.map(() => [66, INBOUND]),
    );
    const records = rowsOf(seen.records!).filter(({ kind }) => kind === DATA);
    expect(records.map(({ length }) => length)).toEqual([66 + 86, 66 + 126]);
  });
});
