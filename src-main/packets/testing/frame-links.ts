import { quietJob } from '../../contract/job';
import { openBytes } from '../byte-source';
import { HintCollector } from '../hints/collector';
import { InternedLists } from '../interned-lists';
import { newChunk, readRecords } from '../read-file';
import type { RecordSink } from '../record-sink';

/** Keeps of each frame only the LINKTYPE that it was read with. */
class FrameLinks implements RecordSink {
  readonly linkTypes: number[] = [];
  readonly lists = new InternedLists();
  readonly hints = new HintCollector();
  simulated = false;
  damage: RecordSink['damage'] = null;

  add(_time: number, _at: number, _captured: number, _length: number, linkType: number): void {
    this.linkTypes.push(linkType);
  }

  damaged(_code: string, offset: number, detail: string): void {
    this.damage ??= { offset, detail };
  }

  setBytes(): void {}
  flush(): void {}
  declareLink(): void {}
  lost(): void {}
  warn(): void {}
}

/** The LINKTYPE of each frame of a capture, in the order of the file. Errors: as `readRecords`. */
export async function frameLinks(path: string): Promise<number[]> {
  const sink = new FrameLinks();
  const target = { chunk: newChunk(2 ** 18), job: quietJob, progress: () => undefined };
  const steps = readRecords(path, await openBytes(path, quietJob.signal), sink, target);
  while (!(await steps.next()).done);
  return sink.linkTypes;
}
