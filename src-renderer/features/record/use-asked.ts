import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';

/**
 * The answer to a question that changes while somebody types: asked once they pause for `pauseMs`,
 * and only the newest answer counts. `waiting` from the change to the answer; null where there is
 * nothing to ask. Questions are compared by what is in them.
 */
export function useAsked<Q, A>(
  question: () => Q | null,
  ask: (question: Q) => Promise<A>,
  pauseMs: number,
): { answer: ShallowRef<A | null>; waiting: ShallowRef<boolean> } {
  const answer = shallowRef<A | null>(null);
  const waiting = shallowRef(false);
  let newest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  watch(
    () => JSON.stringify(question()),
    (text) => {
      const mine = ++newest;
      clearTimeout(timer);
      if (text === 'null') {
        answer.value = null;
        waiting.value = false;
        return;
      }
      waiting.value = true;
      timer = setTimeout(() => {
        void ask(JSON.parse(text) as Q).then((given) => {
          if (mine !== newest) return;
          answer.value = given;
          waiting.value = false;
        });
      }, pauseMs);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    newest++;
    clearTimeout(timer);
  });
  return { answer, waiting };
}
