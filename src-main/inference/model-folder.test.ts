import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../contract/errors';
import type { Card } from '../contract/learning';
import { loadModel, saveModel } from './model-folder';

const model = new TextEncoder().encode('abc');
/** SHA-256 of "abc": FIPS 180-2, appendix B.1 */
const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

const card: Omit<Card, 'sha256'> = {
  format: 'homemole-model',
  version: 1,
  name: 'test',
  model: 'forest',
  vantage: 'napt',
  classes: ['bulb', 'non-iot'],
  window: 100,
  features: { kind: 'packet', ports: [443], columns: ['length'] },
  hyperparameters: { trees: 60 },
  data: { files: [], simulated: true, source: 'test', begin: null, internetPackets: 1, seconds: 1 },
  split: 'none',
  figures: null,
  seed: 1,
  training: null,
  calibration: null,
  notes: [],
};

describe('model folders', () => {
  let home = '';
  let folder = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'homemole-model-'));
    folder = join(home, 'model');
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const refused = (work: Promise<unknown>, code: ErrorCode, params: object = {}) =>
    expect(work).rejects.toMatchObject({ problem: { code, params } });

  it('give back what was saved, and nothing else is left lying about', async () => {
    expect(await saveModel(folder, model, card)).toEqual({ ...card, sha256 });
    const loaded = await loadModel(folder);
    expect(loaded.card).toEqual({ ...card, sha256 });
    expect(new Uint8Array(loaded.model)).toEqual(model);
    expect(await readdir(home)).toEqual(['model']);
    expect((await readdir(folder)).sort()).toEqual(['card.json', 'model.onnx']);
  });

  it('are replaced when they hold a model, or nothing', async () => {
    await mkdir(folder);
    await saveModel(folder, model, card);
    await saveModel(folder, new TextEncoder().encode('other'), { ...card, seed: 2 });
    expect((await loadModel(folder)).card.seed).toBe(2);
    expect(await readdir(home)).toEqual(['model']);
  });

  it('are left alone when they hold anything else', async () => {
    await mkdir(folder);
    await writeFile(join(folder, 'holiday.jpg'), '');
    await refused(saveModel(folder, model, card), 'output-exists', { path: folder });
    await writeFile(join(home, 'file'), 'kept');
    await refused(saveModel(join(home, 'file'), model, card), 'output-exists');
    expect(await readdir(folder)).toEqual(['holiday.jpg']);
    expect(await readFile(join(home, 'file'), 'utf8')).toBe('kept');
  });

  it('cannot be made below a file', async () => {
    await writeFile(join(home, 'file'), '');
    await refused(saveModel(join(home, 'file', 'model'), model, card), 'output-unwritable');
  });

  it('are refused when a bit of the model has flipped', async () => {
    await saveModel(folder, model, card);
    const path = join(folder, 'model.onnx');
    const bytes = await readFile(path);
    bytes[1]! ^= 0x10;
    await writeFile(path, bytes);
    await refused(loadModel(folder), 'model-changed', { folder });
  });

  it('are refused when the card was tampered with', async () => {
    await saveModel(folder, model, card);
    const path = join(folder, 'card.json');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('ba7816bf', 'ba7816be'));
    await refused(loadModel(folder), 'model-changed', { folder });
    await writeFile(path, text.replace('"window": 100', '"window": "wide"'));
    await refused(loadModel(folder), 'model-malformed', { folder });
    await writeFile(path, text.slice(0, 50));
    await refused(loadModel(folder), 'model-malformed', { detail: 'card.json is not JSON' });
  });

  it('are refused when a file is missing', async () => {
    await refused(loadModel(folder), 'model-missing', { folder, file: 'card.json' });
    await saveModel(folder, model, card);
    await rm(join(folder, 'model.onnx'));
    await refused(loadModel(folder), 'model-missing', { folder, file: 'model.onnx' });
  });

  it('are refused when the model is larger than any of ours, unread', async () => {
    await saveModel(folder, model, card);
    const file = await open(join(folder, 'model.onnx'), 'r+');
    await file.truncate(512 * 1024 ** 2 + 1);
    await file.close();
    await refused(loadModel(folder), 'model-malformed', { folder });
  });
});
