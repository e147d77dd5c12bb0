import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HomeMoleError } from '../../contract/errors';
import { type InteractionsModel, interactionsModelSchema } from '../../contract/interactions';
import { checkFolder, writeFolder, writeWholeFile } from '../../files';

const FILE = 'interactions.json';
const MOST_BYTES = 64 * 1024 ** 2;

/** Makes sure that it can be saved there. @throws HomeMoleError as `saveInteractions` */
export async function checkInteractionsFolder(dir: string): Promise<void> {
  await checkFolder(dir, [FILE]);
}

/**
 * Writes what was learned of interactions into a folder, which appears whole or not at all.
 * @throws HomeMoleError `output-exists` when the folder holds anything else; `output-unwritable`
 */
export async function saveInteractions(dir: string, model: InteractionsModel): Promise<void> {
  const text = `${JSON.stringify(interactionsModelSchema.parse(model), null, 2)}\n`;
  await writeFolder(dir, [FILE], (fresh) => writeWholeFile(join(fresh, FILE), text));
}

/** @throws HomeMoleError `model-missing`, `model-malformed` */
export async function loadInteractions(dir: string): Promise<InteractionsModel> {
  let bytes: Buffer;
  try {
    bytes = await readFile(join(dir, FILE));
  } catch {
    throw new HomeMoleError('model-missing', { folder: dir, file: FILE });
  }
  const fail = (detail: string): HomeMoleError =>
    new HomeMoleError('model-malformed', { folder: dir, detail: `${FILE} ${detail}` });
  if (bytes.length > MOST_BYTES) throw fail('is larger than any of ours');
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw fail('is not JSON');
  }
  const model = interactionsModelSchema.safeParse(value);
  if (model.success) return model.data;
  const issue = model.error.issues[0]!;
  throw fail(`has a mistake at ${issue.path.join('.') || 'the top level'}: ${issue.message}`);
}
