import { describeProblem } from '../contract/messages';
import * as engine from '../engine';
import type { Command } from './command';
import { help, json } from './options';
import { percent, table } from './text';

export const models: Command = {
  name: 'models',
  summary: 'which models there are: those that ship with HomeMole, and your own',
  usage: '',
  about: `Lists the models that ship and those that you trained or imported in the window, each checked
against its SHA-256. \`evaluate --model\` takes their folders. The self-audit needs none of them: it
trains on your own home.`,
  options: { json, help },
  examples: ['homemole models'],
  async run(call, surroundings) {
    call.nothingElse();
    const result = await engine.listModels(surroundings.models);
    if (call.flag('json')) return surroundings.write(`${JSON.stringify(result, null, 2)}\n`);
    for (const { folder, problem } of result.broken) {
      surroundings.note(`${folder}: ${describeProblem(problem).cause}`);
    }
    if (result.models.length === 0) {
      return surroundings.write('There are no models here. The self-audit needs none.\n');
    }
    const rows = result.models.map((model) => [
      model.name,
      model.origin === 'own' ? 'yours' : 'ships',
      model.model,
      model.vantage,
      String(model.classes.length),
      percent(model.accuracy),
      model.source,
      model.folder,
    ]);
    const heads = ['Model', 'Whose', 'Kind', 'Vantage', 'Classes', 'Accuracy', 'Source', 'Folder'];
    return surroundings.write(`${table(heads, rows, [4, 5])}\n`);
  },
};
