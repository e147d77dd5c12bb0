import * as engine from '../engine';
import type { Command } from './command';
import { help, json } from './options';
import { percent, table } from './text';

export const models: Command = {
  name: 'models',
  summary: 'which models ship with HomeMole',
  usage: '',
  about: `Lists the shipped models, each checked against its SHA-256. The self-audit needs none of
them: it trains on your own home.`,
  options: { json, help },
  examples: ['homemole models'],
  async run(call, surroundings) {
    call.nothingElse();
    const result = await engine.shippedModels(surroundings.models);
    if (call.flag('json')) return surroundings.write(`${JSON.stringify(result, null, 2)}\n`);
    if (result.models.length === 0) {
      return surroundings.write('This version ships no models. The self-audit needs none.\n');
    }
    const rows = result.models.map((model) => [
      model.name,
      model.vantage,
      String(model.classes.length),
      percent(model.accuracy),
      model.source,
    ]);
    return surroundings.write(
      `${table(['Model', 'Vantage', 'Classes', 'Accuracy', 'Source'], rows, [2, 3])}\n`,
    );
  },
};
