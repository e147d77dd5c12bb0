import type { Device } from '../contract/home';
import { nameSourceMessages } from '../contract/messages';
import type { InspectResult } from '../contract/results';
import { tunnelLines } from './tunnels';
import * as engine from '../engine';
import type { Command } from './command';
import { help, json, labels } from './options';
import {
  bytes,
  count,
  duration,
  packets,
  printable,
  shorten,
  simulatedMark,
  table,
  warningLines,
} from './text';

export const inspect: Command = {
  name: 'inspect',
  summary: 'what is in a capture: who is who, and how much each sends',
  usage: 'CAPTURE...',
  about: `Reads packet captures (pcap and pcapng) taken inside the home and lists its devices: one MAC
address is one device. Each name stands with its source: your own (see \`homemole devices\`),
the label file, what the device says of itself (DHCP, mDNS, NetBIOS, SSDP), the product
that its cloud belongs to, or its vendor. IoT or not is said with its reason. "Internet"
counts the packets that cross the gateway; the others never leave the home and no remote
eavesdropper sees them. Tunnels (OpenVPN, WireGuard, IPsec) that the capture shows from
outside are named with the ciphers they can use. Memory does not grow with the captures.`,
  options: {
    labels,
    export: {
      type: 'string',
      value: 'FILE',
      help: 'Write all packets with their device as a Parquet file, for DuckDB or Spark.',
    },
    json,
    help,
  },
  examples: [
    'homemole inspect monday.pcapng tuesday.pcapng',
    'homemole inspect home.pcapng --export packets.parquet',
    'ssh router tcpdump -U -w - | homemole inspect -',
  ],
  async run(call, surroundings) {
    const input = { captures: call.captures(), labels: call.text('labels') };
    const { place } = surroundings;
    const out = call.file('export');
    const result =
      out === null
        ? await engine.inspect(input, place, surroundings)
        : await engine.exportPackets(input, out, place, surroundings);
    if (call.flag('json')) return surroundings.write(`${JSON.stringify(result, null, 2)}\n`);
    const written = out === null ? '' : `\nPackets written to ${printable(out)}.\n`;
    return surroundings.write(textOf(result) + written);
  },
};

/** What has no MAC address cannot be known again in another capture. */
const MAC_ADDRESS = /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/;

const NO_DEVICES =
  'None of these packets is of a device of a home. Capture inside the home, before the router replaces addresses.';

function textOf(result: InspectResult): string {
  const { devices, files, gateway } = result;
  const router = gateway
    ? ` (${[gateway.mac, gateway.vendor, gateway.ips[0]].filter(Boolean).join(', ')})`
    : '';
  return [
    `${packets(result.packets)}, ${bytes(result.bytes)}, ${duration(result.durationSeconds)}; ` +
      `${count(result.internetPackets)} ${result.internetPackets === 1 ? 'crosses' : 'cross'} the gateway${router}.`,
    ...simulatedMark(result.simulated),
    ...warningLines(files),
    '',
    ...(devices.length === 0 ? [NO_DEVICES, ''] : deviceLines(result)),
    ...tunnelLines(result.tunnels),
  ].join('\n');
}

function deviceLines({ devices }: InspectResult): string[] {
  const things = devices.filter(({ kind }) => kind === 'iot').length;
  return [
    table(
      ['Device', 'Named by', 'MAC', 'Vendor', 'Address', 'Packets', 'Bytes', 'Internet'],
      devices.map(rowOf),
      [5, 6, 7],
    ),
    '',
    `Smart devices: ${things}. Phones and computers: ${devices.length - things}.`,
    '',
    table(
      ['Device', 'Kind', 'Why'],
      devices.map(({ name, kind, kindReason }) => [shorten(name, 36), kind, kindReason]),
    ),
    '',
    ...(devices.some(({ mac }) => MAC_ADDRESS.test(mac))
      ? [
          'To name a device or to overrule this: homemole devices MAC --name "Front door" --kind iot',
          '',
        ]
      : []),
  ];
}

function rowOf(device: Device): string[] {
  const [first = '-', ...others] = device.ips;
  return [
    shorten(device.name, 36),
    nameSourceMessages[device.nameSource],
    device.mac,
    shorten(device.vendor ?? '-', 28),
    others.length > 0 ? `${first} +${others.length}` : first,
    count(device.packets),
    bytes(device.bytes),
    count(device.internetPackets),
  ];
}
