import { Random } from '../../contract/random';
import { INBOUND, OUTBOUND } from '../../contract/vantage';
import { type End, UDP_HEADERS, udpFrame } from './frames';
import { MACS } from './network';
import type { Sending } from './sender';

const LONGEST = 1500;
/** Seconds between two packets of a direction: slow enough that no queue fills. */
const PACE = 0.001;

const device: End = { mac: '50:c7:bf:00:77:10', address: '192.168.77.20', port: 40_000 };
const remote: End = { mac: MACS.internet, address: '192.0.2.10', port: 443 };
export const lengthsDevice = { address: device.address, mac: device.mac };

/** UDP packets of every IP length from 28 to 1,500, both ways, in mixed order. */
export function everyLength(): { sendings: Sending[]; lengths: [number[], number[]] } {
  const random = new Random(1);
  const lengths: [number[], number[]] = [mixedLengths(random), mixedLengths(random)];
  const sendings = [INBOUND, OUTBOUND].flatMap((direction) => {
    const [from, to] =
      direction === OUTBOUND
        ? [device, { ...remote, mac: MACS.gateway }]
        : [remote, { ...device, mac: MACS.server }];
    return (lengths[direction] as number[]).map((length, i) => ({
      time: i * PACE,
      direction,
      bytes: udpFrame({ from, to, length, identification: i + 1 }),
    }));
  });
  return { sendings, lengths };
}

function mixedLengths(random: Random): number[] {
  const lengths = Array.from({ length: LONGEST - UDP_HEADERS + 1 }, (_, i) => UDP_HEADERS + i);
  for (let i = lengths.length - 1; i > 0; i--) {
    const other = random.integer(i + 1);
    [lengths[i], lengths[other]] = [lengths[other] as number, lengths[i] as number];
  }
  return lengths;
}
