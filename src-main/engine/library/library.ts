import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HomeMoleError, problemOf } from '../../contract/errors';
import type { Card } from '../../contract/learning';
import type { BrokenModel, LibraryModel, ModelList, StoredModel } from '../../contract/library';
import { loadModel, readCard, renameModel, saveModel } from '../../inference';
import { checkForeignModel } from './foreign-model';
import { freeFolder } from './folder-name';
import { shippedEntries } from './shipped';

/** Where models are: those that ship, and the user's own; null where there are none. */
export interface LibraryPlace {
  /** The program's `models/`. */
  readonly shipped: string | null;
  /** A folder of the user's, made when needed. */
  readonly own: string | null;
}

/** Folders of what was trained and not kept yet; the rest of the name is the job's id. */
const WAITING = '.trained-';

/** The models that the user can choose from. Every model is a folder that appears whole or not at all. */
export class ModelLibrary {
  constructor(private readonly place: LibraryPlace) {}

  /** By the cards alone: what a model's file holds is checked when it is read. */
  async list(): Promise<ModelList> {
    const models: LibraryModel[] = [];
    const broken: BrokenModel[] = [];
    for (const id of await this.ids()) {
      try {
        models.push((await this.look(id)).model);
      } catch (error) {
        broken.push({ id, folder: this.folderOf(id), problem: problemOf(error) });
      }
    }
    return { models: models.sort(byAge), broken };
  }

  /**
   * A model with its card, its file compared with the card's SHA-256.
   * @throws HomeMoleError `model-missing`, `model-malformed`, `model-changed`
   */
  async read(id: string): Promise<StoredModel> {
    const { model, card } = await this.look(id);
    await loadModel(model.folder);
    return { ...model, card };
  }

  /** Where a training job writes its model until it is kept. */
  async waitingFolder(jobId: string): Promise<string> {
    return join(await this.own(), `${WAITING}${jobId}`);
  }

  /**
   * Takes what a training job made into the library.
   * @throws HomeMoleError `model-name-taken`; `model-missing` when it was discarded
   */
  async keep(jobId: string, name: string): Promise<LibraryModel> {
    const waiting = await this.waitingFolder(jobId);
    const { card, model } = await loadModel(waiting);
    const kept = await this.add(model, card, name);
    await rm(waiting, { recursive: true, force: true });
    return kept;
  }

  /** Deletes what a training job made. */
  async discard(jobId: string): Promise<void> {
    await rm(await this.waitingFolder(jobId), { recursive: true, force: true });
  }

  /**
   * Copies a model folder into the library, under its card's name or one like it.
   * @throws HomeMoleError as `loadModel`; `model-malformed` also when its card says what no card of
   *   ours does, or its file is no model of those classes and features
   */
  async import(folder: string): Promise<LibraryModel> {
    const { card, model } = await loadModel(folder);
    await checkForeignModel(folder, card, model);
    return this.add(model, card, await this.freeName(card.name));
  }

  /** Writes a model's folder to `path`. @throws HomeMoleError as `loadModel`, `saveModel` */
  async export(id: string, path: string): Promise<void> {
    const { card, model } = await loadModel(this.folderOf(id));
    await saveModel(path, model, card);
  }

  /** @throws HomeMoleError `model-name-taken` */
  async rename(id: string, name: string): Promise<LibraryModel> {
    this.checkOwn(id);
    await this.checkName(name, id);
    await renameModel(this.folderOf(id), name);
    return (await this.look(id)).model;
  }

  async remove(id: string): Promise<void> {
    this.checkOwn(id);
    await rm(this.folderOf(id), { recursive: true, force: true });
  }

  /** Deletes what an earlier run of the program left: models not kept, and what was half written. */
  async sweep(): Promise<void> {
    if (this.place.own === null) return;
    const names = await namesIn(this.place.own);
    for (const name of names.filter((one) => one.startsWith('.'))) {
      await rm(join(this.place.own, name), { recursive: true, force: true });
    }
  }

  /** The folder of a model, for whoever runs it. */
  folderOf(id: string): string {
    const [origin, folder = ''] = id.split('/');
    const parent = origin === 'own' ? this.place.own : this.place.shipped;
    if (parent === null)
      throw new HomeMoleError('model-missing', { folder: id, file: 'card.json' });
    return join(parent, folder);
  }

  private async ids(): Promise<string[]> {
    const { own, shipped } = this.place;
    const mine = own === null ? [] : await namesIn(own);
    const theirs = shipped === null ? [] : await shippedEntries(shipped);
    return [
      ...mine.filter((name) => !name.startsWith('.')).map((name) => `own/${name}`),
      ...theirs.map(({ folder }) => `shipped/${folder}`),
    ];
  }

  private async look(id: string): Promise<{ model: LibraryModel; card: Card }> {
    const folder = this.folderOf(id);
    const { card, bytes, written } = await readCard(folder);
    const isOwn = id.startsWith('own/');
    if (!isOwn) await this.checkShipped(id, folder, card);
    const { name, model, vantage, classes, figures, sha256, data } = card;
    const { simulated, source } = data;
    const origin = isOwn ? 'own' : 'shipped';
    const line = { id, origin, folder, added: isOwn ? written : null, bytes } as const;
    return {
      card,
      model: { ...line, name, model, vantage, classes, simulated, source, figures, sha256 },
    };
  }

  private async checkShipped(id: string, folder: string, card: Card): Promise<void> {
    const entries = await shippedEntries(this.place.shipped as string);
    const entry = entries.find((one) => `shipped/${one.folder}` === id);
    if (entry?.sha256 !== card.sha256) throw new HomeMoleError('model-changed', { folder });
  }

  private async add(model: Uint8Array, card: Card, name: string): Promise<LibraryModel> {
    const own = await this.own();
    await this.checkName(name, null);
    const folder = freeFolder(name, await namesIn(own));
    await saveModel(join(own, folder), model, { ...card, name });
    return (await this.look(`own/${folder}`)).model;
  }

  private async own(): Promise<string> {
    if (this.place.own === null) {
      throw new HomeMoleError('unexpected', { detail: 'there is no folder for models.' });
    }
    await mkdir(this.place.own, { recursive: true, mode: 0o700 });
    return this.place.own;
  }

  private async ownNames(except: string | null): Promise<string[]> {
    const { models } = await this.list();
    return models
      .filter(({ id }) => id.startsWith('own/') && id !== except)
      .map(({ name }) => name);
  }

  private async checkName(name: string, id: string | null): Promise<void> {
    const taken = (await this.ownNames(id)).some((one) => sameName(one, name));
    if (taken) throw new HomeMoleError('model-name-taken', { name });
  }

  /** `name`, or with the first number behind it that makes it new. */
  private async freeName(name: string): Promise<string> {
    const taken = await this.ownNames(null);
    const isFree = (one: string): boolean => !taken.some((other) => sameName(one, other));
    if (isFree(name)) return name;
    for (let number = 2; ; number++) {
      const next = `${name.slice(0, 72)} (${number})`;
      if (isFree(next)) return next;
    }
  }

  private checkOwn(id: string): void {
    if (!id.startsWith('own/')) {
      throw new HomeMoleError('unexpected', { detail: 'models that ship cannot be changed.' });
    }
  }
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Own ones first, newest first; then those that ship, as the manifest has them. */
function byAge(a: LibraryModel, b: LibraryModel): number {
  if (a.added === null || b.added === null)
    return Number(a.added === null) - Number(b.added === null);
  return b.added - a.added || a.name.localeCompare(b.name);
}

/** None when the folder is not there yet. */
async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
