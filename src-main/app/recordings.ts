import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HomeMoleError } from '../contract/errors';
import type { LiveEnd, LiveUpdate } from '../contract/live';
import { OWNER_FILE, RECORDING_PREFIX } from './rescue';

/** A live capture as the main process remembers it, which outlives the engine. */
export interface Recording {
  readonly jobId: string;
  /** Where its files are, for this user alone, until it is saved elsewhere or discarded. */
  readonly folder: string;
  running: boolean;
  saved: boolean;
  update: LiveUpdate | null;
  files: readonly string[];
  /** File of what was marked; null without marks. */
  events: string | null;
}

/** The recordings of this run of the program. */
export class Recordings {
  private readonly all = new Map<string, Recording>();

  /** @param parent Of the folders; that of the system for what is temporary by default. */
  constructor(private readonly parent = tmpdir()) {}

  /** Makes a folder that nobody else may look into (mkdtemp: mode 0700). */
  open(): Recording {
    const folder = mkdtempSync(join(this.parent, RECORDING_PREFIX));
    // Should this program end at once, the next one sees that nobody has the recording any more.
    writeFileSync(join(folder, OWNER_FILE), `${process.pid}\n`, { mode: 0o600 });
    const recording: Recording = {
      jobId: randomUUID(),
      folder,
      running: true,
      saved: false,
      update: null,
      files: [],
      events: null,
    };
    this.all.set(recording.jobId, recording);
    return recording;
  }

  of(jobId: string): Recording | undefined {
    return this.all.get(jobId);
  }

  /** @throws HomeMoleError `nothing-captured` when it has no files, also when there is none. */
  filesOf(jobId: string): string[] {
    const recording = this.all.get(jobId);
    if (recording === undefined || recording.running || recording.files.length === 0) {
      const name = recording?.update?.status.interface ?? '';
      throw new HomeMoleError('nothing-captured', { interface: name });
    }
    return [...recording.files];
  }

  running(): Recording[] {
    return [...this.all.values()].filter(({ running }) => running);
  }

  /** What would be lost now. */
  unsaved(): Recording[] {
    return [...this.all.values()].filter(
      ({ running, saved, files, update }) =>
        (running && (update?.status.packets ?? 0) > 0) || (!running && !saved && files.length > 0),
    );
  }

  /** Ends a recording; false when it had ended before. One without packets leaves nothing. */
  end(jobId: string, files: readonly string[]): boolean {
    const recording = this.all.get(jobId);
    if (!recording?.running) return false;
    recording.running = false;
    recording.files = files;
    if (files.length === 0) remove(recording.folder);
    return true;
  }

  /** What was captured until the engine was lost; null when nothing is known. */
  remains({ folder, update }: Recording): LiveEnd | null {
    if (update === null) return null;
    const files = namesIn(folder)
      .filter((name) => name !== OWNER_FILE && !name.endsWith('.csv'))
      .sort()
      .map((name) => join(folder, name));
    const status = { ...update.status, state: 'stopped' as const };
    return { update: { ...update, status }, end: 'problem', files };
  }

  forget(jobId: string): void {
    this.all.delete(jobId);
  }

  /** Deletes every recording; for quitting, which was asked for before. */
  removeAll(): void {
    for (const { folder } of this.all.values()) remove(folder);
    this.all.clear();
  }
}

/** None when the folder is gone: those who clean up folders for temporary files ask nobody. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}
