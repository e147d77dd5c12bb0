import { captureBackends } from '../../contract/capture';
import type { BackendState, CaptureBackend, CaptureRequest } from '../../contract/capture';
import type { HomeMoleError } from '../../contract/errors';
import type { Backend } from '../backends/backend';
import { cap } from '../backends/cap';
import { dumpcap } from '../backends/dumpcap';
import { ssh } from '../backends/ssh';

const backends: Record<CaptureBackend, Backend> = { dumpcap, cap, ssh };

/** The backend for a request: the one it names, ssh for another machine, else the first that is there. */
export async function backendFor(request: CaptureRequest): Promise<Backend> {
  if (request.backend !== null) return backends[request.backend];
  if (request.ssh !== null) return ssh;
  return (await dumpcap.obstacle()) !== null && (await cap.obstacle()) === null ? cap : dumpcap;
}

/** What a recording would run, as far as it can be told without looking at this computer. */
export function commandOf(request: CaptureRequest): string {
  const name = request.backend ?? (request.ssh === null ? 'dumpcap' : 'ssh');
  return backends[name].command(request);
}

/** How every backend stands here. */
export function backendStates(): Promise<BackendState[]> {
  return Promise.all(
    captureBackends.map(async (name) => {
      const obstacle: HomeMoleError | null = await backends[name].obstacle();
      return {
        backend: name,
        problem: obstacle?.problem ?? null,
        version: await backends[name].version(),
      };
    }),
  );
}
