import type { Card } from '../../src-main/contract/learning';
import type { LibraryModel, ModelList, StoredModel } from '../../src-main/contract/library';

/** Recall and packets of each class of the fixture's model. */
const perClass: readonly [name: string, recall: number, packets: number][] = [
  ['door-lock', 0.91, 640],
  ['garden-camera', 0.998, 21_480],
  ['story-teller', 0.42, 318],
  ['television', 0.87, 5210],
  ['non-iot', 0.962, 9120],
];

/** The card of a forest that was trained on a recorded home. */
export function fixtureCard(changes: Partial<Card> = {}): Card {
  return {
    format: 'homemole-model',
    version: 1,
    name: 'Flat, WireGuard',
    model: 'best',
    vantage: 'wireguard',
    classes: perClass.map(([name]) => name),
    window: 100,
    features: {
      kind: 'context',
      neighbours: 5,
      withPorts: false,
      anchors: [],
      beats: [],
      classWeights: [],
      ahead: null,
      columns: ['length', 'direction'],
    },
    hyperparameters: { trees: 80, minLeaf: 2, maxDepth: 32 },
    data: {
      files: [{ name: 'flat-2019-07-01.pcapng', sha256: 'a'.repeat(64), packets: 228_411 }],
      simulated: false,
      source: 'own captures',
      begin: '2019-07-01T00:00:00.000Z',
      internetPackets: 184_220,
      seconds: 86_400,
    },
    split:
      'figures: time-blocked, the first four fifths of the time, a gap, the rest; model: all of it',
    figures: {
      overallAccuracy: 0.951,
      iotAccuracy: 0.944,
      macroRecall: 0.832,
      categoryAccuracy: Object.fromEntries(perClass.map(([name, recall]) => [name, recall])),
      categoryPackets: Object.fromEntries(perClass.map(([name, , packets]) => [name, packets])),
    },
    seed: 1,
    training: null,
    calibration: null,
    sha256: '3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea',
    notes: [],
    ...changes,
  };
}

/** The line of the library for a card. */
export function lineOf(card: Card, changes: Partial<LibraryModel> = {}): LibraryModel {
  const { name, model, vantage, classes, figures, sha256, data } = card;
  return {
    id: 'own/flat-wireguard',
    origin: 'own',
    folder: '/home/me/.config/homemole/models/flat-wireguard',
    added: 1_561_991_000,
    bytes: 8_412_330,
    name,
    model,
    vantage,
    classes,
    simulated: data.simulated,
    source: data.source,
    figures,
    sha256,
    ...changes,
  };
}

export function fixtureStored(): StoredModel {
  const card = fixtureCard();
  return { ...lineOf(card), card };
}

export function fixtureModels(): ModelList {
  return { models: [lineOf(fixtureCard())], broken: [] };
}
