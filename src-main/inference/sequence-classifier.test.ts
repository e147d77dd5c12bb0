import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quietJob } from '../contract/job';
import type { PacketSequence } from '../contract/learning';
import { Random } from '../contract/random';
import type { View } from '../contract/vantage';
import { packetSequence, portRows, sequenceFeatureSet, sliceView } from '../features';
import { encodeNetwork, paperOptions, type TrainedRecurrent } from '../learning';
import { openGradients } from '../learning/testing/gradients';
import { randomNetwork } from '../learning/testing/random-network';
import { openLabeller, type PacketLabeller } from './labeller';

const WINDOW = 8;
const COUNT = 61;
const classes = ['bulb', 'camera', 'non-iot'];

function someView(withPorts: boolean): View {
  const random = new Random(4);
  let now = 1.5e9;
  const ports = [443, 80, 8886];
  return {
    vantage: withPorts ? 'napt' : 'wireguard',
    count: COUNT,
    time: Float64Array.from({ length: COUNT }, () => (now += random.exponential(0.3))),
    length: Uint32Array.from({ length: COUNT }, () => 60 + random.integer(1600)),
    direction: Uint8Array.from({ length: COUNT }, () => random.integer(2)),
    serverPort: withPorts
      ? Uint16Array.from({ length: COUNT }, () => ports[random.integer(3)]!)
      : null,
    protocols: withPorts ? Uint8Array.from({ length: COUNT }, () => random.integer(128)) : null,
  };
}

describe.each([
  ['a BLSTM behind NAPT', 2, true],
  ['a BLSTM in a tunnel', 2, false],
  ['an LSTM in a tunnel', 1, false],
] as const)('%s', (_name, directions, withPorts) => {
  const view = someView(withPorts);
  const features = sequenceFeatureSet(view);
  let sequence: PacketSequence;
  let trained: TrainedRecurrent;
  let onnx: Uint8Array;
  let labeller: PacketLabeller;
  const options = { ...paperOptions, directions, window: WINDOW, hidden: 6, embedding: 5, seed: 1 };

  beforeAll(async () => {
    sequence = await packetSequence(view, features, quietJob);
    const ports = portRows(features);
    const labels = new Uint16Array(COUNT);
    const task = { sequence, labels, classes: 3, ports, options, checkpoint: null };
    trained = randomNetwork(task, 9);
    onnx = encodeNetwork(task, trained, { classes, vantage: view.vantage, version: '1' });
    labeller = await openLabeller({ onnx, classes, features });
  });
  afterAll(() => labeller.release());

  const label = (from: number, end: number, ahead = Number.POSITIVE_INFINITY, of = view) =>
    labeller.label(of, { from, end, ahead }, quietJob);

  /** Probabilities by the graph that learns, of the windows that begin at these packets. */
  async function byTraining(starts: readonly number[]): Promise<number[][]> {
    const { columns } = sequence;
    const packets = WINDOW * starts.length;
    const at = (row: number) => starts[row % starts.length]! + Math.floor(row / starts.length);
    const rows = Array.from({ length: packets }, (_, row) => at(row));
    const shape = {
      ...options,
      columns,
      ports: portRows(features),
      classes: 3,
      batch: starts.length,
      dropout: 0,
    };
    const network = await openGradients(shape, {
      features: rows.flatMap((packet) => [
        ...sequence.values.subarray(packet * columns, (packet + 1) * columns),
      ]),
      portRows: rows.map((packet) => sequence.ports?.[packet] ?? 0),
      labels: rows.map(() => 0),
      weights: rows.map(() => 1),
      mask: [],
    });
    const { logits } = await network.at(trained.parameters, trained.table);
    await network.release();
    const shares: number[][] = [];
    // Of a packet in two windows the first one's.
    for (let window = 0; window < starts.length; window++) {
      for (let row = window; row < packets; row += starts.length) {
        const powers = [...logits.subarray(3 * row, 3 * row + 3)].map(Math.exp);
        const sum = powers.reduce((all, one) => all + one, 0);
        shares[at(row)] ??= powers.map((power) => power / sum);
      }
    }
    return shares;
  }

  it('says what the graph that learned it says', async () => {
    const { probability, label: given, rows } = await label(0, COUNT);
    // 61 packets: seven whole windows, and one that reaches back to be whole.
    const expected = await byTraining([0, 8, 16, 24, 32, 40, 48, 53]);
    expect(rows).toBe(COUNT);
    expected.forEach((shares, packet) => {
      shares.forEach((share, c) => {
        expect(Math.abs(probability[3 * packet + c]! - share)).toBeLessThan(1e-5);
      });
      expect(given[packet]).toBe(shares.indexOf(Math.max(...shares)));
    });
    expect(new Set(given).size).toBeGreaterThan(1);
  });

  it('fills the windows of the latest packets with those before', async () => {
    const { probability, rows } = await label(57, COUNT);
    const expected = await byTraining([53]);
    expect(rows).toBe(4);
    for (let packet = 57; packet < COUNT; packet++) {
      expected[packet]!.forEach((share, c) => {
        expect(Math.abs(probability[3 * (packet - 57) + c]! - share)).toBeLessThan(1e-5);
      });
    }
  });

  it('sees after a part what the part lets it see, and no more', async () => {
    const ahead = 0.5;
    const { time } = view;
    const from = 20;
    const end = 26;
    let seen = end;
    while (time[seen]! <= time[end - 1]! + ahead && seen < end + WINDOW / 2) seen++;
    const all = await label(from, end, ahead);
    const cut = await label(from, end, ahead, sliceView(view, 0, seen));
    expect(cut).toEqual(all);
  });

  it('takes fewer packets than a window, and none', async () => {
    const few = await label(0, 3, 0);
    expect(few.rows).toBe(3);
    for (let packet = 0; packet < 3; packet++) {
      const shares = few.probability.subarray(3 * packet, 3 * packet + 3);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    }
    expect((await label(0, 0)).rows).toBe(0);
  });

  it('is refused with other classes, other columns, or cut short', async () => {
    const refused = async (model: Parameters<typeof openLabeller>[0]) =>
      expect(openLabeller(model, 'folder')).rejects.toMatchObject({
        problem: { code: 'model-malformed', params: { folder: 'folder' } },
      });
    await refused({ onnx, classes: ['bulb'], features });
    await refused({ onnx, classes, features: { ...features, columns: ['length'] } });
    await refused({
      onnx,
      classes,
      features: { ...features, buckets: withPorts ? 0 : 3, ports: [] },
    });
    await refused({ onnx: onnx.subarray(0, 300), classes, features });
    // A forest has no windows.
    await refused({ onnx, classes, features: { kind: 'packet', ports: [], columns: ['length'] } });
  });
});
