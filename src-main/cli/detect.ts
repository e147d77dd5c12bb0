import {
  type DetectionMethod,
  detectionMethods,
  type DetectionModel,
  PAPER_WINDOW,
} from '../contract/detection';
import * as engine from '../engine';
import { parseVantage } from '../engine';
import { type Call, type Command, type Surroundings, usage } from './command';
import { learnedText, runText } from './detect-text';
import { help, json, labels, LARGEST_SEED, seed } from './options';
import { sides, viewInputOf } from './sides';

/** Windows that a user may ask for, in seconds. */
const WINDOWS = { least: 60, most: 86_400 } as const;

export const detect: Command = {
  name: 'detect',
  summary: 'which types of devices are there, window by window',
  usage:
    'train CAPTURE... --labels FILE --vantage V [--device TYPE]... --out DIR | run --model DIR CAPTURE...',
  about: `Learns from captures of a home what each type of device sends and when it comes again, and tells of each
six minutes of other captures which types are there.

train  learns: windows as they were against the same windows without the type's packets
run    tells of each window which types are there; with --labels also how right that is

A type that says little by little is told by a longer window, which ends with the one that is judged:
twice as long as nearly all its pauses. One that sends nothing in a window cannot be told from its
absence there, so scores are of windows in which the type sends something.`,
  options: {
    ...sides,
    labels,
    vantage: { type: 'string', value: 'V', help: 'train: where the eavesdropper stands.' },
    device: {
      type: 'string',
      multiple: true,
      value: 'TYPE',
      help: 'train: a type of device; may be given several times. Left out: every type that is IoT.',
    },
    window: {
      type: 'string',
      value: 'SECONDS',
      help: `train: how far back every type looks, e.g. ${PAPER_WINDOW}; left out: as long as its own pauses ask for.`,
    },
    method: {
      type: 'string',
      value: 'M',
      help: `train: ${detectionMethods.join(' or ')}: a forest on what is sent and when (default), or the network of Ma et al. on profiles.`,
    },
    count: {
      type: 'string',
      value: 'MOST',
      help: 'train: also learn to count the devices of a type that say something, up to so many.',
    },
    superpose: {
      type: 'boolean',
      help: 'run: put numbers of devices together of packets at other times, and tell how well they are counted.',
    },
    'no-ports': {
      type: 'boolean',
      help: 'train: look at lengths and directions alone, not at server ports.',
    },
    model: { type: 'string', value: 'DIR', help: 'run: the folder that train wrote.' },
    out: {
      type: 'string',
      value: 'DIR',
      help: 'train: folder to write; one of its own is replaced.',
    },
    seed,
    json,
    help,
  },
  examples: [
    'homemole detect train day1.pcap --labels devices.csv --vantage wireguard --out detectors',
    'homemole detect run --model detectors day2.pcap --labels devices.csv',
  ],
  async run(call, surroundings) {
    const [action = '', ...captures] = call.positionals;
    const rest = call.withPositionals(captures);
    if (action === 'train') return train(rest, surroundings);
    if (action === 'run') return run(rest, surroundings);
    throw usage('Say what to do: detect train or detect run.');
  },
};

const common = (call: Call) => ({
  ...viewInputOf(call),
  labels: call.text('labels'),
  seed: call.number('seed', 1, 0, LARGEST_SEED),
});

async function train(call: Call, surroundings: Surroundings): Promise<void> {
  const out = call.required('out');
  const options = {
    ...common(call),
    vantage: parseVantage(call.required('vantage')),
    types: call.texts('device'),
    window:
      call.text('window') === null
        ? null
        : call.number('window', PAPER_WINDOW, WINDOWS.least, WINDOWS.most),
    method: methodOf(call),
    most: call.text('count') === null ? null : call.number('count', 10, 1, 1000),
    withPorts: !call.flag('no-ports'),
    out,
  };
  const model = await engine.trainDetection(options, surroundings.place, surroundings);
  return surroundings.write(
    call.flag('json') ? `${JSON.stringify(summaryOf(model), null, 2)}\n` : learnedText(model, out),
  );
}

function methodOf(call: Call): DetectionMethod {
  const name = call.text('method') ?? 'best';
  const method = detectionMethods.find((known) => known === name);
  if (method === undefined) throw usage(`--method is one of: ${detectionMethods.join(', ')}.`);
  return method;
}

/** Without forests and weights. */
const summaryOf = ({ detectors, counters, ...model }: DetectionModel) => ({
  ...model,
  detectors: detectors.map((one) =>
    one.method === 'best' ? { ...one, forest: undefined } : { ...one, parameters: undefined },
  ),
  counters: counters.map((one) =>
    one.method === 'best' ? one : { ...one, parameters: undefined },
  ),
});

async function run(call: Call, surroundings: Surroundings): Promise<void> {
  const options = {
    ...common(call),
    model: call.required('model'),
    superpose: call.flag('superpose'),
  };
  const result = await engine.runDetection(options, surroundings.place, surroundings);
  return surroundings.write(
    call.flag('json') ? `${JSON.stringify(result, null, 2)}\n` : runText(result),
  );
}
