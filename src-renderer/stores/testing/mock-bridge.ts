import { vi, type Mock } from 'vitest';

type Listener = (notice: unknown) => void;

/** A bridge of mocks that answer well, and can send notices, for tests of the stores. */
export function mockBridge(values: Record<string, unknown>) {
  let listeners: [string, Listener][] = [];
  const calls = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      vi.fn().mockResolvedValue({ ok: true, value }),
    ]),
  );
  const listen = vi.fn((name: string, listener: Listener) => {
    const entry: [string, Listener] = [name, listener];
    listeners.push(entry);
    return () => (listeners = listeners.filter((one) => one !== entry));
  });
  return {
    bridge: { ...calls, listen },
    /** The mock of a call. */
    of: (name: string) => calls[name] as Mock<(request?: unknown) => Promise<unknown>>,
    send: (name: string, notice: unknown): void => {
      for (const [wanted, listener] of [...listeners]) if (wanted === name) listener(notice);
    },
    listening: () => listeners.length,
  };
}
