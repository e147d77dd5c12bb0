import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { INBOUND, OUTBOUND } from '../../contract/vantage';
import { tunnelOf } from '..';
import type { OuterSink } from '../tunnels/carrier';
import { TcpConnection } from '../passage/tcp-connection';
import type { Tunnel } from '../tunnels/tunnel';
import { readPackets } from '../testing/ip-packet';
import { testbedObstacle } from '../testing/testbed';
import { makeTwoSidedCapture } from '../testing/two-sided';

const vantage = 'openvpn-tcp-aes-256-gcm';
const obstacle = testbedObstacle();
const suite = obstacle === '' ? describe : describe.skip;
const folder = mkdtempSync(join(tmpdir(), 'homemole-stream-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Of the namespaces: nothing but two kernels is between the ends. */
const ROUND_TRIP = 25e-6;

/** Segments each way by what they carry. */
class Segments implements OuterSink {
  readonly full = [0, 0];
  readonly others = [0, 0];
  readonly empty = [0, 0];

  add(_time: number, length: number, direction: number): void {
    const kind = length === 66 ? this.empty : length === 1514 ? this.full : this.others;
    kind[direction === OUTBOUND ? 1 : 0]!++;
  }
}

suite(`the stream of a real OpenVPN over TCP${obstacle && ` (${obstacle})`}`, () => {
  // A busy computer answers later than the model's round trip, so that more waits and is sent together:
  // then it is recorded again.
  it('is cut and acknowledged as the model does it, within a tenth', { retry: 3 }, async () => {
    const capture = await makeTwoSidedCapture({ vantage, flows: 12, packets: 3000, folder });
    const inner = readPackets(capture.tun, (source) => source.startsWith('192.168.'));
    const model = new Segments();
    const connection = new TcpConnection(
      tunnelOf(vantage) as Tunnel,
      model,
      { add: () => undefined },
      { roundTrip: ROUND_TRIP },
    );
    for (const { time, length, direction } of inner) {
      connection.advance(time - 1e-3);
      connection.data(time, length, direction, 0);
    }
    connection.finish();
    const real = new Segments();
    const begin = inner[0]!.time - 1e-3;
    for (const { time, length, direction } of readPackets(
      capture.wan,
      (source) => source === '203.0.113.2',
    )) {
      if (time >= begin) real.add(time, length + 14, direction);
    }
    for (const way of [INBOUND, OUTBOUND]) {
      for (const kind of ['full', 'others', 'empty'] as const) {
        const share = model[kind][way]! / real[kind][way]!;
        expect(share, `${kind}, ${way}`).toBeGreaterThan(0.9);
        expect(share, `${kind}, ${way}`).toBeLessThan(1.1);
      }
    }
  });
});
