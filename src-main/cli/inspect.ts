import * as engine from '../engine';
import type { Command } from './command';
import { help, json, labels } from './options';
import { bytes, count, duration, simulatedMark, table, warningLines } from './text';

export const inspect: Command = {
  name: 'inspect',
  summary: 'what is in a capture: devices, vendors, packets',
  usage: 'CAPTURE...',
  about: `Reads packet captures (pcap and pcapng) taken inside the home and lists its devices: one MAC
address is one device. "Internet" counts the packets that cross the gateway; the others
never leave the home and no remote eavesdropper sees them.`,
  options: { labels, json, help },
  examples: [
    'homemole inspect monday.pcapng tuesday.pcapng',
    'ssh router tcpdump -U -w - | homemole inspect -',
  ],
  async run(call, surroundings) {
    const input = { captures: call.captures(), labels: call.text('labels') };
    const result = await engine.inspect(input, surroundings.place, surroundings);
    if (call.flag('json')) return surroundings.write(`${JSON.stringify(result, null, 2)}\n`);
    const { devices, files, gateway } = result;
    const rows = devices.map((device) => [
      device.device,
      device.mac,
      device.vendor ?? '-',
      device.ips.find((ip) => !ip.includes(':')) ?? device.ips[0] ?? '-',
      device.kind,
      count(device.packets),
      bytes(device.bytes),
      count(device.internetPackets),
    ]);
    const header = ['Device', 'MAC', 'Vendor', 'Address', 'Kind', 'Packets', 'Bytes', 'Internet'];
    const lines = [
      `${count(result.packets)} packets, ${bytes(result.bytes)}, ${duration(result.durationSeconds)}; ` +
        `${count(result.internetPackets)} cross the gateway${gateway ? ` (${gateway.mac}${gateway.vendor ? `, ${gateway.vendor}` : ''})` : ''}.`,
    ];
    lines.push(...simulatedMark(result.simulated));
    lines.push(...warningLines(files));
    lines.push('', table(header, rows, [5, 6, 7]), '');
    return surroundings.write(lines.join('\n'));
  },
};
