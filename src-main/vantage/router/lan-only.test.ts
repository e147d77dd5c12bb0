import { describe, expect, it } from 'vitest';
import { DATA } from '../../contract/vantage';
import { identifyHome } from '../../home/identify';
import { readBytes, pcap } from '../../packets/testing/captures';
import { be16, bytes, ipv4, mac, tcp, text, udp } from '../../packets/testing/frames';
import { summariseView, viewHome } from '..';

type Part = Uint8Array | readonly number[];

const gateway = 'a0:00:00:00:00:01';
const lamp = '50:c7:bf:00:00:02';
const plug = '50:c7:bf:00:00:03';
const everybody = 'ff:ff:ff:ff:ff:ff';
const router4 = [192, 168, 1, 1];
const lamp4 = [192, 168, 1, 10];
const plug4 = [192, 168, 1, 11];
const server4 = [9, 9, 9, 9];
const UDP = 17;
const TCP = 6;

const frame = (from: string, to: string, type: number, ...payload: Part[]): Uint8Array =>
  bytes(mac(to), mac(from), be16(type), ...payload);

const inIp = (
  [from, source]: [string, readonly number[]],
  [to, destination]: [string, readonly number[]],
  protocol: number,
  ...payload: Part[]
): Uint8Array => frame(from, to, 0x0800, ipv4({ protocol, source, destination }, ...payload));

const group6 = (last: number[], first = [0xff, 2]): number[] => [
  ...first,
  ...new Array<number>(14 - last.length).fill(0),
  ...last,
];
/** An IPv6 packet of the lamp's link-local address. */
const inIp6 = (to: string, destination: readonly number[], next: number, payload: Part) =>
  frame(
    lamp,
    to,
    0x86dd,
    [0x60, 0, 0, 0, ...be16(payload.length), next, 255],
    group6([2], [0xfe, 0x80]),
    destination,
    payload,
  );

const datagram = (source: number, destination: number, said = 'words'): Uint8Array =>
  udp({ source, destination }, text(said));
const out = (ownPort: number): Uint8Array =>
  inIp([lamp, lamp4], [gateway, server4], TCP, tcp({ source: ownPort }, text('hello')));
const back = inIp(
  [gateway, server4],
  [lamp, lamp4],
  TCP,
  tcp({ source: 443, destination: 5000 }, text('hello')),
);
const fromPlug = inIp([plug, plug4], [gateway, server4], TCP, tcp({ source: 6000 }, text('x')));

