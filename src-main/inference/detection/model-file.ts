import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DetectionModel, detectionModelSchema } from '../../contract/detection';
import { HomeMoleError } from '../../contract/errors';
import { checkFolder, writeFolder, writeWholeFile } from '../../files';

const FILE = 'detection.json';
const MOST_BYTES = 512 * 1024 ** 2;

/** Makes sure that it can be saved there. @throws HomeMoleError as `saveDetection` */
export async function checkDetectionFolder(dir: string): Promise<void> {
  await checkFolder(dir, [FILE]);
}

/**
 * Writes detectors into a folder, which appears whole or not at all.
 * @throws HomeMoleError `output-exists` when the folder holds anything else; `output-unwritable`
 */
export async function saveDetection(dir: string, model: DetectionModel): Promise<void> {
  const text = `${JSON.stringify(detectionModelSchema.parse(model))}\n`;
  await writeFolder(dir, [FILE], (fresh) => writeWholeFile(join(fresh, FILE), text));
}

/** @throws HomeMoleError `model-missing`, `model-malformed` */
export async function loadDetection(dir: string): Promise<DetectionModel> {
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
  const model = detectionModelSchema.safeParse(value);
  if (model.success) return model.data;
  const issue = model.error.issues[0]!;
  throw fail(`has a mistake at ${issue.path.join('.') || 'the top level'}: ${issue.message}`);
}
