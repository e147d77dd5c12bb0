import type { Stage } from '@contract/job';
import type { VantageName } from '@contract/vantage';
import { expect, it } from 'vitest';
import { emptyTrack, partsOf, shownStages, stateOf, track, type StageTrack } from './stage-track';

const vantages: VantageName[] = ['napt', 'wireguard'];

function after(...reports: [Stage, string?][]): StageTrack {
  return reports.reduce(
    (state, [stage, subject]) => track(state, { stage, subject }, vantages),
    emptyTrack(),
  );
}
const states = (state: StageTrack): string[] =>
  shownStages.map((stage) => stateOf(state, stage, vantages));

it('starts with everything waiting', () => {
  expect(states(emptyTrack())).toEqual(Array(6).fill('waiting'));
});

it('knows making the sample home as reading', () => {
  const state = after(['simulating', 'capture.pcapng']);
  expect(state).toMatchObject({ current: 'read', simulating: true, vantage: null });
});

it('finishes a stage when the next one starts', () => {
  const state = after(['reading', 'a.pcap'], ['identifying']);
  expect(states(state).slice(0, 3)).toEqual(['done', 'current', 'waiting']);
});

it('counts the stages of each vantage', () => {
  const state = after(
    ['reading'],
    ['identifying'],
    ['viewing', 'napt'],
    ['features', 'napt'],
    ['training'],
    ['labelling'],
    ['evaluating', 'napt'],
    ['viewing', 'wireguard'],
    ['training'],
  );
  expect(state.vantage).toBe('wireguard');
  expect(partsOf(state, 'view', vantages)).toEqual({ done: 2, total: 2 });
  expect(partsOf(state, 'label', vantages)).toEqual({ done: 1, total: 2 });
  expect(states(state)).toEqual(['done', 'done', 'done', 'current', 'waiting', 'waiting']);
});

it('never takes back what was finished when an engine trains a second adversary', () => {
  const first = after(['training', 'napt'], ['labelling', 'napt']);
  expect(partsOf(first, 'train', vantages).done).toBe(1);
  const again = track(first, { stage: 'training', subject: 'napt' }, vantages);
  expect(partsOf(again, 'train', vantages).done).toBe(1);
});

it('is not disturbed by stages that are not shown', () => {
  const state = after(['training', 'napt']);
  expect(track(state, { stage: 'writing' }, vantages)).toBe(state);
});
