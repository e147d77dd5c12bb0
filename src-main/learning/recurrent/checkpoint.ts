import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type CheckpointHeader, checkpointHeaderSchema } from '../../contract/learning';
import { writeWholeFile } from '../../files';
import type { Bank } from '../network/banks';
import { bytesOf } from '../onnx/protobuf';
import type { RecurrentTask } from './options';

/** How far a training has come, beside its weights. */
export interface Standing extends Omit<CheckpointHeader, 'format' | 'version' | 'task' | 'best'> {
  best: {
    epoch: number;
    loss: number | null;
    parameters: Float32Array;
    table: Float32Array;
  } | null;
}

interface Weights {
  readonly bank: Bank;
  readonly embedding: Bank;
}

/**
 * Writes all that a training needs to go on: a line of JSON, then the numbers of both banks and of the
 * best epoch as float32. Random choices follow from the seed and the step, so they need no state.
 * @throws HomeMoleError `output-unwritable`
 */
export async function writeCheckpoint(
  path: string,
  task: RecurrentTask,
  standing: Standing,
  weights: Weights,
): Promise<void> {
  const { best } = standing;
  const header: CheckpointHeader = {
    ...standing,
    format: 'homemole-checkpoint',
    version: 1,
    task: fingerprint(task),
    best: best && { epoch: best.epoch, loss: best.loss },
  };
  const lists = [...listsOf(weights), ...(best ? [best.parameters, best.table] : [])];
  const line = new TextEncoder().encode(`${JSON.stringify(header)}\n`);
  await writeWholeFile(path, Buffer.concat([line, ...lists.map(bytesOf)]));
}

/**
 * Reads where a training of the same task stood, and puts its weights back.
 * @returns null where there is no file, or it is of another task or damaged: then training begins anew
 */
export async function readCheckpoint(
  path: string,
  task: RecurrentTask,
  weights: Weights,
): Promise<Standing | null> {
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return null;
  const end = bytes.indexOf('\n');
  const header = headerOf(bytes.subarray(0, Math.max(0, end)).toString());
  if (header === null || header.task !== fingerprint(task)) return null;
  const { parameters } = weights.bank;
  const table = weights.embedding.parameters;
  const { format: _format, version: _version, task: _task, best, ...standing } = header;
  const kept = best && {
    ...best,
    parameters: new Float32Array(parameters.length),
    table: new Float32Array(table.length),
  };
  const lists = [...listsOf(weights), ...(kept ? [kept.parameters, kept.table] : [])];
  const size = lists.reduce((sum, list) => sum + list.byteLength, 0);
  if (bytes.length !== end + 1 + size) return null;
  let at = end + 1;
  for (const list of lists) {
    bytesOf(list).set(bytes.subarray(at, at + list.byteLength));
    at += list.byteLength;
  }
  return { ...standing, best: kept };
}

function headerOf(text: string): CheckpointHeader | null {
  try {
    return checkpointHeaderSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function listsOf({ bank, embedding }: Weights): Float32Array[] {
  return [bank, embedding].flatMap(({ parameters, first, second }) => [parameters, first, second]);
}

/** Tells tasks apart: their settings, and every number they learn from. */
function fingerprint({ sequence, labels, classes, ports, options }: RecurrentTask): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([sequence.columns, classes, ports, Object.entries(options).sort()]));
  hash.update(bytesOf(sequence.values)).update(bytesOf(labels));
  if (sequence.ports) hash.update(bytesOf(sequence.ports));
  return hash.digest('hex');
}
