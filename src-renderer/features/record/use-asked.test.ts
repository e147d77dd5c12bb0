import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope, nextTick, ref } from 'vue';
import { useAsked } from './use-asked';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A question to be typed, with answers that come when they are let go. */
function asking() {
  const question = ref<string | null>(null);
  const answers: { text: string; give: (answer: string) => void }[] = [];
  const scope = effectScope();
  const asked = scope.run(() =>
    useAsked(
      () => question.value,
      (text) => new Promise<string>((give) => answers.push({ text, give })),
      400,
    ),
  )!;
  const type = async (text: string | null, then: number): Promise<void> => {
    question.value = text;
    await nextTick();
    await vi.advanceTimersByTimeAsync(then);
  };
  return { ...asked, answers, type, scope };
}

it('asks once typing pauses', async () => {
  const { answers, type, waiting } = asking();
  await type('h', 100);
  await type('ho', 100);
  await type('hos', 399);
  expect(answers).toHaveLength(0);
  expect(waiting.value).toBe(true);
  await type('host', 400);
  expect(answers.map(({ text }) => text)).toEqual(['host']);
});

it('takes the newest answer only, whatever order they come in', async () => {
  const { answers, type, answer, waiting } = asking();
  await type('old', 400);
  await type('new', 400);
  answers[1]?.give('of new');
  answers[0]?.give('of old');
  await vi.advanceTimersByTimeAsync(0);
  expect(answer.value).toBe('of new');
  expect(waiting.value).toBe(false);
});

it('forgets the answer where there is nothing to ask', async () => {
  const { answers, type, answer, waiting } = asking();
  await type('x', 400);
  await type(null, 0);
  answers[0]?.give('late');
  await vi.advanceTimersByTimeAsync(1000);
  expect([answer.value, waiting.value]).toEqual([null, false]);
});

it('asks nothing more once its screen is gone', async () => {
  const { answers, type, scope } = asking();
  await type('x', 100);
  scope.stop();
  await vi.advanceTimersByTimeAsync(1000);
  expect(answers).toHaveLength(0);
});
