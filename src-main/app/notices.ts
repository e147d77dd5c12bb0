import type { BrowserWindow } from 'electron';
import { channelOfNotice } from '../contract/ipc';
import type { Notice, NoticeName } from '../contract/ipc';
import type { JobListener } from './engine-host';

/** Passes what the engine says of its jobs on to the window, as long as there is one. */
export function noticesTo(window: () => BrowserWindow | null): JobListener {
  function send<N extends NoticeName>(name: N, notice: Notice<N>): void {
    const target = window();
    if (target !== null && !target.isDestroyed()) {
      target.webContents.send(channelOfNotice(name), notice);
    }
  }
  return {
    progress: (jobId, progress) => send('jobProgress', { jobId, progress }),
    done: (jobId, outcome) => send('jobDone', { jobId, outcome }),
    failed: (jobId, problem) => send('jobFailed', { jobId, problem }),
    rates: (rates) => send('interfaceRates', rates),
    captureUpdate: (jobId, update) => send('captureUpdate', { jobId, update }),
    captureEnded: (jobId, result) => send('captureEnded', { jobId, result }),
    captureFailed: (jobId, problem, result) => send('captureFailed', { jobId, problem, result }),
  };
}
