import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../../..');

/** Builds the capture helper as the product does. */
export function buildHelper(): Promise<string> {
  return buildProgram('capture-helper', 'src-main/capture/helper/main.ts', {
    outDir: resolve(root, 'out/test-capture'),
  });
}

/**
 * Builds a program that Node can run. Test files that run at the same time may build the same one:
 * the file is replaced in one step, and only when it differs.
 *
 * @param alone With all it needs in one file, so that it runs anywhere.
 * @returns its path
 */
export async function buildProgram(
  name: string,
  entry: string,
  { outDir, alone = false }: { outDir: string; alone?: boolean },
): Promise<string> {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    ...(alone ? { ssr: { noExternal: true } } : {}),
    build: {
      ssr: true,
      write: false,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: { [name]: resolve(root, entry) },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  });
  const [chunk, ...others] = 'output' in built ? built.output : [];
  if (chunk?.type !== 'chunk' || others.length > 0) throw new Error(`${name}: not one file`);
  const path = join(outDir, `${name}.cjs`);
  if (existsSync(path) && readFileSync(path, 'utf8') === chunk.code) return path;
  mkdirSync(outDir, { recursive: true });
  writeFileSync(`${path}.${process.pid}`, chunk.code);
  renameSync(`${path}.${process.pid}`, path);
  return path;
}
