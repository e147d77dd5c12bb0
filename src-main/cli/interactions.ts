import type { InteractionsModel } from '../contract/interactions';
import * as engine from '../engine';
import { parseVantage } from '../engine';
import { type Call, type Command, type Surroundings, usage } from './command';
import { evaluationText, runText } from './interactions-text';
import { help, json, labels, LARGEST_SEED, seed } from './options';
import { sides, viewInputOf } from './sides';
import { count, simulatedMark, table } from './text';

export const interactions: Command = {
  name: 'interactions',
  summary: 'what people do with their devices',
  usage:
    'train CAPTURE... --events FILE --vantage V --out DIR | evaluate|run --model DIR CAPTURE...',
  about: `Learns from marked events (a lamp switched on, a door unlocked) what packets come with them, and finds
such events in continuous traffic of other days: each once, with its time and how sure that is.

train     learns; an interaction needs at least five marked events, better twenty
evaluate  finds events in other captures and compares them with those that were marked
run       finds events where nothing is marked

A claim is right within 10 s of an event of that device and interaction. Several devices of one type
look alike from outside, so their events are told by the type. What was done before and after counts,
too: a door that was locked is unlocked next.`,
  options: {
    ...sides,
    labels,
    events: {
      type: 'string',
      value: 'FILE',
      help: 'CSV of marked events: time_epoch,device,interaction[,resolution] (packet, second or minute).',
    },
    vantage: { type: 'string', value: 'V', help: 'train: where the eavesdropper stands.' },
    model: { type: 'string', value: 'DIR', help: 'evaluate, run: the folder that train wrote.' },
    out: {
      type: 'string',
      value: 'DIR',
      help: 'train: folder to write; one of its own is replaced.',
    },
    alone: {
      type: 'boolean',
      help: 'evaluate, run: judge each event alone, without what was done before and after.',
    },
    seed,
    json,
    help,
  },
  examples: [
    'homemole interactions train day1.pcap --labels devices.csv --events done.csv --vantage wireguard --out habits',
    'homemole interactions evaluate --model habits day2.pcap --labels devices.csv --events done.csv',
  ],
  async run(call, surroundings) {
    const [action = '', ...captures] = call.positionals;
    const rest = call.withPositionals(captures);
    if (action === 'train') return train(rest, surroundings);
    if (action === 'evaluate') return evaluate(rest, surroundings);
    if (action === 'run') return run(rest, surroundings);
    throw usage('Say what to do: interactions train, evaluate or run.');
  },
};

const common = (call: Call) => ({
  ...viewInputOf(call),
  labels: call.text('labels'),
  seed: call.number('seed', 1, 0, LARGEST_SEED),
});

async function train(call: Call, surroundings: Surroundings): Promise<void> {
  const out = call.required('out');
  const events = call.required('events');
  const vantage = parseVantage(call.required('vantage'));
  const options = { ...common(call), vantage, events, out };
  const model = await engine.trainInteractions(options, surroundings.place, surroundings);
  const text = call.flag('json')
    ? `${JSON.stringify(summaryOf(model), null, 2)}\n`
    : trainedText(model, out);
  return surroundings.write(text);
}

/** Without the forests. */
const summaryOf = ({ habits, ...model }: InteractionsModel) => ({
  ...model,
  habits: habits.map(({ forest, ...one }) => ({
    ...one,
    forestBytes: Math.floor((forest.length * 3) / 4),
  })),
});

function trainedText({ vantage, habits, notLearned, simulated }: InteractionsModel, out: string) {
  const rows = habits.flatMap(({ device, interactions: names, learned, anchors }) =>
    names.map((name, i) => [
      device,
      name,
      count(learned[i] as number),
      anchors.map((one) => `${one.length} B ${one.direction === 1 ? 'out' : 'in'}`).join(', '),
    ]),
  );
  const reasons = {
    'too-few-events': 'too few events',
    'nothing-typical': 'no packet comes with it and seldom else',
    'unknown-device': 'no such device in the captures',
  };
  return [
    ...simulatedMark(simulated),
    `Learned for ${vantage}:`,
    table(['Device', 'Interaction', 'Events', 'Found by'], rows, [2]),
    ...notLearned.map(
      ({ device, interaction, events, why }) =>
        `Not learned: ${device}, ${interaction} (${events} marked): ${reasons[why]}.`,
    ),
    `Written: ${out}`,
    '',
  ].join('\n');
}

async function evaluate(call: Call, surroundings: Surroundings): Promise<void> {
  const events = call.required('events');
  const options = {
    ...common(call),
    model: call.required('model'),
    alone: call.flag('alone'),
    events,
  };
  const result = await engine.evaluateInteractions(options, surroundings.place, surroundings);
  return surroundings.write(
    call.flag('json') ? `${JSON.stringify(result, null, 2)}\n` : evaluationText(result),
  );
}

async function run(call: Call, surroundings: Surroundings): Promise<void> {
  const options = { ...common(call), model: call.required('model'), alone: call.flag('alone') };
  const result = await engine.runInteractions(options, surroundings.place, surroundings);
  return surroundings.write(
    call.flag('json') ? `${JSON.stringify(result, null, 2)}\n` : runText(result),
  );
}
