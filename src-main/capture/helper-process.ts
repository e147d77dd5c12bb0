import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { helperEventSchema } from '../contract/capture';
import type { HelperCommand, HelperEvent } from '../contract/capture';
import { findProgram, isRunnable } from './find-program';
import { FrameDecoder } from './frames';
import { CAPTURE_NODE } from './system';

/** What the helper is built for. */
const OLDEST_NODE = 20;

/** Where the helper's script is, and what runs it. */
export interface CapturePlace {
  /** The built capture-helper.cjs. */
  readonly helper: string;
  /** A Node.js executable; absent: see `runtimeFor`. */
  readonly runtime?: string;
}

/** The helper's process: believed only what parses, ended with its input. */
export class HelperProcess {
  readonly child: ChildProcessWithoutNullStreams;
  /** Settles with how it ended. */
  readonly closed: Promise<string>;

  /** @param command What it is started for; sent at once. */
  constructor(
    place: CapturePlace,
    command: HelperCommand,
    onEvent: (event: HelperEvent) => void,
    onBytes: (bytes: Buffer) => void = () => undefined,
  ) {
    const runtime = place.runtime ?? runtimeFor(command);
    this.child = spawn(runtime, [place.helper], {
      stdio: 'pipe',
      windowsHide: true,
      // Out of the terminal's group: its Ctrl-C is for us, who then stop the helper in order.
      detached: process.platform !== 'win32',
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    const decoder = new FrameDecoder((json) => {
      const parsed = helperEventSchema.safeParse(JSON.parse(json));
      if (parsed.success) onEvent(parsed.data);
    }, onBytes);
    let words = '';
    this.child.stdin.on('error', () => undefined);
    this.child.stderr.on('data', (text: Buffer) => (words = (words + text).slice(-2000)));
    this.child.stdout.on('data', (chunk: Buffer) => {
      try {
        decoder.push(chunk);
      } catch {
        // In order, so that it ends what it started.
        this.leave();
        this.child.kill('SIGTERM');
      }
    });
    this.closed = new Promise((resolve) => {
      this.child.once('error', (error) => resolve(error.message));
      this.child.once('close', (code, by) =>
        resolve(words.trim().split('\n').at(-1) || `exit code ${code ?? by ?? 'unknown'}`),
      );
    });
    this.send(command);
  }

  send(command: HelperCommand): void {
    if (this.child.stdin.writable) this.child.stdin.write(`${JSON.stringify(command)}\n`);
  }

  leave(): void {
    this.child.stdin.end();
  }
}

/**
 * What runs the helper: where the backend `cap` may be needed, the copy of Node that may record, if
 * there is one; else a plain Node, for `cap` is built for it; else the running program itself
 * (Electron can act as Node).
 */
function runtimeFor(command: HelperCommand): string {
  if (mayNeedCap(command) && isRunnable(CAPTURE_NODE)) return CAPTURE_NODE;
  if (process.versions['electron'] === undefined) return process.execPath;
  plainNode ??= nodeOfUser() ?? process.execPath;
  return plainNode;
}

let plainNode: string | null = null;

/** The user's own Node, unless it is too old to read the helper. */
function nodeOfUser(): string | null {
  const node = findProgram('node');
  if (node === null) return null;
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8', timeout: 5000 });
  return Number(/^v(\d+)/.exec(stdout ?? '')?.[1]) >= OLDEST_NODE ? node : null;
}

function mayNeedCap(command: HelperCommand): boolean {
  if (command.kind === 'list') return true;
  if (command.kind !== 'start' && command.kind !== 'check') return false;
  const { backend, ssh } = command.request;
  return backend === 'cap' || (backend === null && ssh === null);
}
