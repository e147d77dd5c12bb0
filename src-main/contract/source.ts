import { z } from 'zod';

export const path = z.string().min(1).max(4096);
export const jobId = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** What a job reads; `capture` is the recording of a live capture of this session. */
export const captureSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sample') }),
  z.object({
    kind: z.literal('files'),
    captures: z.array(path).min(1).max(64),
    labels: path.nullable(),
    events: path.nullable(),
  }),
  z.object({ kind: z.literal('capture'), jobId, labels: path.nullable() }),
]);
export type CaptureSource = z.infer<typeof captureSourceSchema>;
