import {
  DATA,
  HANDSHAKE,
  type INBOUND,
  KEEPALIVE,
  OTHER,
  OUTBOUND,
  perceived,
  type VantageName,
} from '../../contract/vantage';
import { identifyHome } from '../../home/identify';
import { readCaptures } from '../../packets';
import { tunnelOf, viewLive } from '..';
import { udpFrame } from './frames';
import { carriesPacket, keepaliveLength } from './inner-order';
import { MACS } from './network';
import { outerUnits } from './outer-units';
import { sendBoth } from './sender';
import { Testbed, type TestbedOptions } from './testbed';

const SEED = 1;
/** Tunnels come up one after the other: on a busy computer handshakes are sent twice. */
let turn: Promise<void> = Promise.resolve();
const LENGTH = 100;
const device = { mac: '50:c7:bf:00:77:10', address: '192.168.77.20', port: 40_000 };
const remote = { mac: MACS.internet, address: '192.0.2.10', port: 443 };

/** What a tunnel sent of itself; time in seconds from the first packet of the home. */
export interface OwnPacket {
  readonly time: number;
  readonly direction: number;
  readonly kind: number;
  /** Bytes of UDP payload, or of a record without the two of its length. */
  readonly length: number;
  /** Of OpenVPN: it acknowledges and does nothing else. When it does so depends on the moment. */
  readonly isAcknowledgement: boolean;
}

/** A packet of the home: seconds from the start, and which way. */
export type Sent = readonly [time: number, direction: typeof INBOUND | typeof OUTBOUND];

/**
 * Sends a few packets through a real tunnel and waits until `seconds` have passed.
 * @returns What it sent of itself, from its first packet on, and what the model says of the recording inside.
 */
export async function ownPackets(
  vantage: VantageName,
  sent: readonly Sent[],
  seconds: number,
  options: TestbedOptions = {},
): Promise<{ real: OwnPacket[]; modelled: OwnPacket[] }> {
  const testbed = new Testbed(vantage);
  try {
    const wan = await testbed.record('wan');
    await (turn = turn.then(() => testbed.bringUp(options)));
    testbed.meetDevices([device]);
    const lan = await testbed.record('lan');
    const begun = performance.now();
    const sendings = sent.map(([time, direction], i) => {
      const [from, to] =
        direction === OUTBOUND
          ? [device, { ...remote, mac: MACS.gateway }]
          : [remote, { ...device, mac: MACS.server }];
      const bytes = udpFrame({ from, to, length: LENGTH, identification: i + 1 });
      return { time, direction, bytes };
    });
    await sendBoth(testbed, sendings);
    await wait(seconds - (performance.now() - begun) / 1000);
    await Promise.all([wan.stop(), lan.stop()]);
    return {
      real: realOnes(vantage, wan.file),
      modelled: await modelled(vantage, lan.file, seconds),
    };
  } finally {
    testbed.remove();
  }
}

function realOnes(vantage: VantageName, wan: string): OwnPacket[] {
  const keepalive = keepaliveLength(vantage);
  const units = outerUnits(wan);
  const isData = units.map(({ payload }) => carriesPacket(vantage, payload, keepalive));
  const start = units[isData.indexOf(true)]?.time ?? 0;
  return units.flatMap(({ time, direction, payload }, i) => {
    if (isData[i]) return [];
    const { length } = payload;
    const isControl =
      vantage === 'wireguard' ? payload[0] !== 4 : (payload[0] as number) >> 3 !== 9;
    const kind = isControl ? HANDSHAKE : length === keepalive ? KEEPALIVE : OTHER;
    const isAcknowledgement = vantage !== 'wireguard' && (payload[0] as number) >> 3 === 5;
    return [{ time: time - start, direction, kind, length, isAcknowledgement }];
  });
}

/** What the model has the tunnel send of itself, from the recording inside. */
async function modelled(vantage: VantageName, lan: string, seconds: number): Promise<OwnPacket[]> {
  const { packets } = await readCaptures([lan]);
  const home = identifyHome(packets, { vendors: { of: () => null } });
  const live = viewLive(vantage, SEED);
  live.add(packets, home, new Int32Array(packets.count));
  const start = packets.time[0] as number;
  live.idle(start + seconds);
  const { view, kind } = perceived(live.snapshot());
  // A record of a TCP tunnel is given as a segment of its own, with timestamps and the two bytes of its length.
  const isStream = tunnelOf(vantage)?.carrier === 'tcp';
  const headers = isStream ? 14 + 20 + 32 + 2 : 14 + 20 + 8;
  return Array.from(kind.keys())
    .filter((i) => kind[i] !== DATA)
    .map((i) => ({
      time: (view.time[i] as number) - start,
      direction: view.direction[i] as number,
      kind: kind[i] as number,
      length: (view.length[i] as number) - headers,
    }))
    .map((packet) => ({ ...packet, isAcknowledgement: isModelledAcknowledgement(packet) }));
}

/** Bytes of the acknowledgements in the model's handshake and renegotiation. */
const acknowledgements = [30, 34, 62, 70, 74];

/** Whether a packet of OpenVPN's model stands for an acknowledgement alone, which its length tells. */
export function isModelledAcknowledgement(packet: Pick<OwnPacket, 'kind' | 'length'>): boolean {
  return packet.kind === HANDSHAKE && acknowledgements.includes(packet.length);
}

function wait(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1000 * Math.max(0, seconds)));
}
