import { adam } from './adam';
import { type GraphBuilder, sizeOf, type Value } from './graph-builder';

/**
 * Ends the graph of a training step: one step of Adam from the gradients of all parameters. Adds the inputs
 * `first`, `second`, `rate`, `firstCorrection` and `secondCorrection`, and the outputs `nextParameters`,
 * `nextFirst` and `nextSecond`.
 * @param parameters the flat list
 * @param gradients of its values, in their order
 */
export function outputNextState(
  graph: GraphBuilder,
  parameters: Value,
  gradients: readonly Value[],
): void {
  const { shape } = parameters;
  const flat = gradients.map((gradient) => {
    const size = sizeOf(gradient.shape);
    return graph.node('Reshape', [gradient, graph.integers(size)], [size]);
  });
  const gradient = graph.node('Concat', flat, shape, { attributes: { axis: { int: 0 } } });
  const state = (name: string): Value => graph.input(name, 'float32', shape);
  const scalar = (name: string): Value => graph.input(name, 'float32', []);
  const next = adam(
    graph,
    { parameters, first: state('first'), second: state('second') },
    gradient,
    {
      rate: scalar('rate'),
      firstCorrection: scalar('firstCorrection'),
      secondCorrection: scalar('secondCorrection'),
    },
    { parameters: 'nextParameters', first: 'nextFirst', second: 'nextSecond' },
  );
  for (const value of Object.values(next) as Value[]) graph.output(value);
}
