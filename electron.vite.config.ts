import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';

// One build runs on Electron 25 (the test runtime) and on Electron 45: CommonJS for the main side,
// node18 and chrome114 as targets.
const at = (path: string): string => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    build: {
      target: 'node18',
      outDir: 'out/main',
      minify: false,
      sourcemap: false,
      // Bundled: an ES module, which Node 18 cannot require; and a hundred files, of which few are used
      // and which every start of the command line would open.
      externalizeDeps: { exclude: ['hyparquet-writer', 'zod'] },
      rolldownOptions: {
        input: {
          main: at('src-main/app/main.ts'),
          engine: at('src-main/app/engine-process.ts'),
          cli: at('src-main/cli/main.ts'),
          'capture-helper': at('src-main/capture/helper/main.ts'),
          'worker-thread': at('src-main/inference/worker-thread.ts'),
        },
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name]-[hash].cjs',
        },
      },
    },
  },
  preload: {
    build: {
      target: 'node18',
      outDir: 'out/preload',
      minify: false,
      // A sandboxed preload cannot require packages, so everything is bundled into it.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: at('src-main/app/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    base: './',
    build: {
      target: 'chrome114',
      // Half as many bytes to parse before the window shows anything.
      minify: true,
      outDir: at('out/renderer'),
      rolldownOptions: { input: { index: at('src-renderer/index.html') } },
    },
    resolve: { alias: { '@contract': at('src-main/contract') } },
    plugins: [vue()],
  },
});
