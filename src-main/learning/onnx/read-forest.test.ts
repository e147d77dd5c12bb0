import { beforeAll, describe, expect, it } from 'vitest';
import { quietJob } from '../../contract/job';
import { Random } from '../../contract/random';
import type { Forest, ForestOptions } from '../forest';
import { forestPredict } from '../predict';
import { overlappingClasses } from '../testing/synthetic';
import { trainForest } from '../train-forest';
import { encodeForest } from './forest-model';
import { encodeModel, graph, tensor } from './graph';
import { MalformedMessage } from './protobuf-reader';
import { readForest } from './read-forest';
import { readModel, type ReadAttribute } from './read-graph';

const COLUMNS = 6;
const CLASSES = 3;
const shape = { columns: COLUMNS, classes: CLASSES };
const data = overlappingClasses(400, COLUMNS, CLASSES, 1);

async function trained(more: Partial<ForestOptions> = {}): Promise<Forest> {
  const options: ForestOptions = {
    trees: 5,
    minLeaf: 3,
    maxDepth: 20,
    featuresPerSplit: 'sqrt',
    seed: 1,
    ...more,
  };
  return trainForest(data.matrix, data.labels, CLASSES, options, quietJob);
}

const encode = (forest: Forest): Uint8Array =>
  encodeForest(forest, { classes: ['a', 'b', 'c'], vantage: 'napt', version: '1' });

describe('readForest', () => {
  it('gives the forest that was written', async () => {
    for (const more of [{}, { trees: 1 }, { minLeaf: 1 }, { maxDepth: 1 }, { maxDepth: 0 }]) {
      const forest = await trained(more);
      expect(readForest(encode(forest), shape)).toEqual(forest);
    }
  });

  it('reads from bytes that lie anywhere', async () => {
    const forest = await trained();
    const model = encode(forest);
    const shifted = new Uint8Array(model.length + 3).subarray(3);
    shifted.set(model);
    expect(readForest(shifted, shape)).toEqual(forest);
    // Of a Buffer, as files are read into, slices are no copies.
    expect(readForest(Buffer.from(shifted), shape)).toEqual(forest);
  });

  it('refuses a model of another shape', async () => {
    const model = encode(await trained());
    expect(() => readForest(model, { columns: 7, classes: CLASSES })).toThrow(
      'its inputs are features float32 [N, 6], not features float32 [N, 7]',
    );
    expect(() => readForest(model, { columns: COLUMNS, classes: 4 })).toThrow(
      'probabilities float32 [N, 3], not label int64 [N]; probabilities float32 [N, 4]',
    );
  });
});

