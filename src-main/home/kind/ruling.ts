import type { Device } from '../../contract/home';
import type { Portrait } from '../words/portrait';

export type Ruling = Pick<Device, 'kind' | 'kindSource' | 'kindReason'>;
/** Says whether a device is IoT and why, or null where it has nothing to say. */
export type Rule = (device: Portrait) => Ruling | null;

/** What a device said, short enough for a sentence. */
export function brief(text: string): string {
  const letters = [...text];
  return letters.length <= 60 ? text : `${letters.slice(0, 59).join('')}…`;
}
