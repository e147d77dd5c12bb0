import { join } from 'node:path';
import { describe, it } from 'vitest';
import { INBOUND, OUTBOUND } from '../../contract/vantage';
import {
  espAesCbcSha1,
  espAesCbcSha256,
  espDesEde3CbcSha1,
  espGcm,
  espPayload,
} from '../tunnels/esp-format';
import { everyLength, lengthsDevice } from '../testing/every-length';
import { readPackets } from '../testing/ip-packet';
import { ADDRESSES } from '../testing/network';
import { datagramsOf } from '../testing/outer-datagrams';
import { LIBIPSEC_MTU } from '../testing/real-ipsec';
import { sendBoth } from '../testing/sender';
import { ipsecObstacle, Testbed } from '../testing/testbed';
import { innerLengths, outerFrames } from '..';

const obstacle = ipsecObstacle();
const suite = obstacle === '' ? describe : describe.skip;
const formats = [
  ['aes256gcm16', espGcm],
  ['aes256-sha1', espAesCbcSha1],
  ['aes256-sha256', espAesCbcSha256],
  ['3des-sha1', espDesEde3CbcSha1],
] as const;
const ESP_PORT = 4500;

suite(`every inner length through strongSwan's ESP in UDP${obstacle && ` (${obstacle})`}`, () => {
  it.concurrent.for(formats)(
    'is predicted for %s',
    { retry: 2 },
    async ([proposal, format], { expect }) => {
      const { sendings, lengths } = everyLength();
      const testbed = new Testbed('ipsec-esp-aes-256-gcm');
      try {
        await testbed.bringUpIpsec(proposal);
        testbed.meetDevices([lengthsDevice]);
        const wan = await testbed.record('wan');
        await sendBoth(testbed, sendings);
        await wan.stop();
        const packets = readPackets(
          join(testbed.folder, 'wan.pcap'),
          (source) => source === ADDRESSES.gatewayWan,
        );
        // Not IKE, which has zeros where ESP has its SPI (RFC 3948).
        const carriers = datagramsOf(packets).filter(
          ({ payload, parts }) =>
            parts[0]?.payload.readUInt16BE(2) === ESP_PORT &&
            payload.length > 4 &&
            payload.readUInt32BE(0) !== 0,
        );
        for (const direction of [INBOUND, OUTBOUND]) {
          const own = carriers.filter((one) => one.direction === direction);
          const inner = (lengths[direction] as number[]).flatMap((length) =>
            innerLengths({ mss: LIBIPSEC_MTU - 40, innerMtu: LIBIPSEC_MTU }, length, 0),
          );
          // Sequence numbers in the clear: none is missing, none overtook another.
          expect(own.map(({ payload }) => payload.readUInt32BE(4))).toEqual(
            inner.map((_, i) => i + 1),
          );
          expect(own.flatMap(({ parts }) => parts.map(({ length }) => length + 14))).toEqual(
            inner.flatMap((length) => outerFrames(espPayload(format, length))),
          );
        }
      } finally {
        testbed.remove();
      }
    },
  );
});
