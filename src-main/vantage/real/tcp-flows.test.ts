import { join } from 'node:path';
import { describe, it } from 'vitest';
import { INBOUND, OUTBOUND } from '../../contract/vantage';
import { carriesPacket, keepaliveLength } from '../testing/inner-order';
import { type IpPacket, readPackets } from '../testing/ip-packet';
import { ADDRESSES } from '../testing/network';
import { datagramsOf } from '../testing/outer-datagrams';
import { recordsOf } from '../testing/outer-records';
import { DeviceRecording } from '../testing/recording';
import { runTcpFlows } from '../testing/tcp-flows';
import { realVantages, Testbed, testbedObstacle } from '../testing/testbed';
import { dataFrames, tunnelOf } from '..';

const obstacle = testbedObstacle();
const suite = obstacle === '' ? describe : describe.skip;
const isInside = (source: string): boolean => source.startsWith('192.168.');
const ascending = (a: number, b: number): number => a - b;

suite(`TCP connections through real tunnels${obstacle && ` (${obstacle})`}`, () => {
  // Tried again where this computer was too busy to keep up and a buffer overflowed.
  it.concurrent.for(realVantages)(
    'have the lengths and segments predicted for %s',
    { retry: 2 },
    async (vantage, { expect }) => {
      const tunnel = tunnelOf(vantage)!;
      const testbed = new Testbed(vantage);
      try {
        const recordings = [await testbed.record('wan')];
        await testbed.bringUp();
        recordings.push(await testbed.record('tun'));
        const far = join(testbed.folder, 'far.pcap');
        const { serverDevice } = testbed.tunnel;
        recordings.push(await DeviceRecording.start(testbed.spaces, 'server', serverDevice, far));
        await runTcpFlows(testbed);
        await Promise.all(recordings.map((recording) => recording.stop()));

        const tun = readPackets(join(testbed.folder, 'tun.pcap'), isInside);
        const wan = readPackets(
          join(testbed.folder, 'wan.pcap'),
          (source) => source === ADDRESSES.gatewayWan,
        );
        const keepalive = keepaliveLength(vantage);
        const isCarrier = ({ payload }: { payload: Buffer }): boolean =>
          carriesPacket(vantage, payload, keepalive);
        for (const direction of [INBOUND, OUTBOUND]) {
          const own = <T extends { direction: number }>(all: readonly T[]): T[] =>
            all.filter((one) => one.direction === direction);
          const inner = own(tun).map(({ length }) => length);
          expect(inner.length).toBeGreaterThan(1000);
          if (tunnel.carrier === 'tcp') {
            const records = own(recordsOf(wan)).filter(isCarrier);
            expect(records.map(({ payload }) => 2 + payload.length)).toEqual(
              inner.map((length) => tunnel.outerPayload(length)),
            );
          } else {
            const parts = own(datagramsOf(wan))
              .filter(isCarrier)
              .flatMap((one) => one.parts);
            expect(parts.map(({ length }) => length + 14).sort(ascending)).toEqual(
              inner.flatMap((length) => dataFrames(tunnel, length)).sort(ascending),
            );
          }
          // Full segments are there, and none is larger than the MSS allows.
          expect(Math.max(...inner)).toBe(tunnel.mss + 40);
        }
        if (vantage === 'wireguard') return;
        // Each end's SYN once it came out of the tunnel.
        const clamped = [
          ...readPackets(far, isInside).filter(({ direction }) => direction === OUTBOUND),
          ...tun.filter(({ direction }) => direction === INBOUND),
        ].flatMap(mssOf);
        expect(clamped.length).toBe(20);
        expect(new Set(clamped)).toEqual(new Set([tunnel.mss]));
      } finally {
        testbed.remove();
      }
    },
  );
});

/** The MSS that a SYN offers, which is its first option in Linux. */
function mssOf({ payload }: IpPacket): number[] {
  const isSyn = ((payload[13] as number) & 2) !== 0;
  return isSyn && payload[20] === 2 ? [payload.readUInt16BE(22)] : [];
}
