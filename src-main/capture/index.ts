export type { CaptureBackend, CaptureInterface, CaptureRequest } from '../contract/capture';
