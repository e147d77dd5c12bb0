import { randomUUID } from 'node:crypto';
import type { AuditResult } from '../contract/results';

export type JobState = 'running' | 'cancelling' | 'done' | 'failed';

/** How many ended jobs are remembered. */
const REMEMBERED = 64;
/** Of how many of those the result is kept, so that a report can be saved of it. */
const KEPT_RESULTS = 8;

/** The job table of the main process: what runs, and how what ran has ended. */
export class Jobs {
  private readonly states = new Map<string, JobState>();
  private readonly results = new Map<string, AuditResult>();

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

  /** The result of a job that is done; null when there is none, or none any more. */
  resultOf(jobId: string): AuditResult | null {
    return this.results.get(jobId) ?? null;
  }

  /** Ends a job with its result; false when it had ended before, so that no job ends twice. */
  finish(jobId: string, result: AuditResult): boolean {
    if (!this.close(jobId, 'done')) return false;
    this.results.set(jobId, result);
    for (const oldest of this.results.keys()) {
      if (this.results.size <= KEPT_RESULTS) break;
      this.results.delete(oldest);
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
