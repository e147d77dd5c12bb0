import { bytesOf, Message } from './protobuf';

/** Of the format, with ONNX 1.16, which brought ai.onnx.ml 5. */
const IR_VERSION = 10;

/**
 * The parts of an ONNX model (field numbers of onnx.proto, ONNX 1.7 and later). An input, output or
 * node names the values it reads and writes; the empty string leaves an optional input out.
 */
export const elementTypes = { float32: 1, uint8: 2, int32: 6, int64: 7 } as const;
export type ElementType = keyof typeof elementTypes;

/** A fixed length, or a name for one that is known when the model runs. */
export type Dimension = number | string;

export type AttributeValue =
  | { readonly float: number }
  | { readonly int: number }
  | { readonly text: string }
  | { readonly tensor: Message }
  | { readonly graph: Message }
  | { readonly floats: Float32Array }
  | { readonly ints: ArrayLike<number> }
  | { readonly texts: readonly string[] };

/** AttributeProto */
export function attribute(name: string, value: AttributeValue): Message {
  const message = new Message().text(1, name);
  if ('float' in value) return message.float(2, value.float).integer(20, 1);
  if ('int' in value) return message.integer(3, value.int).integer(20, 2);
  if ('text' in value) return message.text(4, value.text).integer(20, 3);
  if ('tensor' in value) return message.message(5, value.tensor).integer(20, 4);
  if ('graph' in value) return message.message(6, value.graph).integer(20, 5);
  if ('floats' in value) return message.floats(7, value.floats).integer(20, 6);
  if ('ints' in value) return message.integers(8, value.ints).integer(20, 7);
  for (const text of value.texts) message.text(9, text);
  return message.integer(20, 8);
}

export interface Node {
  readonly op: string;
  /** Operator set; the standard one when left out. */
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

/** NodeProto */
export function node({ op, domain, inputs, outputs, attributes = {} }: Node): Message {
  const message = new Message();
  for (const input of inputs) message.text(1, input);
  for (const output of outputs) message.text(2, output);
  message.text(4, op);
  for (const [name, value] of Object.entries(attributes)) {
    message.message(5, attribute(name, value));
  }
  return domain === undefined ? message : message.text(7, domain);
}

/** TensorProto with its numbers as raw bytes */
export function tensor(name: string, dimensions: readonly number[], numbers: Numbers): Message {
  return new Message()
    .integers(1, dimensions)
    .integer(2, elementTypes[elementTypeOf(numbers)])
    .text(8, name)
    .bytesField(9, bytesOf(numbers));
}

export type Numbers = Float32Array | Uint8Array | Int32Array | BigInt64Array;

function elementTypeOf(numbers: Numbers): ElementType {
  if (numbers instanceof Float32Array) return 'float32';
  if (numbers instanceof Uint8Array) return 'uint8';
  return numbers instanceof Int32Array ? 'int32' : 'int64';
}

/** ValueInfoProto of a tensor */
export function tensorInfo(name: string, type: ElementType, shape: readonly Dimension[]): Message {
  const dimensions = shape.map((length) =>
    typeof length === 'number' ? new Message().integer(1, length) : new Message().text(2, length),
  );
  const tensorType = new Message()
    .integer(1, elementTypes[type])
    .message(2, new Message().messages(1, dimensions));
  return new Message().text(1, name).message(2, new Message().message(1, tensorType));
}

export interface Graph {
  readonly name: string;
  readonly nodes: readonly Message[];
  readonly inputs: readonly Message[];
  readonly outputs: readonly Message[];
  readonly initializers?: readonly Message[];
}

/** GraphProto */
export function graph({ name, nodes, inputs, outputs, initializers = [] }: Graph): Message {
  return new Message()
    .messages(1, nodes)
    .text(2, name)
    .messages(5, initializers)
    .messages(11, inputs)
    .messages(12, outputs);
}

export interface Model {
  readonly graph: Message;
  /** Operator sets by domain; the standard one is the empty string. */
  readonly operatorSets: Readonly<Record<string, number>>;
  /** Text by key, which travels with the model. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** ModelProto, as it is stored in a file */
export function encodeModel(model: Model): Uint8Array {
  const message = new Message().integer(1, IR_VERSION).text(2, 'HomeMole').message(7, model.graph);
  for (const [domain, version] of Object.entries(model.operatorSets)) {
    message.message(8, new Message().text(1, domain).integer(2, version));
  }
  for (const [key, value] of Object.entries(model.metadata)) {
    message.message(14, new Message().text(1, key).text(2, value));
  }
  return message.bytes();
}
