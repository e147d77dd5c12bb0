import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../../..');
/** One for each worker of vitest: building empties it, while another worker's command line may run. */
const outDir = resolve(root, `out/test-cli-${process.env['VITEST_POOL_ID'] ?? '0'}`);
/** Not the user's own folder: nothing is kept there. */
const noFolder = join(outDir, 'nothing-kept');

/** Builds the command line as the product does, beside its training worker; once per test file. */
export async function buildCli(): Promise<string> {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      minify: false,
      rolldownOptions: {
        input: {
          cli: resolve(root, 'src-main/cli/main.ts'),
          'capture-helper': resolve(root, 'src-main/capture/helper/main.ts'),
          'worker-thread': resolve(root, 'src-main/inference/worker-thread.ts'),
        },
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name]-[hash].cjs',
        },
      },
    },
  });
  return resolve(outDir, 'cli.cjs');
}

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the built command line; `folder` is where it keeps its own, `preload` a script that runs
 * before it.
 */
export function runCli(
  cli: string,
  args: readonly string[],
  options: { input?: Uint8Array; folder?: string; preload?: string } = {},
): Promise<Outcome> {
  const preload = options.preload === undefined ? [] : ['--require', options.preload];
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [...preload, cli, ...args], {
      cwd: root,
      env: { ...process.env, HOMEMOLE_FOLDER: options.folder ?? noFolder },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', fail);
    child.on('close', (code) => done({ code, stdout, stderr }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input);
  });
}
