import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useExplanation } from './explanation';
import { mockBridge } from './testing/mock-bridge';

const explanation = { label: 'plug', probability: 0.9 };
const question = (time: number) => ({
  source: { kind: 'sample' as const },
  vantage: 'wireguard' as const,
  packet: { time, length: 162, direction: 1 },
});
let mock: ReturnType<typeof mockBridge>;

beforeEach(() => {
  vi.useFakeTimers();
  setActivePinia(createPinia());
  mock = mockBridge({
    explainPacket: { kind: 'explained', explanation },
    listModels: { models: [{ folder: '/models/a' }], broken: [] },
  });
  vi.stubGlobal('window', { homemole: mock.bridge });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
const settle = () => vi.advanceTimersByTimeAsync(1000);

it('asks once about the packet at which the steps end', async () => {
  const why = useExplanation();
  for (const time of [1, 2, 3]) why.choose(question(time));
  expect(why.loading).toBe(true);
  await settle();
  expect(mock.of('explainPacket').mock.calls).toEqual([
    [{ ...question(3), adversary: { kind: 'audit' } }],
  ]);
  expect(why.explanation).toEqual(explanation);
  expect(why.loading).toBe(false);
});

it('takes no late answer about another packet', async () => {
  const why = useExplanation();
  let late: (value: unknown) => void = () => undefined;
  mock.of('explainPacket').mockReturnValueOnce(new Promise((resolve) => (late = resolve)));
  why.choose(question(1));
  await settle();
  why.choose(null);
  late({ ok: true, value: { kind: 'explained', explanation } });
  await settle();
  expect([why.explanation, why.loading]).toEqual([null, false]);
});

it('asks a model of the library, and says what is missing or wrong', async () => {
  const why = useExplanation();
  await why.findModels();
  why.adversary = why.models[0]!.folder;
  mock.of('explainPacket').mockResolvedValueOnce({ ok: true, value: { kind: 'no-adversary' } });
  why.choose(question(1));
  await settle();
  expect(mock.of('explainPacket').mock.calls[0]).toEqual([
    { ...question(1), adversary: { kind: 'model', folder: '/models/a' } },
  ]);
  expect(why.missing).toBe('no-adversary');
  const problem = { code: 'model-missing', params: {} };
  mock.of('explainPacket').mockResolvedValueOnce({ ok: false, problem });
  why.choose(question(2));
  await settle();
  expect([why.problem, why.missing]).toEqual([problem, null]);
});
