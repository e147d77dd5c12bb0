import { randomUUID } from 'node:crypto';
import type { JobOutcome } from '../contract/ipc';

export type JobState = 'running' | 'cancelling' | 'done' | 'failed';

/** How many ended jobs are remembered. */
const REMEMBERED = 64;
/** Of how many of those the outcome is kept, so that more can be made of it. */
const KEPT_OUTCOMES = 8;

/** The job table of the main process: what runs, and how what ran has ended. */
export class Jobs {
  private readonly states = new Map<string, JobState>();
  private readonly outcomes = new Map<string, JobOutcome>();

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

  /** How a job that is done ended; null when there is none, or none any more. */
  outcomeOf(jobId: string): JobOutcome | null {
    return this.outcomes.get(jobId) ?? null;
  }

  /** Ends a job with its result; false when it had ended before, so that no job ends twice. */
  finish(jobId: string, outcome: JobOutcome): boolean {
    if (!this.close(jobId, 'done')) return false;
    this.outcomes.set(jobId, outcome);
    for (const oldest of this.outcomes.keys()) {
      if (this.outcomes.size <= KEPT_OUTCOMES) break;
      this.outcomes.delete(oldest);
    }
    return true;
  }

  /** Ends a job without a result; false when it had ended before. */
  fail(jobId: string): boolean {
    return this.close(jobId, 'failed');
  }

  private close(jobId: string, state: 'done' | 'failed'): boolean {
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
