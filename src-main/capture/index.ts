export { checkFilter, listInterfaces, startCapture, watchInterfaceRates } from './client';
export type { CapturePlace, CaptureSession } from './client';
export { commandOf } from './helper/choose';
export { problemOfWriting, Recorder } from './recorder';
