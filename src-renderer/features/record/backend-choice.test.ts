import type { CaptureBackend } from '@contract/capture';
import { expect, it } from 'vitest';
import { backendChoice, type BackendState } from './backend-choice';

const good = (backend: CaptureBackend): BackendState => ({ backend, problem: null, version: '' });
const bad = (backend: CaptureBackend): BackendState => ({
  backend,
  problem: { code: 'capture-program-missing', params: { program: backend, command: 'x' } },
  version: '',
});
const names = (states: readonly BackendState[]): string[] => states.map(({ backend }) => backend);

it.each([
  [
    'the best that works',
    'here',
    'auto',
    [good('cap'), good('dumpcap'), good('ssh')],
    'dumpcap',
    [],
  ],
  ['the next best', 'here', 'auto', [bad('dumpcap'), good('cap'), good('ssh')], 'cap', ['dumpcap']],
  [
    'none here, though ssh works',
    'here',
    'auto',
    [bad('cap'), bad('dumpcap'), good('ssh')],
    null,
    ['dumpcap', 'cap'],
  ],
  ['the one chosen, missing', 'here', 'cap', [good('dumpcap'), bad('cap')], null, ['cap']],
  [
    'ssh, whatever was chosen here',
    'ssh',
    'cap',
    [bad('dumpcap'), bad('cap'), good('ssh')],
    'ssh',
    [],
  ],
  ['nothing known', 'here', 'auto', [], null, []],
] as const)('uses %s', (_what, source, backend, states, used, missing) => {
  const choice = backendChoice({ source, backend }, states);
  expect(choice.used?.backend ?? null).toBe(used);
  expect(names(choice.missing)).toEqual(missing);
});
