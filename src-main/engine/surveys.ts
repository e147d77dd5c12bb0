import { stat } from 'node:fs/promises';
import { type CaptureInput, inspectSurveyed, type Surveyed, surveyCaptures } from '../audit';
import { HomeMoleError } from '../contract/errors';
import { quietJob } from '../contract/job';
import type { InspectResult } from '../contract/results';

/**
 * Surveys of captures for the window, one at a time. The last one is kept, so that who is who by
 * another alias or label file does not read the captures again.
 */
export class Surveys {
  private kept: { key: string; surveyed: Surveyed } | null = null;
  private running: AbortController | null = null;

  /** Null when another call came in between. @throws HomeMoleError as `inspectCaptures` */
  async inspect(input: CaptureInput): Promise<InspectResult | null> {
    this.stop();
    const abort = new AbortController();
    this.running = abort;
    const job = { ...quietJob, signal: abort.signal };
    try {
      const key = await keyOf(input.captures);
      if (this.kept?.key !== key) {
        this.kept = null;
        const surveyed = await surveyCaptures(input.captures, job);
        if (!abort.signal.aborted) this.kept = { key, surveyed };
      }
      return this.kept && !abort.signal.aborted
        ? await inspectSurveyed(this.kept.surveyed, input)
        : null;
    } catch (error) {
      const cancelled = error instanceof HomeMoleError && error.problem.code === 'cancelled';
      if (cancelled && abort.signal.aborted) return null;
      throw error;
    } finally {
      if (this.running === abort) this.running = null;
    }
  }

  /** Ends what runs; its answer is null. */
  stop(): void {
    this.running?.abort();
  }
}

/** Changes when a file does. */
export async function keyOf(captures: readonly string[]): Promise<string> {
  const parts = await Promise.all(
    captures.map(async (path) => {
      const found = await stat(path).catch(() => null);
      return [path, found?.size, found?.mtimeMs, found?.ino];
    }),
  );
  return JSON.stringify(parts);
}
