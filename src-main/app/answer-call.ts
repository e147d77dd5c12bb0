import { problemOf } from '../contract/errors';
import { calls } from '../contract/ipc';
import type { CallName } from '../contract/ipc';
import { log } from './log';

export type Handler = (request: unknown) => unknown;

/** Parses, serves, checks the reply. Never throws: errors cross the boundary as values. */
export async function answerCall(
  name: CallName,
  handler: Handler,
  payload: unknown,
): Promise<unknown> {
  const request = calls[name].request.safeParse(payload);
  if (!request.success) return refusal(name, 'payload');
  try {
    const reply = calls[name].reply.safeParse({ ok: true, value: await handler(request.data) });
    return reply.success ? reply.data : refusal(name, 'reply');
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

export function refusal(name: CallName, why: 'sender' | 'payload' | 'reply') {
  log(`refused ${name}: ${why}`);
  return {
    ok: false,
    problem: { code: 'unexpected', params: { detail: `${name}: ${why} refused` } },
  };
}
