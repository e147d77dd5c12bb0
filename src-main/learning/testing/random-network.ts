import { Random } from '../../contract/random';
import { parameterCount } from '../recurrent/network';
import type { RecurrentTask, TrainedRecurrent } from '../recurrent/options';
import { networkOf } from '../recurrent/train-recurrent';

/** A network of a task that learned nothing: its weights are large enough to tell packets apart. */
export function randomNetwork(task: RecurrentTask, seed: number): TrainedRecurrent {
  const random = new Random(seed);
  const draw = (length: number) => Float32Array.from({ length }, () => random.normal(0, 2));
  const shape = networkOf(task);
  return {
    parameters: draw(parameterCount(shape)),
    table: draw(shape.ports * shape.embedding),
    points: [],
    keptEpoch: 1,
    ended: 'epochs',
  };
}
