import { problemOf } from '../contract/errors';
import type { ModelsResult } from '../contract/results';
import { loadModel } from '../inference';
import type { Answer } from '../contract/engine-messages';
import { type LibraryPlace, ModelLibrary } from './library';

/**
 * The models that ship and the user's own, each file checked against its card, and those that ship against
 * the manifest `models.json`; what cannot be used stands apart, with its problem.
 */
export async function listModels(place: LibraryPlace): Promise<ModelsResult> {
  const library = new ModelLibrary(place);
  const { models, broken } = await library.list();
  const result: ModelsResult = { models: [], broken };
  for (const { id, folder } of models) {
    try {
      const { origin, name, model, vantage, classes, source, figures, sha256 } =
        await library.read(id);
      const accuracy = figures?.overallAccuracy ?? null;
      const what = { origin, folder, name, model, vantage, classes, source, accuracy, sha256 };
      result.models.push(what);
    } catch (error) {
      result.broken.push({ id, folder, problem: problemOf(error) });
    }
  }
  return result;
}

/**
 * What is in a folder that `train` wrote.
 * @throws HomeMoleError `model-missing`, `model-malformed`, `model-changed`
 */
export async function readModelFolder(folder: string): Promise<Answer<'readModelFolder'>> {
  const { card } = await loadModel(folder);
  return { folder, name: card.name, vantage: card.vantage, classes: card.classes };
}