describe('readForest of a file that was tampered with', () => {
  let whole = new Uint8Array(0);
  beforeAll(async () => {
    whole = new Uint8Array(encode(await trained()));
  });

  /** The message of the error after a change to the file; attributes lie in it uncopied. */
  function refusal(change: (of: (name: string) => Uint8Array, bytes: Uint8Array) => void): string {
    const bytes = whole.slice();
    const { nodes, initializers } = readModel(bytes);
    change((name) => {
      const own = nodes[0]!.attributes.get(name) as ReadAttribute | undefined;
      return (own?.integers ?? own?.tensor?.bytes ?? initializers.get(name)?.bytes)!;
    }, bytes);
    try {
      readForest(bytes, shape);
    } catch (error) {
      expect(error).toBeInstanceOf(MalformedMessage);
      return (error as Error).message;
    }
    return 'taken';
  }
  const float = (value: number): Uint8Array => new Uint8Array(Float32Array.of(value).buffer);

  it('finds cycles, and parts that two decisions lead to', () => {
    // The root's right child is the root; then the node that is its left child.
    const root = refusal((of) => {
      of('nodes_falsenodeids')[0] = 0;
      of('nodes_falseleafs')[0] = 0;
    });
    expect(root).toBe('two ways lead to a node');
    const twice = refusal((of) => {
      of('nodes_falsenodeids')[0] = of('nodes_truenodeids')[0]!;
      of('nodes_falseleafs')[0] = of('nodes_trueleafs')[0]!;
    });
    expect(twice).toBe('two ways lead to a node');
  });

  it('finds numbers that lead nowhere', () => {
    const nowhere = 'a decision leads to a node that is not there';
    expect(refusal((of) => (of('nodes_falsenodeids')[0] = 127))).toBe(nowhere);
    expect(refusal((of) => (of('nodes_featureids')[0] = COLUMNS))).toBe(
      `a number is ${COLUMNS}, not below ${COLUMNS}`,
    );
    for (const row of [-1, 0.5, 1e9, Number.NaN]) {
      const of = refusal((part) => part('leaf_weights').set(float(row)));
      expect(of).toBe('a leaf is no row of the table');
    }
    expect(refusal((of) => (of('leaf_targetids')[0] = 1))).toBe('a number is 1, not below 1');
  });

  it('finds splits that are no numbers, and decisions of another kind', () => {
    for (const split of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const of = refusal((part) => part('nodes_splits').set(float(split)));
      expect(of).toBe('a split is no finite number');
    }
    expect(refusal((of) => (of('nodes_modes')[0] = 1))).toBe('a decision is not <=');
    expect(refusal((of) => (of('nodes_trueleafs')[0] = 2))).toBe('a number is 2, not below 2');
  });

  it('finds leaves that give away more or less than all', () => {
    expect(refusal((of) => (of('table')[0]! ^= 1))).toBe(
      'the weights of a leaf are not 1 together',
    );
  });

  it('finds counts that do not fit', () => {
    // A number that goes on takes the next into itself.
    const joined = refusal((of) => (of('nodes_trueleafs')[0]! |= 128));
    expect(joined).toMatch(/not below 2|has another length/);
    const table = tensor('table', [2 ** 30, 2 ** 30], new Uint8Array(3));
    const parts = { name: '', nodes: [], inputs: [], outputs: [], initializers: [table] };
    const huge = encodeModel({ graph: graph(parts), operatorSets: {}, metadata: {} });
    expect(() => readForest(huge, shape)).toThrow(
      new MalformedMessage('3 bytes are not uint8 [1073741824, 1073741824]'),
    );
  });

  it('finds a vote that is not a sum', () => {
    const other = refusal((_, bytes) => {
      bytes.set(Buffer.from('ReduceMax'), Buffer.from(bytes).indexOf('ReduceSum'));
    });
    expect(other).toBe('its trees vote in another way');
    expect(refusal((of) => of('share').set(float(1)))).toBe('its trees vote in another way');
    expect(refusal((of) => (of('trees')[0] = 0))).toBe('its trees vote in another way');
  });

  it('finds every end that is too early', () => {
    for (let length = 0; length < whole.length; length += 7) {
      const cut = whole.slice(0, length);
      try {
        // Metadata stands at the end, and nothing depends on it.
        expect(readForest(cut, shape).trees).toBe(5);
        expect(length).toBeGreaterThan(whole.length - 100);
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedMessage);
      }
    }
  });

  it('reads a forest that can be asked, or refuses, whatever bytes are changed', () => {
    const random = new Random(1);
    let refused = 0;
    for (let round = 0; round < 1000; round += 1) {
      const bytes = whole.slice();
      for (let change = 0; change <= round % 4; change += 1) {
        const at = random.integer(bytes.length);
        const kind = random.integer(3);
        if (kind === 0) bytes[at] = random.integer(256);
        if (kind === 1) bytes[at]! ^= 1 << random.integer(8);
        if (kind === 2) bytes.copyWithin(at, random.integer(bytes.length), bytes.length - 8);
      }
      try {
        const { probability } = forestPredict(readForest(bytes, shape), data.matrix);
        for (let row = 0; row < 400; row += 1) {
          const own = probability.subarray(CLASSES * row, CLASSES * (row + 1));
          expect(own.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedMessage);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(300);
  });
});
