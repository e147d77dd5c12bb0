import {
  type AttributeValue,
  type Dimension,
  type ElementType,
  elementTypes,
  encodeModel,
  graph,
  node,
  type Numbers,
  tensor,
  tensorInfo,
} from '../onnx/graph';
import type { Message } from '../onnx/protobuf';

/** A value of a graph: its name and its lengths; -1 is one that is known only when it runs. */
export interface Value {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  /** Names of the outputs; made up where left out. */
  readonly names?: readonly string[];
}

/** Operator set of the networks: Split sizes and the axes of ReduceSum are inputs. */
const OPERATOR_SET = 18;

/** Collects the nodes of an ONNX graph in order, and names their values. */
export class GraphBuilder {
  private readonly nodes: Message[] = [];
  private readonly inputs: Message[] = [];
  private readonly outputs: Message[] = [];
  private readonly initializers: Message[] = [];
  private made = 0;

  /** @param prefix Of the names made up: those of a body and of its surroundings must differ. */
  constructor(private readonly prefix = '') {}

  input(name: string, type: ElementType, shape: readonly number[]): Value {
    this.inputs.push(tensorInfo(name, type, shape.map(dimension)));
    return { name, shape };
  }

  constant(numbers: Numbers, shape: readonly number[]): Value {
    const value = { name: this.freshName(), shape };
    this.initializers.push(tensor(value.name, shape, numbers));
    return value;
  }

  /** A float32 without dimensions, which is broadcast. */
  scalar(number: number): Value {
    return this.constant(Float32Array.of(number), []);
  }

  /** Whole numbers such as lengths and axes. */
  integers(...numbers: number[]): Value {
    return this.constant(BigInt64Array.from(numbers, BigInt), [numbers.length]);
  }

  /** A node with one output of that shape. */
  node(
    op: string,
    inputs: readonly Value[],
    shape: readonly number[],
    options?: NodeOptions,
  ): Value {
    return this.nodeOf(op, inputs, [shape], options)[0] as Value;
  }

  /** A node with an output for each shape. */
  nodeOf(
    op: string,
    inputs: readonly Value[],
    shapes: readonly (readonly number[])[],
    { attributes = {}, names = [] }: NodeOptions = {},
  ): Value[] {
    const values = shapes.map((shape, i) => ({ name: names[i] ?? this.freshName(), shape }));
    this.nodes.push(
      node({
        op,
        inputs: inputs.map(({ name }) => name),
        outputs: values.map(({ name }) => name),
        attributes,
      }),
    );
    return values;
  }

  /** Makes a value an output, under its own name. */
  output(value: Value, type: ElementType = 'float32'): Value {
    this.outputs.push(tensorInfo(value.name, type, value.shape.map(dimension)));
    return value;
  }

  /** An empty graph for the body of a node here, which may read the values of this one. */
  inner(): GraphBuilder {
    return new GraphBuilder(`${this.freshName()}.`);
  }

  /** The graph as the body of a node. */
  body(name: string): Message {
    const { nodes, inputs, outputs, initializers } = this;
    return graph({ name, nodes, inputs, outputs, initializers });
  }

  /** The graph as a model file. */
  model(name: string, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
    return encodeModel({ graph: this.body(name), operatorSets: { '': OPERATOR_SET }, metadata });
  }

  private freshName(): string {
    return `${this.prefix}${this.made++}`;
  }
}

/** How many numbers a value of that shape has. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** The element type's number as Cast wants it. */
export function castTo(type: ElementType): Readonly<Record<string, AttributeValue>> {
  return { to: { int: elementTypes[type] } };
}

function dimension(length: number): Dimension {
  return length < 0 ? 'N' : length;
}
