import * as engine from '../engine';
import { parseVantage } from '../engine';
import type { Command } from './command';
import { help, json, labels, LARGEST_SEED, seed } from './options';
import { sides, viewInputOf } from './sides';
import { calibrationLines } from './calibration-text';
import { presenceLines } from './presence-text';
import { count, percent, simulatedMark, table } from './text';

export const evaluate: Command = {
  name: 'evaluate',
  summary: 'test a trained adversary on other captures',
  usage: '--model DIR CAPTURE... --labels FILE | --lan FILE --wan FILE ...',
  about: `Runs a trained model over captures it was not trained on and compares what it says with the
truth in the label file. Take other days or another home: testing on the training data
measures memory, not skill.

Overall accuracy counts every packet; IoT accuracy those of IoT devices; macro recall is the
mean over the classes present. Types that the model never saw count as wrong.

With captures of both sides (--lan, --wan) it is tested on the packets recorded outside.`,
  options: {
    model: { type: 'string', value: 'DIR', help: 'Folder that `homemole train` wrote.' },
    ...sides,
    labels,
    vantage: { type: 'string', value: 'V', help: 'Refuse a model that is not for this vantage.' },
    seed,
    json,
    help,
  },
  examples: ['homemole evaluate --model my-model day3.pcap --labels devices.csv'],
  async run(call, surroundings) {
    const vantage = call.text('vantage');
    const options = {
      model: call.required('model'),
      ...viewInputOf(call),
      labels: call.required('labels'),
      vantage: vantage === null ? null : parseVantage(vantage),
      seed: call.number('seed', 1, 0, LARGEST_SEED),
    };
    const result = await engine.evaluate(options, surroundings.place, surroundings);
    if (call.flag('json')) return surroundings.write(`${JSON.stringify(result, null, 2)}\n`);
    const rows = Object.entries(result.categoryAccuracy).map(([type, recall]) => [
      type,
      percent(recall),
      count(
        (result.confusion.matrix[result.confusion.labels.indexOf(type)] ?? []).reduce(
          (sum, value) => sum + value,
          0,
        ),
      ),
    ]);
    return surroundings.write(
      [
        ...simulatedMark(result.simulated),
        `${result.model} at ${result.vantage}, ${count(result.packets)} packets:`,
        `overall accuracy ${percent(result.overallAccuracy)} (always the commonest class: ${percent(result.baselines.majority)}), IoT accuracy ${percent(result.iotAccuracy)}, macro recall ${percent(result.macroRecall)}`,
        ...calibrationLines(result.calibration),
        '',
        table(['Type', 'Recall', 'Packets'], rows, [1, 2]),
        ...presenceLines(result.presence),
        '',
      ].join('\n'),
    );
  },
};
