import { randomUUID } from 'node:crypto';

export type JobState = 'running' | 'cancelling' | 'done' | 'failed';

/** How many ended jobs are remembered; a report can be saved of any of them. */
const REMEMBERED = 64;

/** The job table of the main process: what runs, and how what ran has ended. */
export class Jobs {
  private readonly states = new Map<string, JobState>();

  /** Enters a new job and returns its id. */
  open(): string {
    const jobId = randomUUID();
    this.states.set(jobId, 'running');
    return jobId;
  }

  stateOf(jobId: string): JobState | null {
    return this.states.get(jobId) ?? null;
  }

  isActive(jobId: string): boolean {
    const state = this.states.get(jobId);
    return state === 'running' || state === 'cancelling';
  }

  /** The ids of all jobs that have not ended. */
  active(): string[] {
    return [...this.states.keys()].filter((jobId) => this.isActive(jobId));
  }

  /** Marks a running job as being cancelled; false when it is not running. */
  cancelling(jobId: string): boolean {
    if (this.states.get(jobId) !== 'running') return false;
    this.states.set(jobId, 'cancelling');
    return true;
  }

  /** Ends a job; false when it had ended before, so that no job ends twice. */
  close(jobId: string, state: 'done' | 'failed'): boolean {
    if (!this.isActive(jobId)) return false;
    // Put last, so that the oldest to end is the first to be forgotten.
    this.states.delete(jobId);
    this.states.set(jobId, state);
    this.forget();
    return true;
  }

  private forget(): void {
    for (const jobId of this.states.keys()) {
      if (this.states.size <= REMEMBERED) return;
      if (!this.isActive(jobId)) this.states.delete(jobId);
    }
  }
}
