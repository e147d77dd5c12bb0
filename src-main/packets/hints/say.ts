import type { HintSource } from '../../contract/hints';
import type { Frame } from '../frame';

/** Notes that the frame's sender said `text`; an empty text is none. */
export function say(frame: Frame, source: HintSource, text: string): void {
  const { columns } = frame.table;
  const { row } = frame;
  frame.hints.add(source, columns.sourceMac[row]!, columns.sourceAddress[row]!, text);
}
