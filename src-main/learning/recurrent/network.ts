import type { Value } from '../network/graph-builder';
import { sizeOf } from '../network/graph-builder';

/** What a recurrent network is made of. */
export interface NetworkShape {
  /** Scalar inputs of a packet, the port apart. */
  readonly columns: number;
  /** Rows of the port embedding; 0 in a tunnel, where there are no ports. */
  readonly ports: number;
  /** Length of an embedded port (paper: 30). */
  readonly embedding: number;
  /** Units of a direction (paper: 64). */
  readonly hidden: number;
  /** 1: LSTM, 2: BLSTM. */
  readonly directions: 1 | 2;
  readonly classes: number;
}

/** Length of a step's input: the embedded port, then the scalars. */
export function inputsOf({ columns, ports, embedding }: NetworkShape): number {
  return columns + (ports > 0 ? embedding : 0);
}

/** Weights of one direction and of the layer behind, each shaped as in `parameterShapes`. */
export interface NetworkWeights {
  readonly directions: readonly {
    readonly input: Value;
    readonly recurrent: Value;
    readonly bias: Value;
  }[];
  readonly output: Value;
  readonly outputBias: Value;
}

/**
 * Shapes in the order of the flat list: for each direction input [inputs, 4 x hidden], recurrent
 * [hidden, 4 x hidden] and bias [4 x hidden], gates as ONNX has them; then the output layer.
 */
export function parameterShapes(shape: NetworkShape): number[][] {
  const { hidden, directions, classes } = shape;
  const gates = 4 * hidden;
  const direction = [[inputsOf(shape), gates], [hidden, gates], [gates]];
  const layer = [[directions * hidden, classes], [classes]];
  return [...Array.from({ length: directions }, () => direction).flat(), ...layer];
}

export function parameterCount(shape: NetworkShape): number {
  return parameterShapes(shape).reduce((sum, lengths) => sum + sizeOf(lengths), 0);
}

/** Gives the values of a flat list, in the order of `parameterShapes`, their places. */
export function placeWeights(
  { directions }: NetworkShape,
  values: readonly Value[],
): NetworkWeights {
  return {
    directions: Array.from({ length: directions }, (_, i) => ({
      input: values[3 * i]!,
      recurrent: values[3 * i + 1]!,
      bias: values[3 * i + 2]!,
    })),
    output: values[3 * directions]!,
    outputBias: values[3 * directions + 1]!,
  };
}
