import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { INBOUND, OUTBOUND } from '../../contract/vantage';
import { everyLength, lengthsDevice } from '../testing/every-length';
import { readPackets } from '../testing/ip-packet';
import { ADDRESSES } from '../testing/network';
import { realVantages, Testbed, testbedObstacle } from '../testing/testbed';
import { recordTwoSides } from '../testing/two-sided';
import { tunnelFrames, tunnelOf } from '..';

const obstacle = testbedObstacle();
const suite = obstacle === '' ? describe : describe.skip;
const folder = mkdtempSync(join(tmpdir(), 'homemole-lengths-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

suite(`every inner length through real tunnels${obstacle && ` (${obstacle})`}`, () => {
  it.concurrent.for(realVantages)('is predicted for %s', async (vantage, { expect }) => {
    const tunnel = tunnelOf(vantage);
    if (!tunnel) throw new Error(`${vantage} has no model`);
    const own = mkdtempSync(join(folder, 'one-'));
    const { sendings, lengths } = everyLength();
    const testbed = new Testbed(vantage);
    try {
      const { wan, truth } = await recordTwoSides(testbed, own, sendings, [lengthsDevice]);
      const packets = readPackets(wan, (source) => source === ADDRESSES.gatewayWan);
      for (const direction of [INBOUND, OUTBOUND]) {
        const sent = lengths[direction] as number[];
        if (truth.records) {
          const records = truth.records.filter(
            (one) => one.direction === direction && one.lan >= 0,
          );
          expect(records.map(({ length }) => 2 + length)).toEqual(
            sent.map((length) => tunnel.outerPayload(length)),
          );
          continue;
        }
        const frames = packets.filter(
          (packet) => packet.direction === direction && (truth.packets[packet.row] as number) >= 0,
        );
        expect(frames.map(({ length }) => length + 14)).toEqual(
          sent.flatMap((length) => tunnelFrames(tunnel, length, 0)),
        );
      }
    } finally {
      testbed.remove();
    }
  });
});
