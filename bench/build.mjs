/**
 * Builds an entry of src-main/ for plain Node, as the product's own build does, into out/bench.
 * Nothing of node: is bundled; everything else is, so that a section loads one file.
 */
import { resolve } from 'node:path';
import { build } from 'vite';

export const root = resolve(import.meta.dirname, '..');
const outDir = resolve(root, 'out/bench');

/**
 * @param {string} entry path of a TypeScript file below src-main/
 * @param {string} name of the file made, without extension
 * @returns {Promise<string>} its path
 */
export async function buildForNode(entry, name) {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: resolve(root, 'src-main', entry),
      target: 'node20',
      outDir,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: `${name}.mjs` } },
    },
    // Native code is not bundled.
    ssr: { noExternal: true, external: ['onnxruntime-node'] },
  });
  return resolve(outDir, `${name}.mjs`);
}
