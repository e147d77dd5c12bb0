import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { quietJob } from '../../contract/job';
import type { Card } from '../../contract/learning';
import { saveModel } from '../../inference';
import { encodeForest, trainForest } from '../../learning';
import { overlappingClasses } from '../../learning/testing/synthetic';
import { ModelLibrary } from './library';

let onnx: Uint8Array;
beforeAll(async () => {
  const { matrix, labels } = overlappingClasses(400, 3, 2, 1);
  const options = { trees: 2, minLeaf: 5, maxDepth: 4, featuresPerSplit: 'sqrt', seed: 1 } as const;
  const forest = await trainForest(matrix, labels, 2, options, quietJob);
  onnx = encodeForest(forest, { classes: ['lamp', 'non-iot'], vantage: 'napt', version: '1' });
});

let folder = '';
let library: ModelLibrary;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homemole-library-'));
  await mkdir(join(folder, 'shipped'));
  await writeFile(join(folder, 'shipped', 'models.json'), '{ "models": [] }');
  library = new ModelLibrary({ shipped: join(folder, 'shipped'), own: join(folder, 'own') });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const card: Omit<Card, 'sha256'> = {
  format: 'homemole-model',
  version: 1,
  name: 'trained',
  model: 'forest',
  vantage: 'napt',
  classes: ['lamp', 'non-iot'],
  window: 100,
  features: { kind: 'packet', ports: [], columns: ['a', 'b', 'c'] },
  hyperparameters: { trees: 2 },
  data: {
    files: [],
    simulated: true,
    source: 'test',
    begin: null,
    internetPackets: 400,
    seconds: 1,
  },
  split: 'none',
  figures: null,
  seed: 1,
  training: null,
  calibration: null,
  notes: [],
};
const write = (where: string, changes: Partial<Card> = {}, model = onnx): Promise<Card> =>
  saveModel(where, model, { ...card, ...changes });
const trained = async (jobId: string): Promise<void> => {
  await write(await library.waitingFolder(jobId));
};
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: { problem: unknown }) => error.problem,
  );

describe('a trained model', () => {
  it('is in the library once it is kept, under its name', async () => {
    await trained('a');
    expect(await library.list()).toEqual({ models: [], broken: [] });
    const kept = await library.keep('a', 'My home: day 1');
    expect(kept).toMatchObject({
      id: 'own/my-home-day-1',
      name: 'My home: day 1',
      simulated: true,
    });
    expect((await library.list()).models).toEqual([kept]);
    expect((await library.read(kept.id)).card.name).toBe('My home: day 1');
    expect(await readdir(join(folder, 'own'))).toEqual(['my-home-day-1']);
  });

  it('is gone once it is discarded, or nobody kept it until the next start', async () => {
    await trained('a');
    await library.discard('a');
    expect(await codeOf(library.keep('a', 'x'))).toMatchObject({ code: 'model-missing' });
    await trained('b');
    await library.sweep();
    expect(await readdir(join(folder, 'own'))).toEqual([]);
  });

  it('waits for another name when there is one of its name', async () => {
    await trained('a');
    await library.keep('a', 'Home');
    await trained('b');
    const taken = { code: 'model-name-taken', params: { name: 'home' } };
    expect(await codeOf(library.keep('b', 'home'))).toEqual(taken);
    expect((await library.keep('b', 'Home?')).id).toBe('own/home-2');
  });
});

describe('own models', () => {
  it('are renamed, exported, imported again and deleted', async () => {
    await trained('a');
    const { id } = await library.keep('a', 'Home');
    expect(await library.rename(id, 'Flat')).toMatchObject({ id, name: 'Flat' });
    const out = join(folder, 'exported');
    await library.export(id, out);
    expect((await readdir(out)).sort()).toEqual(['card.json', 'model.onnx']);
    expect((await readFile(join(out, 'model.onnx'))).equals(Buffer.from(onnx))).toBe(true);
    const again = await library.import(out);
    expect(again).toMatchObject({ id: 'own/flat-2', name: 'Flat (2)' });
    await library.remove(id);
    expect((await library.list()).models.map(({ name }) => name)).toEqual(['Flat (2)']);
  });

  it('that are damaged are told apart, with what is wrong', async () => {
    await mkdir(join(folder, 'own', 'odd'), { recursive: true });
    await writeFile(join(folder, 'own', 'odd', 'card.json'), '{');
    const { models, broken } = await library.list();
    expect(models).toEqual([]);
    expect(broken).toMatchObject([{ id: 'own/odd', problem: { code: 'model-malformed' } }]);
    await library.remove('own/odd');
    expect((await library.list()).broken).toEqual([]);
  });

  it('never replace what they are exported over, unless that is a model', async () => {
    await trained('a');
    const { id } = await library.keep('a', 'Home');
    const out = join(folder, 'letters');
    await mkdir(out);
    await writeFile(join(out, 'letter.txt'), 'mine');
    expect(await codeOf(library.export(id, out))).toMatchObject({ code: 'output-exists' });
    expect(await readdir(out)).toEqual(['letter.txt']);
  });
});

