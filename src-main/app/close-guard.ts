import { problemOf, type Problem } from '../contract/errors';
import type { CaptureHost } from './capture-host';

/** What the guard asks of people, and does to the window. */
export interface GuardedWindow {
  /** What shall become of a recording that was not saved. */
  choose(running: boolean): Promise<'save' | 'discard' | 'stay'>;
  /** Where it shall go; null when dismissed. */
  path(): Promise<string | null>;
  tell(problem: Problem): Promise<void>;
  /** Closes it for good. */
  close(): void;
}

/** Keeps a window from being closed over a recording that runs or was not saved. */
export class CloseGuard {
  private asking = false;

  constructor(
    private readonly captures: CaptureHost,
    private readonly window: GuardedWindow,
  ) {}

  /** True when the window may close now; else people are asked, and it closes when they agree. */
  mayClose(): boolean {
    if (this.captures.recordings.unsaved().length === 0) return true;
    if (!this.asking) {
      this.asking = true;
      void this.ask().finally(() => (this.asking = false));
    }
    return false;
  }

  private async ask(): Promise<void> {
    const { captures, window } = this;
    const choice = await window.choose(captures.recordings.running().length > 0);
    if (choice === 'stay') return;
    await captures.stopAll();
    for (const { jobId } of captures.recordings.unsaved()) {
      if (choice === 'discard') await captures.discard(jobId).catch(() => null);
      else if (!(await this.save(jobId))) return;
    }
    window.close();
  }

  private async save(jobId: string): Promise<boolean> {
    const path = await this.window.path();
    if (path === null) return false;
    try {
      await this.captures.save(jobId, path, false);
      return true;
    } catch (error) {
      await this.window.tell(problemOf(error));
      return false;
    }
  }
}
