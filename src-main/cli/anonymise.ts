import * as engine from '../engine';
import type { Command } from './command';
import { usage } from './command';
import { help, json, LARGEST_SEED } from './options';
import { bytes, count, packets, printable, simulatedMark } from './text';

export const anonymise: Command = {
  name: 'anonymise',
  summary: 'write captures again without addresses, names and payloads',
  usage: 'CAPTURE... --write FILE',
  about: `Writes captures, merged by time, into one pcapng file that may be shown to others: MAC and IP
addresses are replaced, the same by the same in all of them; payloads, names in DNS, DHCP and
TLS, and the comments of the files are gone. Lengths, times, ports, flags, TTL and protocols
stay, so that an audit of the copy is an audit of the capture. Whoever has recorded the same
traffic can recognise it by its times and lengths.`,
  options: {
    write: { type: 'string', value: 'FILE', help: 'The pcapng file to write.' },
    'keep-vendors': {
      type: 'boolean',
      help: 'Keep the three bytes of a MAC address that name its vendor.',
    },
    seed: {
      type: 'string',
      value: 'N',
      help: 'Make the replacements repeatable. Whoever guesses the number can undo them; without it the key is random and forgotten.',
    },
    json,
    help,
  },
  examples: [
    'homemole anonymise monday.pcapng tuesday.pcapng --write shared.pcapng',
    'homemole anonymise home.pcapng --write shared.pcapng --keep-vendors',
  ],
  async run(call, surroundings) {
    const out = call.file('write');
    if (out === null) throw usage('--write is missing.');
    const options = {
      seed: call.text('seed') === null ? null : call.number('seed', 0, 0, LARGEST_SEED),
      keepVendors: call.flag('keep-vendors'),
    };
    const result = await engine.anonymiseFiles(call.captures(), out, options, surroundings);
    if (call.flag('json')) return surroundings.write(`${JSON.stringify(result, null, 2)}\n`);
    const { macs, ipv4, ipv6, emptied } = result;
    const emptiedLine = `${count(emptied)} packets are of links that HomeMole does not read: lengths and times are all that is left of them.`;
    return surroundings.write(
      [
        ...simulatedMark(result.simulated),
        `${packets(result.packets)}, ${bytes(result.bytes)}. Replaced: ${count(macs)} MAC, ${count(ipv4)} IPv4 and ${count(ipv6)} IPv6 addresses.`,
        ...(emptied > 0 ? [emptiedLine] : []),
        `Written to ${printable(out)}.`,
        '',
      ].join('\n'),
    );
  },
};
