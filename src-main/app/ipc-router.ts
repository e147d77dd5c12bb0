import { ipcMain } from 'electron';
import type { IpcMainInvokeEvent } from 'electron';
import { callNames, channelOfCall } from '../contract/ipc';
import type { CallName, CallReply, CallRequest } from '../contract/ipc';
import { answerCall, refusal } from './answer-call';
import type { Handler } from './answer-call';

/** What a call answers when it is allowed; what it throws becomes a problem. */
export type Handlers = {
  [N in CallName]: (request: CallRequest<N>) => CallValue<N> | Promise<CallValue<N>>;
};
type CallValue<N extends CallName> = Extract<CallReply<N>, { ok: true }>['value'];

/**
 * The only door into the main process. A call is served when its channel is in the contract (no
 * other has a handler), its sender is the one that `isOurs` knows, and its payload parses; else it
 * is refused and logged. A reply that breaks the contract never leaves.
 */
export function routeCalls(
  handlers: Handlers,
  isOurs: (event: IpcMainInvokeEvent) => boolean,
): void {
  for (const name of callNames) {
    ipcMain.handle(channelOfCall(name), async (event, payload: unknown) => {
      if (!isOurs(event)) return refusal(name, 'sender');
      return answerCall(name, handlers[name] as Handler, payload);
    });
  }
}
