import type { GraphBuilder, Value } from './graph-builder';

/** Kingma and Ba 2015, with their constants. */
export const FIRST_DECAY = 0.9;
export const SECOND_DECAY = 0.999;
export const EPSILON = 1e-8;

/** Parameters and moments; flat lists of the same length. */
export interface AdamState {
  readonly parameters: Value;
  readonly first: Value;
  readonly second: Value;
}

/** Scalar inputs of a step, so that they can change without a new graph. */
export interface AdamScalars {
  readonly rate: Value;
  /** 1 - 0.9^step and 1 - 0.999^step. */
  readonly firstCorrection: Value;
  readonly secondCorrection: Value;
}

/** One step of Adam; the results are named as asked. */
export function adam(
  graph: GraphBuilder,
  { parameters, first, second }: AdamState,
  gradient: Value,
  { rate, firstCorrection, secondCorrection }: AdamScalars,
  names: { parameters: string; first: string; second: string },
): AdamState {
  const op = (name: string, one: Value, other: Value, result?: string): Value =>
    graph.node(name, [one, other], one.shape, { names: result === undefined ? [] : [result] });
  const blend = (old: Value, fresh: Value, decay: number, name: string): Value => {
    const before = op('Mul', old, graph.scalar(decay));
    return op('Add', before, op('Mul', fresh, graph.scalar(1 - decay)), name);
  };
  const m = blend(first, gradient, FIRST_DECAY, names.first);
  const v = blend(second, op('Mul', gradient, gradient), SECOND_DECAY, names.second);
  const root = graph.node('Sqrt', [op('Div', v, secondCorrection)], v.shape);
  const direction = op('Div', m, op('Add', root, graph.scalar(EPSILON)));
  const size = op('Div', rate, firstCorrection);
  const p = op('Sub', parameters, op('Mul', direction, size), names.parameters);
  return { parameters: p, first: m, second: v };
}

/** 1 - decay^step for both moments; the first step is 1. */
export function corrections(step: number): { first: number; second: number } {
  return { first: 1 - FIRST_DECAY ** step, second: 1 - SECOND_DECAY ** step };
}
