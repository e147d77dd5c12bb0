import { spawn } from 'node:child_process';
import type { HomeMoleError } from '../../contract/errors';
import type { Outcome, Recording } from './backend';
import { isAsleep } from './is-asleep';

/** The most that is kept of what a program says on its standard error. */
const MOST_WORDS = 16_384;
/** Milliseconds between two questions of how many frames were lost. */
const ASK_EVERY = 1000;
/** After this long a program that was asked to end is killed, in milliseconds. */
const PATIENCE = 3000;

/** What a program said and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly words: string;
}

export interface ChildOptions {
  /** Turns what the program writes into pcapng. */
  readonly convert?: (chunk: Buffer) => Uint8Array;
  /** Whether it ended by itself because something is wrong; absent: when its code is not 0. */
  readonly failed?: (ended: Ended) => boolean;
  /** Why the program ended by itself. */
  readonly problem: (ended: Ended) => HomeMoleError;
  /** Frames lost by what the program said, the newest count. */
  readonly dropped: (words: string) => number | null;
  /** `end-input` closes the program's standard input in place of a signal. */
  readonly stopBy?: 'signal' | 'end-input';
  /** Whether it says how many frames were lost for each line of its input, and goes on. */
  readonly asks?: boolean;
}

/** Records with a program that writes a capture to its standard output. */
export function recordWith(
  program: string,
  args: readonly string[],
  options: ChildOptions,
): Recording {
  const { stopBy = 'signal', convert } = options;
  const child = spawn(program, args, {
    stdio: [stopBy === 'signal' ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    windowsHide: true,
    env: { ...process.env, LC_ALL: 'C' },
  });
  let stopped = false;
  let closed = false;
  let broken: HomeMoleError | null = null;
  let words = '';
  child.stdin?.on('error', () => undefined);
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-MOST_WORDS);
  });
  // Asked before it listens to signals, it would end: it does when it has begun to write.
  if (options.asks) {
    child.stdout?.once('data', () => {
      const timer = setInterval(() => void (stopped || child.stdin?.write('\n')), ASK_EVERY);
      child.once('close', () => clearInterval(timer));
    });
  }
  const outcome = new Promise<Outcome>((resolve) => {
    child.once('error', (error) => {
      words += error.message;
      resolve({ problem: options.problem({ code: null, words }), dropped: null });
    });
    child.once('close', (code) => {
      closed = true;
      const ended = { code, words };
      const failed = !stopped && (options.failed?.(ended) ?? code !== 0);
      const problem = broken ?? (failed ? options.problem(ended) : null);
      resolve({ problem, dropped: options.dropped(words) });
    });
  });
  const stop = (): void => {
    if (stopped || closed) return;
    stopped = true;
    if (stopBy === 'signal') child.kill('SIGINT');
    else child.stdin?.end();
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
    child.once('close', () => clearTimeout(timer));
  };

  async function* stream(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
        const bytes = convert ? convert(chunk) : chunk;
        if (bytes.length > 0) yield bytes;
      }
    } catch (error) {
      // What it writes is no capture: its words tell why, or the bytes themselves.
      words += `\n${error instanceof Error ? error.message : String(error)}`;
      broken = options.problem({ code: null, words });
      child.kill('SIGKILL');
    }
  }
  return {
    stream: stream(),
    stop,
    outcome,
    dropped: () => options.dropped(words),
    isAsleep: () => child.pid === undefined || isAsleep(child.pid),
  };
}

/** Runs a program to its end, for what it says. */
export function runProgram(
  program: string,
  args: readonly string[],
  milliseconds = 10_000,
): Promise<Ended & { readonly output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      env: { ...process.env, LC_ALL: 'C' },
      timeout: milliseconds,
    });
    let output = '';
    let words = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (output.length < 2 ** 20) output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-MOST_WORDS);
    });
    child.once('error', (error) => resolve({ code: null, words: error.message, output }));
    child.once('close', (code) => resolve({ code, words, output }));
  });
}
