import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it, vi } from 'vitest';
import { corpus, oddCaptures } from './testing/corpus';
import { fuzz } from './testing/fuzz';

vi.setConfig({ testTimeout: 300_000 });
const SEED = 20_260_302;
const FILES = 8000;
const root = resolve(import.meta.dirname, '../..');
const odd = existsSync(oddCaptures(root)) ? '' : ' (without the odd captures, which are not there)';

it(`${FILES} damaged files are read as far as they go, or refused in words${odd}`, async () => {
  const { read, refused, packets } = await fuzz(corpus(root), SEED, 0, FILES);
  expect(read + refused).toBe(FILES);
  // Damage that leaves nothing to read, or nothing damaged, would test little.
  expect(read).toBeGreaterThan(FILES / 5);
  expect(refused).toBeGreaterThan(FILES / 10);
  expect(packets).toBeGreaterThan(2 * read);
});
