import * as engine from '../engine';
import { describeProblem } from '../contract/messages';
import type { Command } from './command';
import { help, json } from './options';
import { printable, table } from './text';

export const interfaces: Command = {
  name: 'interfaces',
  summary: 'what can be recorded here',
  usage: '',
  about: `Lists the interfaces of this computer that can be recorded, and the programs that would do
it. Nothing here needs a privilege.`,
  options: { json, help },
  examples: ['homemole interfaces'],
  async run(call, surroundings) {
    call.nothingElse();
    const list = await engine.interfaces(surroundings.capture, surroundings.signal);
    if (call.flag('json')) return surroundings.write(`${JSON.stringify(list, null, 2)}\n`);
    const rows = list.interfaces.map(({ name, description, addresses, up }) => [
      name,
      description || '-',
      up ? 'up' : 'down',
      addresses.join(' ') || '-',
    ]);
    const backends = list.backends.map(({ backend, problem, version }) => {
      if (!problem) return `${backend}: ready${version ? ` (${version})` : ''}`;
      const { cause, remedy } = describeProblem(problem);
      return `${backend}: ${printable(`${cause} ${remedy}`)}`;
    });
    return surroundings.write(
      [
        table(['Interface', 'What it is', 'State', 'Addresses'], rows, []),
        '',
        ...backends,
        '',
      ].join('\n'),
    );
  },
};
