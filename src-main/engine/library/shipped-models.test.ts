import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { loadModel } from '../../inference';
import { shippedEntries } from './shipped';

const folder = resolve(import.meta.dirname, '../../../models');
const folders = readdirSync(folder, { withFileTypes: true }).filter((at) => at.isDirectory());

it('ships the models that its manifest lists, and no other', async () => {
  const entries = await shippedEntries(folder);
  expect(entries.map((entry) => entry.folder).sort()).toEqual(
    folders.map(({ name }) => name).sort(),
  );
  expect(entries.length).toBeGreaterThan(0);
});

it.each(folders.map(({ name }) => name))(
  '%s is what manifest and card say, and names its source',
  async (name) => {
    // Checks the model against the card's SHA-256.
    const { card } = await loadModel(join(folder, name));
    const entries = await shippedEntries(folder);
    expect(entries.find((entry) => entry.folder === name)?.sha256).toBe(card.sha256);
    expect(name).toBe(`${card.model}-${card.vantage}`);
    expect(card.data.source).toMatch(/LSIF.*IoT-Dataset/);
    expect(card.data.simulated).toBe(false);
    expect(card.figures).not.toBeNull();
    expect(card.notes.join(' ')).toMatch(/one home/i);
  },
);

it('ships less than 25 MB of them', () => {
  const files = folders.flatMap(({ name }) =>
    readdirSync(join(folder, name)).map((file) => join(folder, name, file)),
  );
  expect(files.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(25e6);
});
