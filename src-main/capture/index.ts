export { checkFilter, listInterfaces, startCapture, watchInterfaceRates } from './client';
export type { CaptureSession } from './client';
export type { CapturePlace } from './helper-process';
export { commandOf } from './helper/choose';
export { problemOfWriting, Recorder } from './recorder';
