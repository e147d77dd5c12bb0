import { type ProfilesOptions, runProfiles } from '../audit';
import { HomeMoleError } from '../contract/errors';
import { quietJob } from '../contract/job';
import type { ProfilesResult } from '../contract/profiles';

/** The same device of the same capture has the same profiles. */
const SEED = 1;

/** Learns the sequence profiles of one device at a time, for the window. */
export class ProfilesDesk {
  private running = new AbortController();

  /**
   * Null when another call, or a job, came in between.
   * @throws HomeMoleError as `runProfiles`
   */
  async learn(question: Omit<ProfilesOptions, 'seed'>): Promise<ProfilesResult | null> {
    this.stop();
    const { signal } = this.running;
    try {
      const result = await runProfiles({ ...question, seed: SEED }, { ...quietJob, signal });
      return signal.aborted ? null : result;
    } catch (error) {
      if (signal.aborted && error instanceof HomeMoleError && error.problem.code === 'cancelled') {
        return null;
      }
      throw error;
    }
  }

  /** Ends what runs. */
  stop(): void {
    this.running.abort();
    this.running = new AbortController();
  }
}
