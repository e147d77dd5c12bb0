import type { ModelMeta } from '../onnx/forest-model';
import { encodeRecurrent } from './forward-graph';
import type { RecurrentTask, TrainedRecurrent } from './options';
import { networkOf } from './train-recurrent';

/**
 * A trained network as an ONNX model: `features` [window, N, columns] float32 in, behind NAPT also `ports`
 * [window, N] int32; `probabilities` [window, N, classes] float32 out. Time comes first.
 */
export function encodeNetwork(
  task: RecurrentTask,
  { parameters, table }: TrainedRecurrent,
  { classes, vantage, version }: ModelMeta,
): Uint8Array {
  const shape = { ...networkOf(task), window: task.options.window, relu: task.options.relu };
  const metadata = { classes: JSON.stringify(classes), vantage, version };
  return encodeRecurrent(shape, parameters, table, metadata);
}
