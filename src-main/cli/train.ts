import * as engine from '../engine';
import { parseVantage } from '../engine';
import { type Command, usage } from './command';
import {
  forestSize,
  forestSizeOf,
  help,
  json,
  labels,
  LARGEST_SEED,
  network,
  networkOf,
  parseModel,
  seed,
} from './options';
import { sides, viewInputOf } from './sides';
import { count, percent, simulatedMark } from './text';

export const train: Command = {
  name: 'train',
  summary: 'train an adversary on labelled captures',
  usage: 'CAPTURE... --labels FILE --vantage V --out DIR | --lan FILE --wan FILE ...',
  about: `Trains a model that names the device type behind every packet of one vantage, and writes
model.onnx and card.json (data, split, figures, seed) into DIR. The card's figures are
measured on the last fifth of the time, which that measurement's model has not seen.

With captures of both sides (--lan, --wan) it learns from the packets that were recorded outside,
at the vantage that they show.

Models: forest (the paper's baseline, one packet at a time), lstm and blstm (the paper's recurrent
networks over windows of packets), best (our strongest: a forest over each packet and its
surroundings). With --paper the forest takes ports as the paper does: all of them one-hot,
reduced to 50 principal components, in the place of the 50 commonest; lstm and blstm learn exactly
as it says, not as is better in a quiet home.`,
  options: {
    ...sides,
    labels,
    vantage: { type: 'string', value: 'V', help: 'Where the eavesdropper stands.' },
    model: { type: 'string', value: 'M', help: 'forest, lstm, blstm or best (default best).' },
    ...network,
    ...forestSize,
    only: {
      type: 'string',
      multiple: true,
      value: 'DEVICE',
      help: 'Learn this device or type alone; may be given several times (default: all).',
    },
    seed,
    source: {
      type: 'string',
      value: 'TEXT',
      help: 'Where the captures are from, for the card (default: own captures).',
    },
    out: { type: 'string', value: 'DIR', help: 'Folder for the model; a model there is replaced.' },
    json,
    help,
  },
  examples: [
    'homemole train day1.pcap day2.pcap --labels devices.csv --vantage napt --out my-model',
  ],
  async run(call, surroundings) {
    const input = viewInputOf(call);
    const vantage = input.outside === null ? call.required('vantage') : call.text('vantage');
    const model = parseModel(call.text('model') ?? 'best');
    const asked = networkOf(call);
    if (asked.paper && model === 'best') throw usage('--paper is not for --model best.');
    const options = {
      ...input,
      labels: call.required('labels'),
      vantage: vantage === null ? null : parseVantage(vantage),
      model,
      ...asked,
      ...forestSizeOf(call),
      seed: call.number('seed', 1, 0, LARGEST_SEED),
      source: call.text('source'),
      only: call.texts('only').length > 0 ? call.texts('only') : null,
      out: call.required('out'),
    };
    const card = await engine.train(options, surroundings.place, surroundings);
    if (call.flag('json')) return surroundings.write(`${JSON.stringify(card, null, 2)}\n`);
    const figures = card.figures
      ? `On the held-out last fifth: IoT accuracy ${percent(card.figures.iotAccuracy)}, macro recall ${percent(card.figures.macroRecall)}.`
      : 'Too little data to hold any out: the card has no figures.';
    return surroundings.write(
      [
        ...simulatedMark(card.data.simulated),
        `Trained ${card.model} for ${card.vantage} on ${count(card.data.internetPackets)} packets, ${card.classes.length} classes.`,
        figures,
        `Written: ${options.out}/model.onnx, ${options.out}/card.json`,
        '',
      ].join('\n'),
    );
  },
};
