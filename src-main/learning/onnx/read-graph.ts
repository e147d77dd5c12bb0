import { elementTypes, type ElementType } from './graph';
import { MalformedMessage, MessageReader, textOf, unpacked, type Field } from './protobuf-reader';

/** Of ONNX what a forest of ours needs, as it was read: mirror of `graph.ts`, field by field. */
export interface ReadModel {
  readonly nodes: readonly ReadNode[];
  readonly initializers: ReadonlyMap<string, ReadTensor>;
  readonly inputs: readonly ReadValue[];
  readonly outputs: readonly ReadValue[];
  /** By domain. */
  readonly operatorSets: ReadonlyMap<string, number>;
}

export interface ReadNode {
  readonly op: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, ReadAttribute>;
}

/** What an attribute has; integers still packed. */
export interface ReadAttribute {
  readonly integer: number | null;
  readonly integers: Uint8Array | null;
  readonly tensor: ReadTensor | null;
}

export interface ReadTensor {
  readonly type: ElementType;
  readonly dimensions: readonly number[];
  /** As long as type and dimensions say. */
  readonly bytes: Uint8Array;
}

/** An input or output. */
export interface ReadValue {
  readonly name: string;
  readonly type: string;
  /** Fixed lengths, and names of those that are not. */
  readonly shape: readonly (number | string)[];
}

const bytesEach: Record<ElementType, number> = { float32: 4, uint8: 1, int32: 4, int64: 8 };

/** ModelProto. @throws MalformedMessage */
export function readModel(bytes: Uint8Array): ReadModel {
  const reader = new MessageReader();
  let graph: Uint8Array | null = null;
  const operatorSets = new Map<string, number>();
  for (const field of reader.fields(bytes)) {
    if (field.number === 7) {
      if (graph !== null) throw new MalformedMessage('it has two graphs');
      graph = bytesOf(field);
    } else if (field.number === 8) {
      let domain = '';
      let version = 0;
      for (const part of reader.fields(bytesOf(field))) {
        if (part.number === 1) domain = textOf(bytesOf(part));
        if (part.number === 2) version = integerOf(part);
      }
      operatorSets.set(domain, version);
    }
  }
  if (graph === null) throw new MalformedMessage('it has no graph');
  return { ...readGraph(reader, graph), operatorSets };
}

function readGraph(reader: MessageReader, bytes: Uint8Array): Omit<ReadModel, 'operatorSets'> {
  const nodes: ReadNode[] = [];
  const initializers = new Map<string, ReadTensor>();
  const inputs: ReadValue[] = [];
  const outputs: ReadValue[] = [];
  for (const field of reader.fields(bytes)) {
    if (field.number === 1) nodes.push(readNode(reader, bytesOf(field)));
    if (field.number === 5) {
      const { name, ...tensor } = readTensor(reader, bytesOf(field));
      if (initializers.has(name)) throw new MalformedMessage(`it has two of ${name}`);
      initializers.set(name, tensor);
    }
    if (field.number === 11) inputs.push(readValue(reader, bytesOf(field)));
    if (field.number === 12) outputs.push(readValue(reader, bytesOf(field)));
  }
  return { nodes, initializers, inputs, outputs };
}

function readNode(reader: MessageReader, bytes: Uint8Array): ReadNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, ReadAttribute>();
  let op = '';
  let domain = '';
  for (const field of reader.fields(bytes)) {
    if (field.number === 1) inputs.push(textOf(bytesOf(field)));
    if (field.number === 2) outputs.push(textOf(bytesOf(field)));
    if (field.number === 4) op = textOf(bytesOf(field));
    if (field.number === 5) {
      const { name, ...attribute } = readAttribute(reader, bytesOf(field));
      if (attributes.has(name)) throw new MalformedMessage(`a node has two of ${name}`);
      attributes.set(name, attribute);
    }
    if (field.number === 7) domain = textOf(bytesOf(field));
  }
  return { op, domain, inputs, outputs, attributes };
}

function readAttribute(
  reader: MessageReader,
  bytes: Uint8Array,
): ReadAttribute & { readonly name: string } {
  let name = '';
  let integer: number | null = null;
  let integers: Uint8Array | null = null;
  let tensor: ReadTensor | null = null;
  for (const field of reader.fields(bytes)) {
    if (field.number === 1) name = textOf(bytesOf(field));
    if (field.number === 3) integer = integerOf(field);
    if (field.number === 5) tensor = readTensor(reader, bytesOf(field));
    if (field.number === 8) integers = bytesOf(field);
  }
  return { name, integer, integers, tensor };
}

function readTensor(
  reader: MessageReader,
  bytes: Uint8Array,
): ReadTensor & { readonly name: string } {
  let name = '';
  let code = 0;
  let dimensions: number[] = [];
  let raw: Uint8Array = new Uint8Array(0);
  for (const field of reader.fields(bytes)) {
    if (field.number === 1) dimensions = [...unpacked(bytesOf(field), 2 ** 31)];
    if (field.number === 2) code = integerOf(field);
    if (field.number === 8) name = textOf(bytesOf(field));
    if (field.number === 9) raw = bytesOf(field);
  }
  const type = typeOf(code);
  if (type === null) throw new MalformedMessage(`a tensor is of type ${code}`);
  const numbers = dimensions.reduce((product, length) => product * length, 1);
  if (raw.length !== numbers * bytesEach[type]) {
    const shape = `${type} [${dimensions.join(', ')}]`;
    throw new MalformedMessage(`${raw.length} bytes are not ${shape}`);
  }
  return { name, type, dimensions, bytes: raw };
}

/** ValueInfoProto of a tensor */
function readValue(reader: MessageReader, bytes: Uint8Array): ReadValue {
  const [names, types] = childrenOf(reader, bytes, [1, 2]);
  const [tensorType] = childrenOf(reader, types, [1]);
  let type = 'no tensor';
  const shape: (number | string)[] = [];
  for (const field of reader.fields(tensorType)) {
    if (field.number === 1) type = typeOf(integerOf(field)) ?? `type ${integerOf(field)}`;
    if (field.number !== 2) continue;
    for (const dimension of reader.fields(bytesOf(field))) {
      for (const length of reader.fields(bytesOf(dimension))) {
        if (length.number === 1) shape.push(integerOf(length));
        if (length.number === 2) shape.push(textOf(bytesOf(length)));
      }
    }
  }
  return { name: textOf(names), type, shape };
}

/** The fields of these numbers, all of bytes; empty where there is none. */
function childrenOf<const N extends readonly number[]>(
  reader: MessageReader,
  bytes: Uint8Array,
  numbers: N,
): { [K in keyof N]: Uint8Array } {
  const found: Uint8Array[] = numbers.map(() => new Uint8Array(0));
  for (const field of reader.fields(bytes)) {
    const place = numbers.indexOf(field.number);
    if (place >= 0) found[place] = bytesOf(field);
  }
  return found as { [K in keyof N]: Uint8Array };
}

function typeOf(code: number): ElementType | null {
  const types = Object.keys(elementTypes) as ElementType[];
  return types.find((type) => elementTypes[type] === code) ?? null;
}

function bytesOf({ number, bytes }: Field): Uint8Array {
  if (bytes === null) throw new MalformedMessage(`field ${number} is an integer`);
  return bytes;
}

function integerOf({ number, integer }: Field): number {
  if (integer === null) throw new MalformedMessage(`field ${number} is no integer`);
  return integer;
}
