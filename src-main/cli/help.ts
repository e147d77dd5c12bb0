import type { Command } from './command';

/** The overview: what HomeMole is, the commands, where to begin. */
export function overview(commands: readonly Command[], version: string): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return `HomeMole ${version}: what an eavesdropper can infer from a home's encrypted traffic.

Usage: homemole COMMAND [options]

${commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n')}

Begin with the sample home:    homemole audit --sample --report sample.html
Then look into your own:       homemole inspect home.pcapng
One command in detail:         homemole audit --help

Captures are pcap or pcapng files taken inside the home; - is standard input; several are
merged by time. Results go to standard output, progress and problems to standard error.
Exit codes: 0 done, 1 unexpected, 2 usage, 3 unreadable input, 4 nothing to analyse,
130 interrupted.
`;
}

/** One command in detail. */
export function detail(command: Command): string {
  const options = Object.entries(command.options).map(([name, spec]) => {
    const call = `${spec.short ? `-${spec.short}, ` : ''}--${name}${spec.value ? ` ${spec.value}` : ''}`;
    return `  ${call.padEnd(18)} ${spec.help}`;
  });
  return `homemole ${command.name}: ${command.summary}

Usage: ${['homemole', command.name, command.usage, '[options]'].filter(Boolean).join(' ')}

${command.about}

Options
${options.join('\n')}

Example${command.examples.length > 1 ? 's' : ''}
${command.examples.map((example) => `  ${example}`).join('\n')}
`;
}
