import type { Home } from '../../contract/home';
import { OUTBOUND } from '../../contract/vantage';
import { innerLengths } from '../tunnels/inner-packets';
import type { Tunnel } from '../tunnels/tunnel';
import { type End, ipFrame, TCP_HEADERS, tcpFrame, UDP_HEADERS, udpFrame } from './frames';
import { MACS } from './network';
import type { Sending } from './sender';

const TCP = 6;
const UDP = 17;
/** Stands for servers whose own address would not lead through the tunnel. */
const OTHER_SERVER = '192.0.2.53';
/** Time for one more full-size packet on a 1 Gbit/s line, in seconds. */
const SERIALISATION = 12e-6;
const MSS_OPTION = 2;
const NO_OPERATION = 1;

/** A stretch of a home's packets as frames that can be sent again. */
export interface Rebuilt {
  readonly sendings: Sending[];
  readonly devices: { address: string; mac: string }[];
  /** Packets that cross the gateway in that stretch. */
  readonly captured: number;
  /** Of these, IPv6 packets, which are left out. */
  readonly leftOut: number;
}

/**
 * Builds anew what crossed the gateway in a stretch of time, at full length, zeros for what was cut
 * away: devices keep address and MAC, the gateway has the testbed's. What the tunnel's MSS would not
 * have allowed is sent as the segments that the sender would have cut.
 * @param longestGap Seconds: a longer silence between two packets is cut to it, so that it takes less time
 *   while bursts keep their rate. Infinity: all is sent as it was.
 */
export function rebuild(
  home: Home,
  tunnel: Tunnel,
  { from, seconds, longestGap }: { from: number; seconds: number; longestGap: number },
): Rebuilt {
  const { packets, direction, internet } = home;
  const sendings: Sending[] = [];
  const devices = new Map<string, string>();
  const identification = [0, 0];
  let captured = 0;
  let now = 0;
  let latest = 0;
  let leftOut = 0;
  for (let row = 0; row < packets.count; row++) {
    const after = (packets.time[row] as number) - from;
    if (internet[row] !== 1 || after < 0 || after >= seconds) continue;
    captured++;
    now += Math.min(after - latest, longestGap);
    latest = after;
    const way = direction[row] as number;
    const ends = endsOf(home, row);
    if (ends === null) {
      leftOut++;
      continue;
    }
    devices.set(ends.device.address, ends.device.mac);
    const [source, target] =
      way === OUTBOUND
        ? [ends.device, { ...ends.remote, mac: MACS.gateway }]
        : [
            { ...ends.remote, mac: MACS.internet },
            { ...ends.device, mac: MACS.server },
          ];
    const protocol = packets.ipProtocol[row] as number;
    const isTcp = protocol === TCP && packets.sourcePort[row] !== 0;
    const payload = isTcp ? (packets.payloadLength[row] as number) : 0;
    const length = Math.max(packets.ipLength[row] as number, minimum(protocol));
    // Fragments are made by the kernels on the way; segments by the sender.
    const lengths = payload > 0 ? innerLengths(tunnel, length, payload) : [length];
    const header = length - payload;
    let sent = 0;
    lengths.forEach((part, k) => {
      const number = (identification[way] as number) + 1;
      identification[way] = number;
      const options = { from: source, to: target, length: part, identification: number };
      const bytes = isTcp
        ? tcpFrame(options, {
            flags: packets.tcpFlags[row] as number,
            sequence: 1000 * row + sent,
            acknowledgement: 1,
            window: packets.window[row] as number,
            options: optionsOf(header - TCP_HEADERS, packets.tcpFlags[row] as number),
          })
        : protocol === UDP
          ? udpFrame(options)
          : ipFrame(options, protocol);
      sendings.push({ time: now + k * SERIALISATION, direction: way, bytes });
      sent += part - header;
    });
  }
  const known = [...devices].map(([address, mac]) => ({ address, mac }));
  return { sendings, devices: known, captured, leftOut };
}

/** The device's end and the other one, whose MAC is that of whoever sends in its place; null for IPv6. */
function endsOf({ packets, direction }: Home, row: number): { device: End; remote: End } | null {
  const source = {
    mac: packets.macs[packets.sourceMac[row] as number] as string,
    address: packets.addresses[packets.sourceAddress[row] as number] as string,
    port: packets.sourcePort[row] as number,
  };
  const destination = {
    mac: packets.macs[packets.destinationMac[row] as number] as string,
    address: packets.addresses[packets.destinationAddress[row] as number] as string,
    port: packets.destinationPort[row] as number,
  };
  if (source.address.includes(':')) return null;
  const [device, remote] =
    direction[row] === OUTBOUND ? [source, destination] : [destination, source];
  const address = isRouted(remote.address) ? remote.address : OTHER_SERVER;
  return { device, remote: { ...remote, address } };
}

/**
 * Whether the testbed routes an address through the tunnel: neither private (RFC 1918) nor multicast, nor of
 * the networks for documentation (RFC 5737) that the testbed itself is made of.
 */
function isRouted(address: string): boolean {
  const [a = 0, b = 0, c = 0] = address.split('.').map(Number);
  const isPrivate = a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168);
  const isOfTestbed = (a === 203 && b === 0 && c === 113) || (a === 198 && b === 51 && c === 100);
  return !isPrivate && !isOfTestbed && a !== 0 && a !== 127 && a < 224;
}

function minimum(protocol: number): number {
  return protocol === TCP ? TCP_HEADERS : protocol === UDP ? UDP_HEADERS : 20;
}

/** So many bytes of options; in a SYN an MSS of 1460, which the tunnel may lower. */
function optionsOf(bytes: number, flags: number): Buffer {
  const options = Buffer.alloc(Math.max(0, bytes), NO_OPERATION);
  if ((flags & 2) !== 0 && bytes >= 4) options.set([MSS_OPTION, 4, 1460 >> 8, 1460 & 0xff], 0);
  return options;
}
