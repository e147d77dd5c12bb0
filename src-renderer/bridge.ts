import type { Problem } from '@contract/errors';
import type { Bridge, CallName, CallReply, CallRequest } from '@contract/ipc';

/** The window's only way out; null where the page was opened without HomeMole around it. */
export function bridge(): Bridge | null {
  return window.homemole ?? null;
}

/** The value that a good reply to a call carries. */
export type CallValue<N extends CallName> = Extract<CallReply<N>, { ok: true }>['value'];

/** What `ask` gives: the value, or the problem in its place. */
export type Answer<N extends CallName> =
  { ok: true; value: CallValue<N> } | { ok: false; problem: Problem };

/** Calls the main process. Never throws: whatever goes wrong comes back as a problem. */
export async function ask<N extends CallName>(
  name: N,
  request: CallRequest<N>,
): Promise<Answer<N>> {
  const outside = bridge();
  if (outside === null)
    return { ok: false, problem: { code: 'engine-gone', params: { detail: name } } };
  try {
    const call = outside[name] as (request: CallRequest<N>) => Promise<unknown>;
    return (await call(request)) as Answer<N>;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: { code: 'unexpected', params: { detail } } };
  }
}
