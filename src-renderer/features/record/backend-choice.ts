import type { CaptureBackend, InterfaceList } from '@contract/capture';
import type { RecordForm } from '../../stores/record-form';

export type BackendState = InterfaceList['backends'][number];

export interface BackendChoice {
  /** What would record; null when nothing can, or nothing is known yet. */
  used: BackendState | null;
  /** The ways that matter here and are not ready, best first. */
  missing: readonly BackendState[];
}

const local: readonly CaptureBackend[] = ['dumpcap', 'cap'];

/** Which backend a set-up would use, in the order in which the helper tries them. */
export function backendChoice(
  form: Pick<RecordForm, 'source' | 'backend'>,
  states: readonly BackendState[],
): BackendChoice {
  const wanted: readonly CaptureBackend[] =
    form.source === 'ssh' ? ['ssh'] : form.backend === 'auto' ? local : [form.backend];
  const here = wanted.flatMap((name) => states.filter(({ backend }) => backend === name));
  return {
    used: here.find(({ problem }) => problem === null) ?? null,
    missing: here.filter(({ problem }) => problem !== null),
  };
}
