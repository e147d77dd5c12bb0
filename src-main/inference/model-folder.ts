import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { HomeMoleError } from '../contract/errors';
import { cardSchema, type Card } from '../contract/learning';
import { checkFolder, writeFolder, writeWholeFile } from '../files';

const MODEL = 'model.onnx';
const CARD = 'card.json';
const MODEL_FILES = [MODEL, CARD];
const MOST_MODEL_BYTES = 512 * 1024 ** 2;
const MOST_CARD_BYTES = 16 * 1024 ** 2;

/**
 * Writes `model.onnx` and `card.json` into a folder, which appears whole or not at all: both go to
 * a sibling that is then renamed. A folder that held a model before is replaced.
 *
 * @returns the card with the model's SHA-256
 * @throws HomeMoleError `output-exists` when the folder holds anything else; `output-unwritable`
 */
export async function saveModel(
  dir: string,
  model: Uint8Array,
  card: Omit<Card, 'sha256'>,
): Promise<Card> {
  const full = cardSchema.parse({ ...card, sha256: sha256(model) });
  return writeFolder(dir, MODEL_FILES, async (fresh) => {
    await writeWholeFile(join(fresh, MODEL), model);
    await writeWholeFile(join(fresh, CARD), cardText(full));
    return full;
  });
}

/**
 * Makes sure that a model can be saved there; to be asked before training.
 *
 * @throws HomeMoleError as `saveModel`
 */
export async function checkModelFolder(dir: string): Promise<void> {
  await checkFolder(dir, MODEL_FILES);
}

/**
 * Reads a model folder and makes sure that the model is the one its card describes.
 *
 * @throws HomeMoleError `model-missing`, `model-malformed` (no card, or too large to be a model) or
 *   `model-changed` (the SHA-256 differs)
 */
export async function loadModel(dir: string): Promise<{ card: Card; model: Uint8Array }> {
  const cardBytes = await readLimited(dir, CARD, MOST_CARD_BYTES);
  const card = parseCard(dir, cardBytes);
  const model = await readLimited(dir, MODEL, MOST_MODEL_BYTES);
  if (sha256(model) !== card.sha256) throw new HomeMoleError('model-changed', { folder: dir });
  return { card, model };
}

/**
 * What a folder says of its model, without a look into the model itself.
 * @returns the card, the size of the model, and when it was written (seconds since the epoch)
 * @throws HomeMoleError `model-missing`, `model-malformed`
 */
export async function readCard(
  dir: string,
): Promise<{ card: Card; bytes: number; written: number }> {
  const card = parseCard(dir, await readLimited(dir, CARD, MOST_CARD_BYTES));
  const { size, mtimeMs } = await sizeOf(dir, MODEL, MOST_MODEL_BYTES);
  return { card, bytes: size, written: mtimeMs / 1000 };
}

/**
 * Gives a model another name; its folder keeps its own.
 * @throws HomeMoleError `model-missing`, `model-malformed`, `output-unwritable`
 */
export async function renameModel(dir: string, name: string): Promise<void> {
  const card = parseCard(dir, await readLimited(dir, CARD, MOST_CARD_BYTES));
  await writeWholeFile(join(dir, CARD), cardText({ ...card, name }));
}

const cardText = (card: Card): string => `${JSON.stringify(card, null, 2)}\n`;

function parseCard(folder: string, bytes: Uint8Array): Card {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new HomeMoleError('model-malformed', { folder, detail: `${CARD} is not JSON` });
  }
  const card = cardSchema.safeParse(value);
  if (card.success) return card.data;
  const issue = card.error.issues[0]!;
  const detail = `${CARD}, ${issue.path.join('.') || 'top level'}: ${issue.message}`;
  throw new HomeMoleError('model-malformed', { folder, detail });
}

async function readLimited(folder: string, file: string, most: number): Promise<Uint8Array> {
  const path = join(folder, file);
  await sizeOf(folder, file, most);
  try {
    return await readFile(path);
  } catch (error) {
    throw new HomeMoleError('file-unreadable', { file: path, detail: messageOf(error) });
  }
}

/** @throws HomeMoleError `model-missing`; `model-malformed` when it has more than `most` bytes */
async function sizeOf(folder: string, file: string, most: number): Promise<Stats> {
  const stats = await statOrNull(join(folder, file));
  if (!stats?.isFile()) throw new HomeMoleError('model-missing', { folder, file });
  if (stats.size > most) {
    const detail = `${file} has ${stats.size} bytes, more than any model of ours`;
    throw new HomeMoleError('model-malformed', { folder, detail });
  }
  return stats;
}

async function statOrNull(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch {
    return null;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
