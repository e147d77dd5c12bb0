#!/usr/bin/env node
import { join } from 'node:path';
import { version } from '../../package.json';
import { exitCodeFor, problemOf } from '../contract/errors';
import { describeProblem } from '../contract/messages';
import { knownDevicesFile, ownModels } from '../engine';
import { anonymise } from './anonymise';
import { audit } from './audit';
import { capture } from './capture';

import { type Command, parseCall, type Surroundings, usage } from './command';
import { detect } from './detect';
import { devices } from './devices';
import { evaluate } from './evaluate';
import { explain } from './explain';
import { detail, overview } from './help';
import { inspect } from './inspect';
import { interactions } from './interactions';
import { interfaces } from './interfaces';
import { models } from './models';
import { profiles } from './profiles';
import { ProgressBar } from './progress-bar';
import { shape } from './shape';
import { simulate } from './simulate';
import { study } from './study';
import { printable } from './text';
import { train } from './train';
import { view } from './view';

const commands: readonly Command[] = [
  audit,
  inspect,
  devices,
  view,
  train,
  evaluate,
  explain,
  study,
  shape,
  detect,
  interactions,
  profiles,
  simulate,
  anonymise,
  models,
  interfaces,
  capture,
];
/** The built program lies in `out/main/`, beside `resources/` and `models/` of the project. */
const root = join(__dirname, '..', '..');

async function run(args: string[], surroundings: Surroundings): Promise<void> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const asked = commands.find((command) => command.name === rest[0]);
    return surroundings.write(asked ? detail(asked) : overview(commands, version));
  }
  if (name === '--version' || name === '-v') return surroundings.write(`${version}\n`);
  const command = commands.find((known) => known.name === name);
  if (!command) throw usage(`There is no command ${name}.`);
  if (rest.includes('--help') || rest.includes('-h')) return surroundings.write(detail(command));
  return command.run(parseCall(command, rest), surroundings);
}

/** Where a command that is there explains itself; null for others. */
function helpOn(name: string | undefined): string | null {
  const known = commands.some((command) => command.name === name);
  return known ? `Run \`homemole ${name} --help\`.` : null;
}

/** Writes to standard output and waits while the reader is slow; a reader that left ends it. */
function writeOut(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (!error || (error as NodeJS.ErrnoException).code === 'EPIPE') resolve();
      else reject(error);
    });
  });
}

async function main(): Promise<void> {
  const bar = new ProgressBar(process.stderr);
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  process.once('SIGTERM', () => abort.abort());
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
  });
  try {
    await run(process.argv.slice(2), {
      signal: abort.signal,
      place: {
        resources: join(root, 'resources'),
        workerEntry: join(__dirname, 'worker-thread.cjs'),
        knownDevices: knownDevicesFile(),
      },
      models: { shipped: join(root, 'models'), own: ownModels() },
      capture: { helper: join(__dirname, 'capture-helper.cjs') },
      line: (text) => bar.line(text),
      progress: (progress) => bar.show(progress),
      write: async (text) => {
        bar.clear();
        await writeOut(text);
      },
      note: (text) => process.stderr.write(`${text}\n`),
    });
  } catch (error) {
    bar.clear();
    const problem = problemOf(error);
    const { cause, remedy } = describeProblem(problem);
    const advice = (problem.code === 'usage' && helpOn(process.argv[2])) || printable(remedy);
    process.stderr.write(`homemole: ${printable(cause)} ${advice}\n`);
    if (problem.code === 'unexpected' && process.env['HOMEMOLE_DEBUG']) console.error(error);
    process.exitCode = exitCodeFor(problem.code);
  }
  bar.clear();
}

void main();
