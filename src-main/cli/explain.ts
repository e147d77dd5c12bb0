import { explainInWords, reasonsOf } from '../contract/explanation-words';
import * as engine from '../engine';
import { type Call, type Command, usage } from './command';
import { help, json, labels, LARGEST_SEED, seed } from './options';
import { sides, viewInputOf } from './sides';
import { percent, printable, simulatedMark, table } from './text';

/** Lines of the table of what moves the label. */
const MOST_LINES = 12;

export const explain: Command = {
  name: 'explain',
  summary: 'why an adversary calls a packet what it calls it',
  usage: '--model DIR CAPTURE... --at TIME | --packet N',
  about: `Tells by occlusion what moves the label of one packet: each packet around it, and what it brings
itself (size, direction, the time since the packet before, server port), is replaced by what is
common in the view, and the model is asked again. The effect is by how much the probability of
the label falls; below zero it speaks against the label.

The packet is given by its number, as \`homemole view --packets\` lists them, or by a time, of which
the nearest packet is taken.`,
  options: {
    model: { type: 'string', value: 'DIR', help: 'Folder that `homemole train` wrote.' },
    at: {
      type: 'string',
      value: 'TIME',
      help: 'Seconds since the epoch, or a date and time as 2026-07-04T12:00:00Z.',
    },
    packet: { type: 'string', value: 'N', help: 'Number of the packet in the view, from 1 on.' },
    ...sides,
    labels,
    vantage: { type: 'string', value: 'V', help: 'Refuse a model that is not for this vantage.' },
    seed,
    json,
    help,
  },
  examples: [
    'homemole explain --model my-model home.pcap --labels devices.csv --packet 1200',
    'homemole explain --model my-model home.pcap --at 2026-07-04T12:00:00Z --json',
  ],
  async run(call, surroundings) {
    const vantage = call.text('vantage');
    const options = {
      model: call.required('model'),
      packet: choiceOf(call),
      ...viewInputOf(call),
      labels: call.text('labels'),
      vantage: vantage === null ? null : engine.parseVantage(vantage),
      seed: call.number('seed', 1, 0, LARGEST_SEED),
    };
    const result = await engine.explain(options, surroundings.place, surroundings);
    if (call.flag('json')) return surroundings.write(`${JSON.stringify(result, null, 2)}\n`);
    const { packet, simulated, model } = result;
    const rows = reasonsOf(result)
      .filter(({ effect }) => Math.abs(effect) >= 0.0005)
      .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
      .slice(0, MOST_LINES)
      .map(({ words, effect, without }) => [words, percent(effect), without]);
    return surroundings.write(
      [
        ...simulatedMark(simulated),
        `Packet ${packet.number} at ${result.vantage}, ${new Date(packet.time * 1000).toISOString()}, by ${model}:`,
        ...explainInWords(result).map(printable),
        '',
        ...(rows.length > 0 ? [table(['Replaced', 'Effect', 'Then called'], rows, [1]), ''] : []),
      ].join('\n'),
    );
  },
};

/** @throws HomeMoleError `usage` */
function choiceOf(call: Call): engine.PacketChoice {
  const at = call.text('at');
  if ((at === null) === (call.text('packet') === null)) {
    throw usage('Give one of --at and --packet.');
  }
  if (at === null) return { number: call.number('packet', 1, 1, Number.MAX_SAFE_INTEGER) };
  const time = at.trim() !== '' && Number.isFinite(Number(at)) ? Number(at) : Date.parse(at) / 1000;
  if (Number.isNaN(time))
    throw usage(`--at ${at}: give seconds since the epoch, or a date and time.`);
  return { time };
}
