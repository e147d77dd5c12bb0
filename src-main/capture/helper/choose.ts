import { captureBackends } from '../../contract/capture';
import type { BackendState, CaptureBackend, CaptureRequest } from '../../contract/capture';
import { HomeMoleError } from '../../contract/errors';
import type { Backend } from '../backends/backend';
import { cap } from '../backends/cap';
import { dumpcap } from '../backends/dumpcap';
import { ssh } from '../backends/ssh';

const backends: Record<CaptureBackend, Backend> = { dumpcap, cap, ssh };

/** The backend for a request: the one it names, ssh for another machine, else the first that works. */
export async function backendFor(request: CaptureRequest): Promise<Backend> {
  if (request.backend !== null) return backends[request.backend];
  if (request.ssh !== null) return ssh;
  if ((await obstacleOf(dumpcap, request.interface)) === null) return dumpcap;
  return (await obstacleOf(cap, request.interface)) === null ? cap : dumpcap;
}

/** Why a backend cannot record here, the missing right to do so included; null when it can. */
async function obstacleOf(backend: Backend, probe: string): Promise<HomeMoleError | null> {
  const missing = await backend.obstacle();
  if (missing !== null || backend === ssh) return missing;
  try {
    await backend.check(requestFor(probe));
    return null;
  } catch (error) {
    const obstacle = error instanceof HomeMoleError && general.has(error.problem.code);
    return obstacle ? error : null;
  }
}

/** Problems that are of the backend and not of the interface. */
const general = new Set(['capture-permission', 'capture-library-missing']);

function requestFor(name: string): CaptureRequest {
  return {
    interface: name,
    backend: null,
    ssh: null,
    filter: '',
    snaplen: 0,
    stop: { seconds: null, packets: null, bytes: null },
    ring: null,
  };
}

/** What a recording would run, as far as it can be told without looking at this computer. */
export function commandOf(request: CaptureRequest): string {
  const name = request.backend ?? (request.ssh === null ? 'dumpcap' : 'ssh');
  return backends[name].command(request);
}

/**
 * How every backend stands here.
 * @param probe An interface to try; it is opened and closed, nothing is recorded.
 */
export function backendStates(probe: string): Promise<BackendState[]> {
  return Promise.all(
    captureBackends.map(async (name) => {
      const obstacle = await obstacleOf(backends[name], probe);
      return {
        backend: name,
        problem: obstacle?.problem ?? null,
        version: await backends[name].version(),
      };
    }),
  );
}
