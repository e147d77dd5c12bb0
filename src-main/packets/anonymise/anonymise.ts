import { basename } from 'node:path';
import { HomeMoleError } from '../../contract/errors';
import { quietJob } from '../../contract/job';
import type { Job } from '../../contract/job';
import { openBytes, sizeOf } from '../byte-source';
import { linkTypeName } from '../link-types';
import { PcapngWriter } from '../pcapng-writer';
import { newChunk, readRecords } from '../read-file';
import { AddressMaps } from './address-maps';
import { scrubLink } from './link';
import { mergeRecords } from './merge-records';
import type { RecordSource } from './merge-records';
import { Records } from './records';
import { Scrub } from './scrub';

export interface AnonymiseOptions {
  /**
   * Null: the key of all replacements is random and forgotten at the end. A number: the same
   * replacements again for the same number, so that whoever guesses it can undo them.
   */
  readonly seed: number | null;
  /** Whether a MAC address keeps the three bytes that name its vendor. */
  readonly keepVendors?: boolean;
  /** `shb_userappl`. */
  readonly application?: string;
}

/** What was written. */
export interface Anonymised {
  readonly packets: number;
  /** Sum of the frame lengths. */
  readonly bytes: number;
  /** How many different addresses got another one. */
  readonly macs: number;
  readonly ipv4: number;
  readonly ipv6: number;
  /** Frames of links that HomeMole does not decode: lengths and times are all that is left of them. */
  readonly emptied: number;
  readonly simulated: boolean;
}

/** A capture and its name. */
type CaptureSource = RecordSource & { readonly path: string };

const CHUNKS_BYTES = 32 * 2 ** 20;
const LEAST_CHUNK = 2 ** 18;
const MOST_CHUNK = 2 ** 22;
/** How the files of the simulator say what they are. */
const SIMULATOR = 'HomeMole simulator';
const COARSE = 'homemole: coarse timestamps';
const COMMENT =
  'Anonymised by HomeMole: addresses are replaced, payloads, names and comments are gone. ' +
  'Lengths, times and header fields are those of the capture.';

/**
 * Writes captures again without what names anybody: MAC and IP addresses are replaced, the same by the
 * same in all files; payloads, names, options that carry addresses, and what the files say of the
 * machine are left out (docs/privacy.md has the list). Lengths, times (to the microsecond; to what a
 * float64 of seconds holds in captures that count nanoseconds) and all that HomeMole reads into its
 * columns stay. Captures are merged by time into one pcapng file, which appears whole or not at all.
 * Memory is constant but for the addresses.
 *
 * Reports the stage `reading` in bytes. Errors: of reading (`readFile`), `output-unwritable`,
 * `no-packets`, `capture-unsupported-link` where no frame is of a link that is decoded, `cancelled`.
 */
export async function anonymise(
  paths: readonly string[],
  out: string,
  options: AnonymiseOptions,
  job: Job = quietJob,
): Promise<Anonymised> {
  const sizes = await Promise.all(paths.map(sizeOf));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const done = paths.map(() => 0);
  const room = Math.max(LEAST_CHUNK, Math.min(MOST_CHUNK, CHUNKS_BYTES / paths.length));
  const maps = new AddressMaps(options.seed, options.keepVendors ?? false);
  const sources = paths.map((path, index): CaptureSource => {
    const records = new Records();
    const progress = (bytes: number): void => {
      done[index] = bytes;
      const sum = done.reduce((all, one) => all + one, 0);
      job.report({ stage: 'reading', subject: path, done: sum, total, unit: 'bytes' });
    };
    const target = { chunk: newChunk(room), job, progress };
    return { path, records, chunks: readAll(path, records, target) };
  });
  const output = new Output(maps, sources, out, options.application ?? 'HomeMole');
  try {
    await mergeRecords(sources, (source, row) => output.take(source, row));
    return await output.finish();
  } catch (error) {
    await output.abort();
    throw error;
  }

  async function* readAll(
    path: string,
    records: Records,
    target: Parameters<typeof readRecords>[3],
  ): AsyncGenerator<void, void, void> {
    const source = await openBytes(path, job.signal);
    yield* readRecords(path, source, records, target);
    if (records.packets === 0 && records.warnings.size > 0) {
      const { offset, detail } = records.damage ?? { offset: 0, detail: 'no packet is readable' };
      throw new HomeMoleError('capture-malformed', { file: path, offset, detail });
    }
  }
}