const mdns4 = [224, 0, 0, 251];
const ssdp4 = [239, 255, 255, 250];
/** What stays in the home, each by itself. */
const stays: Record<string, Uint8Array[]> = {
  ARP: [
    frame(lamp, everybody, 0x0806, [0, 1, 8, 0, 6, 4, 0, 1], mac(lamp), lamp4, mac(lamp), router4),
    frame(gateway, lamp, 0x0806, [0, 1, 8, 0, 6, 4, 0, 2], mac(gateway), router4, mac(lamp), lamp4),
  ],
  EAPOL: [frame(lamp, gateway, 0x888e, [2, 3, 0, 4, 1, 2, 3, 4])],
  'DHCP, broadcast and to the router': [
    inIp([lamp, [0, 0, 0, 0]], [everybody, [255, 255, 255, 255]], UDP, datagram(68, 67)),
    inIp([gateway, router4], [lamp, lamp4], UDP, datagram(67, 68)),
    inIp([lamp, lamp4], [gateway, router4], UDP, datagram(68, 67)),
  ],
  mDNS: [
    inIp([lamp, lamp4], ['01:00:5e:00:00:fb', mdns4], UDP, datagram(5353, 5353)),
    inIp6('33:33:00:00:00:fb', group6([0xfb]), UDP, datagram(5353, 5353)),
  ],
  'SSDP, and its answer': [
    inIp([lamp, lamp4], ['01:00:5e:7f:ff:fa', ssdp4], UDP, datagram(50_000, 1900)),
    inIp([plug, plug4], [lamp, lamp4], UDP, datagram(1900, 50_000)),
  ],
  'LLMNR and NetBIOS': [
    inIp([lamp, lamp4], ['01:00:5e:00:00:fc', [224, 0, 0, 252]], UDP, datagram(5355, 5355)),
    inIp6('33:33:00:01:00:03', group6([1, 0, 3]), UDP, datagram(5355, 5355)),
    inIp([lamp, lamp4], [everybody, [192, 168, 1, 255]], UDP, datagram(137, 137)),
    inIp([lamp, lamp4], [everybody, [192, 168, 1, 255]], UDP, datagram(138, 138)),
  ],
  'broadcast of the subnet and of all': [
    inIp([lamp, lamp4], [everybody, [192, 168, 1, 255]], UDP, datagram(6666, 6666)),
    inIp([lamp, lamp4], [everybody, [255, 255, 255, 255]], UDP, datagram(6667, 6667)),
  ],
  'device to device': [
    inIp([lamp, lamp4], [plug, plug4], TCP, tcp({ destination: 9999 }, text('on'))),
    inIp([plug, plug4], [lamp, lamp4], TCP, tcp({ source: 9999 }, text('on'))),
  ],
  'device to device by way of the router': [
    inIp([lamp, lamp4], [gateway, plug4], TCP, tcp({ destination: 9999 }, text('on'))),
    inIp([gateway, lamp4], [plug, plug4], TCP, tcp({ destination: 9999 }, text('on'))),
  ],
  'device to router': [
    inIp([lamp, lamp4], [gateway, router4], TCP, tcp({ destination: 80 }, text('x'))),
    inIp([gateway, router4], [lamp, lamp4], TCP, tcp({ source: 80 }, text('x'))),
  ],
  IGMP: [
    inIp([lamp, lamp4], ['01:00:5e:00:00:16', [224, 0, 0, 22]], 2, [0x22, 0, 0, 0, 0, 0, 0, 0]),
  ],
  'ICMPv6 neighbour discovery and MLD': [
    inIp6('33:33:ff:00:00:01', group6([1, 0xff, 0, 0, 1]), 58, [135, 0, 0, 0, 0, 0, 0, 0]),
    inIp6('33:33:00:00:00:02', group6([2]), 58, [133, 0, 0, 0, 0, 0, 0, 0]),
    inIp6('33:33:00:00:00:16', group6([0x16]), 58, [143, 0, 0, 0, 0, 0, 0, 0]),
    inIp6(gateway, group6([1], [0xfe, 0x80]), 58, [136, 0, 0, 0, 0, 0, 0, 0]),
  ],
  'multicast of a wide scope': [
    inIp([lamp, lamp4], ['01:00:5e:02:7f:fe', [224, 2, 127, 254]], UDP, datagram(9875, 9875)),
    inIp([lamp, lamp4], ['01:00:5e:01:01:01', [232, 1, 1, 1]], UDP, datagram(9876, 9876)),
    inIp6('33:33:00:00:01:01', group6([1, 1], [0xff, 0x0e]), UDP, datagram(123, 123)),
  ],
};

async function homeOf(frames: readonly Uint8Array[]) {
  const file = pcap({}, ...frames.map((one, i) => ({ seconds: 1000 + i, frame: one })));
  const { packets } = await readBytes(file);
  expect(packets.count).toBe(frames.length);
  return identifyHome(packets, { vendors: { of: () => null } });
}

const crossing = [out(5000), back, fromPlug];

describe.each(Object.entries(stays))('%s', (_, frames) => {
  it.each(['napt', 'wireguard', 'openvpn-udp-aes-256-gcm', 'openvpn-tcp-aes-256-gcm'] as const)(
    'is not to be seen from %s',
    async (vantage) => {
      const home = await homeOf([...crossing, ...frames, out(5001)]);
      const seen = viewHome(home, vantage, 1);
      const carried = new Set(seen.origin.filter((row, i) => row >= 0 && seen.kind[i] === DATA));
      expect([...carried].sort((one, other) => one - other)).toEqual([0, 1, 2, 3 + frames.length]);
      expect(summariseView(home, seen).hiddenLanPackets).toBe(frames.length);
    },
  );
});
