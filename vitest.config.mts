import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const waits = /src-main\/(vantage\/real|capture)\//;

/** Has the files whose tests mostly wait begin before all others, the longest of them first. */
class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number =>
      moduleId.endsWith('real/control.test.ts') ? 0 : waits.test(moduleId) ? 1 : 2;
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@contract': resolve(import.meta.dirname, 'src-main/contract') } },
  test: {
    include: ['src-main/**/*.test.ts', 'src-renderer/**/*.test.ts', '.ci/**/*.test.mjs'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Real tunnels and recordings mostly wait: they begin first, and others work meanwhile.
    maxWorkers: Math.max(3, availableParallelism()),
    sequence: { sequencer: WaitingFirst },
  },
});
