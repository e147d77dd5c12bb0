import type { InterfaceRates } from '../contract/capture';
import * as engine from '../engine';
import { describeProblem } from '../contract/messages';
import type { Command } from './command';
import { help, json } from './options';
import { count, printable, table } from './text';

export const interfaces: Command = {
  name: 'interfaces',
  summary: 'what can be recorded here',
  usage: '',
  about: `Lists the interfaces of this computer that can be recorded, and the programs that would do
it, with what stands in their way. Nothing here needs a privilege.`,
  options: {
    rates: { type: 'boolean', help: 'Measure for a second how busy each is (Linux).' },
    json,
    help,
  },
  examples: ['homemole interfaces --rates'],
  async run(call, surroundings) {
    call.nothingElse();
    const list = await engine.interfaces(surroundings.capture, surroundings.signal);
    const rates = call.flag('rates')
      ? await engine.interfaceRates(surroundings.capture, surroundings.signal)
      : null;
    if (call.flag('json')) {
      const result = rates === null ? list : { ...list, rates };
      return surroundings.write(`${JSON.stringify(result, null, 2)}\n`);
    }
    const rows = list.interfaces.map(({ name, description, addresses, up }) => [
      name,
      description || '-',
      up ? 'up' : 'down',
      ...(rates === null ? [] : rateOf(rates.find((one) => one.name === name))),
      addresses.join(' ') || '-',
    ]);
    const backends = list.backends.flatMap(({ backend, problem, version }) => {
      if (!problem) return [`${backend}: ready${version ? ` (${version})` : ''}`];
      const { cause, remedy } = describeProblem(problem);
      return [`${backend}: ${printable(cause)}`, `  ${printable(remedy)}`];
    });
    const measured = rates === null ? [] : ['Packets/s', 'Bytes/s'];
    return surroundings.write(
      [
        table(
          ['Interface', 'What it is', 'State', ...measured, 'Addresses'],
          rows,
          measured.map((_, i) => 3 + i),
        ),
        '',
        ...backends,
        '',
      ].join('\n'),
    );
  },
};

function rateOf(rate: InterfaceRates['rates'][number] | undefined): string[] {
  if (rate === undefined) return ['-', '-'];
  return [rate.packetsPerSecond, rate.bytesPerSecond].map((value) => count(Math.round(value)));
}
