import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Answer } from '../contract/engine-messages';
import { HomeMoleError } from '../contract/errors';
import type { modelsResultSchema } from '../contract/results';
import { loadModel } from '../inference';

const manifestSchema = z.object({
  models: z.array(z.object({ folder: z.string().regex(/^[\w.-]+$/), sha256: z.string() })),
});

/**
 * The models that ship, each checked against the manifest `models.json` and its own card.
 * @param folder The program's `models/`.
 * @throws HomeMoleError `model-changed` when a file is not the one the manifest names.
 */
export async function shippedModels(folder: string): Promise<z.infer<typeof modelsResultSchema>> {
  const manifest = manifestSchema.parse(
    JSON.parse(await readFile(join(folder, 'models.json'), 'utf8')),
  );
  const models = [];
  for (const entry of manifest.models) {
    const path = join(folder, entry.folder);
    const { card } = await loadModel(path);
    if (card.sha256 !== entry.sha256) throw new HomeMoleError('model-changed', { folder: path });
    models.push({
      name: card.name,
      vantage: card.vantage,
      classes: card.classes,
      source: card.data.source,
      accuracy: card.figures?.overallAccuracy ?? null,
      sha256: card.sha256,
    });
  }
  return { models };
}

/**
 * What is in a folder that `train` wrote.
 * @throws HomeMoleError `model-missing`, `model-malformed`, `model-changed`
 */
export async function readModel(folder: string): Promise<Answer<'readModel'>> {
  const { card } = await loadModel(folder);
  return { folder, name: card.name, vantage: card.vantage, classes: card.classes };
}
