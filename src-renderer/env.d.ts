/// <reference types="vite/client" />
import type { Bridge } from '@contract/ipc';

declare global {
  /** Only for the type of contract/job.ts, whose code stays out of the window. */
  function setImmediate(callback: () => void): unknown;

  interface Window {
    /** Put here by the preload script; absent in a plain browser. */
    readonly homemole?: Bridge;
  }
}