describe('models that ship', () => {
  const ship = async (sha256: string): Promise<void> => {
    const entry = JSON.stringify({ models: [{ folder: 'forest-napt', sha256 }] });
    await writeFile(join(folder, 'shipped', 'models.json'), entry);
  };

  it('are those of the manifest, and cannot be changed', async () => {
    const { sha256 } = await write(join(folder, 'shipped', 'forest-napt'));
    await ship(sha256);
    const { models } = await library.list();
    expect(models).toMatchObject([{ id: 'shipped/forest-napt', origin: 'shipped', added: null }]);
    for (const change of [
      library.rename('shipped/forest-napt', 'x'),
      library.remove('shipped/forest-napt'),
    ]) {
      expect(await codeOf(change)).toMatchObject({ code: 'unexpected' });
    }
  });

  it('are not used when they are others than the manifest names', async () => {
    await write(join(folder, 'shipped', 'forest-napt'));
    await ship('0'.repeat(64));
    const { models, broken } = await library.list();
    expect(models).toEqual([]);
    expect(broken).toMatchObject([{ problem: { code: 'model-changed' } }]);
  });
});

describe('a folder of somebody else', () => {
  const foreign = (): string => join(folder, 'foreign');
  const refusal = async (changes: Partial<Card>, model = onnx): Promise<unknown> => {
    await write(foreign(), changes, model);
    return codeOf(library.import(foreign()));
  };
  afterEach(async () => {
    expect(await library.list()).toEqual({ models: [], broken: [] });
  });

  it.each<[string, Partial<Card>, string]>([
    ['one class', { classes: ['lamp'] }, 'fewer than two'],
    ['a class twice', { classes: ['lamp', 'lamp'] }, 'twice'],
    ['other classes than its model', { classes: ['a', 'b', 'c'] }, 'probabilities'],
    [
      'other inputs than its model',
      { features: { ...card.features, columns: ['a'] } as Card['features'] },
      'features',
    ],
    ['endless classes', { classes: Array.from({ length: 5000 }, String) }, 'too many'],
    ['words that turn the line around', { notes: ['safe \u202e'] }, 'not seen'],
    ['a name of several lines', { name: 'a\nb' }, 'name'],
    ['a very long note', { notes: ['x'.repeat(10_000)] }, 'too long'],
    ['the truth for a vantage', { vantage: 'lan' }, 'vantage'],
  ])('is refused with %s', async (_what, changes, detail) => {
    expect(await refusal(changes)).toMatchObject({
      code: 'model-malformed',
      params: { detail: expect.stringContaining(detail) as string },
    });
  });

  it('is refused with a model that is none, or that wants other files', async () => {
    const none = new TextEncoder().encode('no model');
    expect(await refusal({}, none)).toMatchObject({ code: 'model-malformed' });
    // TensorProto.external_data, an entry of key and value.
    const elsewhere = Buffer.concat([
      onnx,
      Buffer.from('\n\blocation\x12\x0b/etc/passwd', 'latin1'),
    ]);
    expect(await refusal({}, elsewhere)).toMatchObject({
      code: 'model-malformed',
      params: { detail: expect.stringContaining('other files') as string },
    });
  });

  it('is refused when its model is not the one of its card', async () => {
    await write(foreign());
    await writeFile(join(foreign(), 'model.onnx'), 'another');
    expect(await codeOf(library.import(foreign()))).toMatchObject({ code: 'model-changed' });
    const text = await readFile(join(foreign(), 'card.json'), 'utf8');
    const sha256 = createHash('sha256').update('another').digest('hex');
    await writeFile(join(foreign(), 'card.json'), text.replace(/[0-9a-f]{64}/, sha256));
    expect(await codeOf(library.import(foreign()))).toMatchObject({ code: 'model-malformed' });
    expect(await codeOf(library.import(folder))).toMatchObject({ code: 'model-missing' });
  });
});
