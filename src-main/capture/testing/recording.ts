import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaptureRequest } from '../../contract/capture';
import { startCapture } from '../client';
import type { CaptureSession } from '../client';
import type { CapturePlace } from '../helper-process';
import { Recorder } from '../recorder';
import { testFilter } from './network';

/** To record with dumpcap what `sendDatagrams` sends over loopback, until it is stopped. */
export function testRequest(changes: Partial<CaptureRequest> = {}): CaptureRequest {
  return {
    interface: 'lo',
    backend: 'dumpcap',
    ssh: null,
    filter: testFilter,
    snaplen: 0,
    stop: { seconds: null, packets: null, bytes: null },
    ring: null,
    ...changes,
  };
}

/** How a recording ended, and the files that hold it. */
export type Kept = Awaited<CaptureSession['ended']> & { readonly files: string[] };

/** The recordings and the folder of one test; `clear` ends and removes them, whatever happened. */
export class TestRecordings {
  readonly folder = mkdtempSync(join(tmpdir(), 'homemole-live-'));
  private readonly sessions: CaptureSession[] = [];
  private number = 0;

  constructor(private readonly place: CapturePlace) {}

  async start(request: CaptureRequest, place = this.place): Promise<CaptureSession> {
    const session = await startCapture(place, request, new AbortController().signal);
    this.sessions.push(session);
    return session;
  }

  /** Records everything that a session gives into files of a new folder. */
  async keep(session: CaptureSession, ring: CaptureRequest['ring'] = null): Promise<Kept> {
    this.number += 1;
    const recorder = new Recorder(mkdtempSync(join(this.folder, `${this.number}-`)), ring);
    for await (const bytes of session.bytes) await recorder.write(bytes);
    await recorder.close();
    return { ...(await session.ended), files: recorder.files() };
  }

  async clear(): Promise<void> {
    for (const session of this.sessions) session.stop();
    await Promise.all(this.sessions.map(({ ended }) => ended));
    rmSync(this.folder, { recursive: true, force: true });
  }
}