/** The file that is being written; it is begun with the first frame, when its section is known. */
class Output {
  private writer: PcapngWriter | null = null;
  private readonly scrub: Scrub;
  private readonly interfaces = new Map<string, number>();
  /** Of the last frame: its source, link type and clock, and the interface they gave. */
  private last = { source: -1, linkType: -1, ticks: -1, number: -1 };
  private packets = 0;
  private bytes = 0;
  private emptied = 0;
  private lastTime = 0;

  constructor(
    private readonly maps: AddressMaps,
    private readonly sources: readonly CaptureSource[],
    private readonly path: string,
    private readonly application: string,
  ) {
    this.scrub = new Scrub(maps);
  }

  take(source: number, row: number): void | Promise<void> {
    if (!this.writer) return this.begin().then(() => this.take(source, row));
    const { records } = this.sources[source] as RecordSource;
    const linkType = records.linkType[row]!;
    const { scrub } = this;
    scrub.bytes = records.bytes;
    scrub.view = records.view;
    const time = records.time[row]!;
    const length = records.length[row]!;
    scrub.begin(records.at[row]!, records.captured[row]!, length);
    if (!scrubLink(scrub, linkType)) this.emptied += 1;
    this.packets += 1;
    this.bytes += length;
    this.lastTime = Math.max(this.lastTime, time);
    return this.writer.write(time, scrub.copy, length, this.interfaceOf(source, linkType));
  }

  /** An interface for each link type, clock and kind of times. */
  private interfaceOf(source: number, linkType: number): number {
    const { last } = this;
    const { ticksPerSecond, coarse } = (this.sources[source] as CaptureSource).records;
    if (last.source === source && last.linkType === linkType && last.ticks === ticksPerSecond) {
      return last.number;
    }
    const resolution = 1e6 % ticksPerSecond === 0 ? 6 : 9;
    const key = `${linkType} ${resolution} ${coarse}`;
    let number = this.interfaces.get(key);
    if (number === undefined) {
      const comment = coarse ? COARSE : undefined;
      number = (this.writer as PcapngWriter).addInterface(linkType, { resolution, comment });
      this.interfaces.set(key, number);
    }
    this.last = { source, linkType, ticks: ticksPerSecond, number };
    return number;
  }

  async finish(): Promise<Anonymised> {
    const file = this.sources.map(({ path }) => basename(path)).join(', ');
    if (!this.writer) throw new HomeMoleError('no-packets', { file });
    if (this.emptied === this.packets) {
      const types = new Set(this.sources.flatMap(({ records }) => [...records.linkTypes]));
      const link = [...types].map(linkTypeName).join(', ');
      throw new HomeMoleError('capture-unsupported-link', { file, link });
    }
    const dropped = this.sources.map(({ records }) => records.dropped);
    if (dropped.some((count) => count !== null)) {
      const sum = dropped.reduce<number>((all, count) => all + (count ?? 0), 0);
      this.writer.addStatistics(0, this.lastTime, sum);
    }
    await this.writer.close();
    const { packets, bytes, emptied, maps } = this;
    return {
      ...{ packets, bytes, emptied },
      macs: maps.macs.count,
      ipv4: maps.ipv4.count,
      ipv6: maps.ipv6.count,
      simulated: this.isSimulated,
    };
  }

  async abort(): Promise<void> {
    await this.writer?.abort();
  }

  private get isSimulated(): boolean {
    return this.sources.some(({ records }) => records.simulated);
  }

  private async begin(): Promise<void> {
    const application = this.isSimulated
      ? `${SIMULATOR}, anonymised by ${this.application}`
      : this.application;
    this.writer = await PcapngWriter.create(this.path, {
      ...{ application, comment: COMMENT, linkType: null },
    });
  }
}
