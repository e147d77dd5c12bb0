import { visibleSentences } from '../contract/visible-text';
import * as engine from '../engine';
import { parseVantage, knownVantages } from '../engine';
import { type Call, type Command, type Surroundings, usage } from './command';
import { help, json, labels, LARGEST_SEED, seed } from './options';
import { hidingText } from './hiding-text';
import { isTwoSided, sides, sidesOf } from './sides';
import { pairingLines, tunnelLines } from './tunnels';
import { bytes, count, packets, printable, simulatedMark } from './text';

export const view: Command = {
  name: 'view',
  summary: 'what the eavesdropper sees of it',
  usage: 'CAPTURE... --vantage V | --lan FILE --wan FILE',
  about: `Turns a capture from inside the home into what crosses the line outside: behind the router
(napt), or inside a tunnel, where lengths follow the tunnel's exact formula and its own
handshakes and keepalives appear. MAC addresses, inner addresses and LAN traffic are gone.

With captures of both sides of the router, taken at once (--lan and --wan, each as often as there
are files), it is the view as it was recorded: which tunnel it is is recognised, the clocks of
the two are compared, and every packet outside is given the packet inside that it carries.

Vantages: ${knownVantages.join(', ')}`,
  options: {
    vantage: { type: 'string', value: 'V', help: 'Where the eavesdropper stands.' },
    ...sides,
    labels,
    packets: {
      type: 'boolean',
      help: 'One line of JSON per packet: time direction length serverPort protocols device. The device is the truth, null for the tunnel itself.',
    },
    write: {
      type: 'string',
      value: 'FILE',
      help: 'Write the view as a pcapng capture: outer headers as far as they are known, lengths, times, directions.',
    },
    seed,
    json,
    help,
  },
  examples: [
    'homemole view home.pcapng --vantage wireguard',
    'homemole view home.pcapng --vantage napt --packets | head',
    'homemole view home.pcapng --vantage napt --write outside.pcapng',
    'homemole view --lan inside.pcapng --wan outside.pcapng --labels devices.csv',
  ],
  async run(call, surroundings) {
    if (isTwoSided(call)) return runSides(call, surroundings);
    const input = {
      captures: call.captures(),
      labels: call.text('labels'),
      vantage: parseVantage(call.required('vantage')),
      seed: call.number('seed', 1, 0, LARGEST_SEED),
      write: call.file('write'),
    };
    const { summary, lines } = await engine.view(input, surroundings.place, surroundings);
    if (call.flag('packets')) {
      for (const mark of simulatedMark(summary.simulated)) surroundings.note(mark);
      return writeLines(lines(), surroundings);
    }
    if (call.flag('json')) return surroundings.write(`${JSON.stringify(summary, null, 2)}\n`);
    return surroundings.write(
      [
        ...simulatedMark(summary.simulated),
        `Seen from ${summary.vantage}: ${packets(summary.packets)}, ${bytes(summary.bytes)}.`,
        `Packet lengths: ${count(summary.distinctLengths)} different ones are left of ${count(summary.distinctLengthsInside)} inside (${summary.lengthEntropyBits.toFixed(2)} bits of entropy).`,
        ...(summary.vantage === 'napt'
          ? []
          : [`The tunnel's own packets: ${count(summary.controlPackets)}.`]),
        `LAN packets that stay unseen: ${count(summary.hiddenLanPackets)}.`,
        ...(summary.visible ? visibleSentences(summary.visible) : []),
        '',
        ...hidingText(summary.hiding),
        ...(input.write === null ? [] : [`Written to ${printable(input.write)}.`]),
        '',
      ].join('\n'),
    );
  },
};

async function runSides(call: Call, surroundings: Surroundings): Promise<void> {
  if (call.file('write') !== null) {
    throw usage('--write is for views that are computed; this one is recorded already.');
  }
  const input = { ...sidesOf(call), labels: call.text('labels') };
  const { summary, lines } = await engine.viewSides(input, surroundings.place, surroundings);
  if (call.flag('packets')) {
    for (const mark of simulatedMark(summary.simulated)) surroundings.note(mark);
    return writeLines(lines(), surroundings);
  }
  if (call.flag('json')) return surroundings.write(`${JSON.stringify(summary, null, 2)}\n`);
  return surroundings.write(
    [
      ...simulatedMark(summary.simulated),
      `${summary.measured ? 'Recorded outside' : 'Computed, not recorded'} (${summary.vantage}): ${packets(summary.packets)}, ${bytes(summary.bytes)}.`,
      ...(summary.tunnel ? tunnelLines([summary.tunnel], 'The tunnel is:') : []),
      ...(summary.otherTunnels > 0
        ? [`Other tunnels outside, passed over: ${summary.otherTunnels} (--tunnel chooses).`]
        : []),
      ...pairingLines(summary.pairing),
      '',
      ...hidingText(summary.hiding),
      '',
    ].join('\n'),
  );
}

/** Writes lines in pieces of some size. */
async function writeLines(lines: Generator<string>, surroundings: Surroundings): Promise<void> {
  let chunk = '';
  for (const line of lines) {
    chunk += `${line}\n`;
    if (chunk.length < 65536) continue;
    await surroundings.write(chunk);
    chunk = '';
  }
  return surroundings.write(chunk);
}
