import * as engine from '../engine';
import type { Command } from './command';
import { help, json, LARGEST_SEED, seed } from './options';
import { count } from './text';

export const simulate: Command = {
  name: 'simulate',
  summary: 'write the traffic of a virtual home',
  usage: '--scenario S --hours H --seed N --out DIR',
  about: `Writes capture.pcapng, devices.csv and interactions.csv of a virtual home: its devices behave
as published measurements describe them, its people live a seeded day. For teaching and for
tests. Accuracy on simulated traffic says nothing about a real home.

Scenarios:
${engine.scenarios.map(({ name, description }) => `  ${name}: ${description}`).join('\n')}`,
  options: {
    scenario: {
      type: 'string',
      value: 'S',
      help: `Which home (default ${engine.DEFAULT_SCENARIO}).`,
    },
    hours: { type: 'string', value: 'H', help: 'How long, 0.1 to 168 (default 3).' },
    seed,
    out: {
      type: 'string',
      value: 'DIR',
      help: 'Folder to write; an earlier simulation there is replaced.',
    },
    json,
    help,
  },
  examples: ['homemole simulate --scenario family-home --hours 3 --seed 7 --out my-home'],
  async run(call, surroundings) {
    call.nothingElse();
    const options = {
      scenario: call.text('scenario') ?? engine.DEFAULT_SCENARIO,
      hours: call.number('hours', 3, 0.1, 168, false),
      seed: call.number('seed', 1, 0, LARGEST_SEED),
      out: call.required('out'),
    };
    const result = await engine.simulateHome(options, surroundings);
    if (call.flag('json')) return surroundings.write(`${JSON.stringify(result, null, 2)}\n`);
    return surroundings.write(
      `Simulated ${result.hours} h of ${result.scenario}: ${count(result.packets)} packets, ${result.devices} devices, ${result.interactions} interactions.\n` +
        `Written to ${options.out}: ${result.files.join(', ')}\n`,
    );
  },
};
