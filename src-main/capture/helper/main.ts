import { createInterface } from 'node:readline';
import { helperCommandSchema } from '../../contract/capture';
import type { HelperCommand, HelperEvent } from '../../contract/capture';
import { problemOf } from '../../contract/errors';
import { bytesHeader, eventFrame } from '../frames';
import { interfacesHere } from '../interfaces/list';
import { watchRates } from '../interfaces/rates';
import { backendFor, backendStates } from './choose';
import { checkRequest, RunningCapture } from './record';
import type { Output } from './record';

// The capture helper: the only process of HomeMole that records, and the only one that may need a
// privilege. It takes commands on its standard input, answers on its standard output, and ends with
// its input, that is, with whoever started it. It reads no arguments and no settings.

let readerGone = false;
let goOn: () => void = () => undefined;

const output: Output = {
  say: (event: HelperEvent) => void process.stdout.write(eventFrame(event)),
  bytes: (bytes) => {
    if (readerGone) return Promise.resolve();
    process.stdout.write(bytesHeader(bytes.length));
    if (process.stdout.write(bytes)) return Promise.resolve();
    return new Promise((resolve) => (goOn = resolve));
  },
};
process.stdout.on('drain', () => goOn());

if (process.argv.length > 2) {
  process.stderr.write('the capture helper takes no arguments\n');
  process.exit(2);
}

let capture: RunningCapture | null = null;
let running: Promise<void> = Promise.resolve();
let stopRates: () => void = () => undefined;

async function obey(command: HelperCommand): Promise<void> {
  switch (command.kind) {
    case 'list': {
      const interfaces = await interfacesHere();
      const probe = interfaces.find(({ kind }) => kind === 'loopback') ?? interfaces[0];
      const backends = await backendStates(probe?.name ?? 'lo');
      return output.say({ kind: 'list', list: { interfaces, backends } });
    }
    case 'rates':
      stopRates();
      stopRates = watchRates(command.seconds, (rates) => output.say({ kind: 'rates', rates }));
      return;
    case 'check':
      await checkRequest(await backendFor(command.request), command.request);
      return output.say({ kind: 'checked' });
    case 'start': {
      if (capture) return;
      capture = new RunningCapture(await backendFor(command.request), command.request, output);
      running = capture.run().then(leave);
      return;
    }
    case 'pause':
      return capture?.pause();
    case 'resume':
      return capture?.resume();
    case 'stop':
      return capture?.stop();
  }
}

function leave(): void {
  stopRates();
  input.close();
  process.stdin.destroy();
}

const input = createInterface({ input: process.stdin });
let turn: Promise<void> = Promise.resolve();
input.on('line', (line) => {
  const command = parse(line);
  if (command === null) return;
  turn = turn
    .then(() => obey(command))
    .catch((error: unknown) => {
      output.say({ kind: 'problem', problem: problemOf(error) });
      // Nothing was started that could end, and whoever asked waits for the end.
      if (!capture) leave();
    });
});
input.on('close', () => {
  stopRates();
  capture?.stopNow();
  void turn.then(() => running);
});
// Whoever read us is gone: nothing that is recorded could reach anybody.
process.stdout.on('error', () => {
  readerGone = true;
  goOn();
  capture?.stopNow();
  process.exitCode = 1;
});
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => {
  if (capture) capture.stopNow();
  else process.exit();
});

function parse(line: string): HelperCommand | null {
  try {
    return helperCommandSchema.parse(JSON.parse(line));
  } catch {
    process.stderr.write('refused a command that is none\n');
    return null;
  }
}
