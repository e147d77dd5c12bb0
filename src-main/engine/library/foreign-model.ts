import { HomeMoleError } from '../../contract/errors';
import type { Card } from '../../contract/learning';
import { modelNameSchema } from '../../contract/library';
import { openLabeller } from '../../inference';

const MOST_CLASSES = 1000;
const MOST_INPUTS = 10_000;
const MOST_FILES = 1000;
const LONGEST_LINE = 400;

/** The key `location` of an ONNX tensor that lies in another file, as protobuf (`external_data`). */
const ELSEWHERE = Buffer.from('\n\blocation', 'latin1');

/**
 * Whether a model that others made can be used, and shown, without harm: its words are lines of a sensible
 * length without control characters, its lists are no longer than any of ours, and the file is a model
 * of those classes and features that asks for no other file.
 * @throws HomeMoleError `model-malformed` with what is wrong
 */
export async function checkForeignModel(
  folder: string,
  card: Card,
  model: Uint8Array,
): Promise<void> {
  const refuse = (detail: string): never => {
    throw new HomeMoleError('model-malformed', { folder, detail });
  };
  const detail = wrongWith(card);
  if (detail !== null) refuse(detail);
  if (Buffer.from(model.buffer, model.byteOffset, model.length).includes(ELSEWHERE)) {
    refuse('model.onnx takes parts of it from other files');
  }
  const { classes, features } = card;
  const labeller = await openLabeller({ onnx: model, classes, features }, folder);
  await labeller.release();
}

/** What no card of ours says; null when there is nothing. */
function wrongWith(card: Card): string | null {
  const { classes, features, data, notes, training } = card;
  const ports = features.kind === 'context' ? 0 : features.ports.length;
  const inputs = features.columns.length + ports;
  if (!modelNameSchema.safeParse(card.name).success) return 'card.json, name: not a name';
  if (classes.length < 2) return 'card.json, classes: fewer than two';
  if (classes.length > MOST_CLASSES) return 'card.json, classes: too many';
  if (new Set(classes).size < classes.length) return 'card.json, classes: one stands there twice';
  if (card.vantage === 'lan') return 'card.json, vantage: lan is no place to listen from';
  if (card.window < 1 || card.window > 1000) return 'card.json, window: not a number of packets';
  if (features.columns.length < 1 || inputs > MOST_INPUTS)
    return 'card.json, features: too many, or none';
  if (data.files.length > MOST_FILES || notes.length > 100) return 'card.json: lists too long';
  if ((training?.points.length ?? 0) > 100_000) return 'card.json, training: too many points';
  const lines = [
    card.split,
    data.source,
    ...classes,
    ...notes,
    ...features.columns,
    ...data.files.flatMap(({ name, sha256 }) => [name, sha256]),
    ...Object.keys(card.hyperparameters),
  ];
  const odd = lines.find((line) => line.length > LONGEST_LINE || hasHidden(line));
  if (odd === undefined) return null;
  return `card.json: a line that is too long, or has characters that are not seen`;
}

/** Control characters, and those that turn the direction of the text around them. */
function hasHidden(line: string): boolean {
  return /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(line);
}
