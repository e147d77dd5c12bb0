import { InferenceSession } from 'onnxruntime-node';

/**
 * Opens a graph that our own code made. One thread a session, which sleeps when it has nothing to do:
 * threads that spin would take the machine from everything else.
 */
export function openSession(model: Uint8Array): Promise<InferenceSession> {
  return InferenceSession.create(model, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 4,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
}
