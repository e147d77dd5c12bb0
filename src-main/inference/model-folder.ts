import { createHash, randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { HomeMoleError } from '../contract/errors';
import { cardSchema, type Card } from '../contract/learning';

const MODEL = 'model.onnx';
const CARD = 'card.json';
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
  const target = resolve(dir);
  const full = cardSchema.parse({ ...card, sha256: sha256(model) });
  const sibling = (purpose: string): string =>
    join(dirname(target), `.${basename(target)}.${purpose}-${randomUUID()}`);
  const fresh = sibling('new');
  const former = sibling('old');
  const replaces = await holdsOnlyAModel(target);
  try {
    await mkdir(fresh, { recursive: true });
    await writeThrough(join(fresh, MODEL), model);
    await writeThrough(join(fresh, CARD), `${JSON.stringify(full, null, 2)}\n`);
    if (replaces) await rename(target, former);
    try {
      await rename(fresh, target);
    } catch (error) {
      if (replaces) await rename(former, target);
      throw error;
    }
  } catch (error) {
    await rm(fresh, { recursive: true, force: true }).catch(() => undefined);
    throw new HomeMoleError('output-unwritable', { path: dir, detail: messageOf(error) });
  }
  await rm(former, { recursive: true, force: true });
  return full;
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
  const stats = await statOrNull(path);
  if (!stats?.isFile()) throw new HomeMoleError('model-missing', { folder, file });
  if (stats.size > most) {
    const detail = `${file} has ${stats.size} bytes, more than any model of ours`;
    throw new HomeMoleError('model-malformed', { folder, detail });
  }
  try {
    return await readFile(path);
  } catch (error) {
    throw new HomeMoleError('file-unreadable', { file: path, detail: messageOf(error) });
  }
}

/** True when there is a model to replace, false when there is nothing; else it throws. */
async function holdsOnlyAModel(target: string): Promise<boolean> {
  const stats = await statOrNull(target);
  if (stats === null) return false;
  const refuse = (detail: string): HomeMoleError =>
    new HomeMoleError('output-exists', { path: target, detail });
  if (!stats.isDirectory()) throw refuse('it is not a folder');
  const other = (await readdir(target)).find((name) => name !== MODEL && name !== CARD);
  if (other !== undefined) throw refuse(`it holds ${other}`);
  return true;
}

async function statOrNull(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch {
    return null;
  }
}

/** Writes a file and waits until it is on the disk. */
async function writeThrough(path: string, content: Uint8Array | string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
