import { utilityProcess } from 'electron';
import type { ForkEngine } from './engine-host';

export interface EnginePaths {
  /** The built engine-process.ts. */
  entry: string;
  /** The folder with the sample home and the vendor table. */
  resources: string;
  /** The built forest worker. */
  worker: string;
  /** The built capture helper. */
  helper: string;
  /** The folder of the models that ship. */
  models: string;
}

/** Starts the engine in a utility process of Electron: no window, no page, and killable. */
export function engineForker({
  entry,
  resources,
  worker,
  helper,
  models,
}: EnginePaths): ForkEngine {
  return ({ onMessage, onExit }) => {
    const child = utilityProcess.fork(entry, [resources, worker, helper, models], {
      serviceName: 'HomeMole engine',
      stdio: 'inherit',
    });
    child.on('message', onMessage);
    child.on('exit', onExit);
    return {
      post: (request) => child.postMessage(request),
      kill: () => {
        // SIGTERM waits for a native call to return; SIGKILL does not.
        if (child.pid === undefined) child.kill();
        else killNow(child.pid);
      },
    };
  };
}

/** A process that has ended by itself, unnoticed so far, is as good as killed. */
function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
