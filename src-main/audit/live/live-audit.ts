import type { CaptureStatus } from '../../contract/capture';
import type { PacketTable } from '../../contract/packet-table';
import type { KnownDevices } from '../../contract/known-devices';
import type { LiveAdversary as Choice, LiveLabelling, LiveUpdate } from '../../contract/live';
import { type HomeKnowledge, HomeSurvey, type SurveyedHome } from '../../home';
import { LiveReader } from '../../packets';
import { DeviceCounts } from './device-counts';
import { LabelStrip } from './label-strip';
import { openAdversary } from './live-adversary';
import { LiveLabeller, type LabellerOptions } from './live-labeller';
import { RecentRate } from './recent-rate';

/** Nobody labels. */
const off: LiveLabelling = {
  state: 'off',
  vantage: null,
  packetsNeeded: 0,
  labelled: 0,
  correct: 0,
  skipped: 0,
  delaySeconds: null,
};

export interface LiveAuditOptions {
  /** What the capture is called in errors. */
  readonly name: string;
  readonly knowledge: HomeKnowledge;
  readonly adversary: Choice;
  /** Script of the training workers; undefined trains in this thread. */
  readonly workerEntry: string | undefined;
  /** Seconds of a steady clock; that of the machine by default. */
  readonly now?: () => number;
  /** For tests, see LabellerOptions. */
  readonly onLabel?: LabellerOptions['onLabel'];
}

/**
 * The running audit of a capture: bytes of its pcapng stream go in, who is who and what an adversary
 * says of the packets come out, at any time. Of the packets only those that an adversary needs as
 * context are kept, and of those only the view (see LiveLabeller).
 */
export class LiveAudit {
  private readonly reader: LiveReader;
  private readonly survey = new HomeSurvey();
  private readonly devices = new DeviceCounts();
  private readonly packetRate = new RecentRate();
  private readonly byteRate = new RecentRate();
  private readonly strip = new LabelStrip();
  private readonly labeller: LiveLabeller | null;
  private readonly now: () => number;
  private knowledge: HomeKnowledge;
  private found: SurveyedHome | null = null;

  private constructor(
    options: LiveAuditOptions,
    adversary: Awaited<ReturnType<typeof openAdversary>>,
  ) {
    const { name, knowledge, workerEntry, onLabel } = options;
    this.reader = new LiveReader(name);
    this.knowledge = knowledge;
    this.now = options.now ?? ((): number => performance.now() / 1000);
    this.labeller =
      adversary &&
      new LiveLabeller({
        ...adversary,
        workerEntry,
        strip: this.strip,
        labelled: (owner, correct) => this.devices.labelled(owner, correct),
        onLabel,
      });
  }

  /** @throws HomeMoleError of the folder that the adversary is in */
  static async open(options: LiveAuditOptions): Promise<LiveAudit> {
    return new LiveAudit(options, await openAdversary(options.adversary, options.workerEntry));
  }

  /** More bytes of the stream. @throws HomeMoleError `capture-unknown-format`. */
  push(bytes: Uint8Array): void {
    this.reader.push(bytes);
  }

  /** What the user says of devices from now on. */
  setKnown(known: KnownDevices): void {
    this.knowledge = { ...this.knowledge, known };
  }

  /** Works through what came since the last call; to be called some times a second. */
  advance(): void {
    const batch = this.reader.take();
    if (batch.count > 0) this.survey.add(batch);
    this.found = this.survey.present({ ...this.knowledge, hints: this.reader.hints() });
    const numbers = this.devices.numbersOf(this.found.devices);
    const now = this.now();
    if (batch.count > 0) this.take(batch, this.found, numbers, now);
    else this.labeller?.setDevices(this.devices.byNumber);
    this.labeller?.advance(this.now);
  }

  private take(batch: PacketTable, found: SurveyedHome, numbers: Int32Array, now: number): void {
    const rows = found.assign(batch);
    const owners = rows.device.map((device) => (device < 0 ? -1 : (numbers[device] as number)));
    this.labeller?.add(batch, rows, owners, this.devices.byNumber, now);
    this.devices.add(batch, rows, numbers, now);
    let bytes = 0;
    for (let row = 0; row < batch.count; row++) bytes += batch.length[row] as number;
    this.packetRate.add(batch.count, now);
    this.byteRate.add(bytes, now);
  }

  /** Settles when the labelling that runs is done. */
  async idle(): Promise<void> {
    await this.labeller?.idle();
  }

  /** Works through the rest; what is known stays known. */
  async close(): Promise<void> {
    this.advance();
    await this.labeller?.close(this.now);
  }

  /** All that is known now. @param fileBytes Of the recording. */
  present(status: CaptureStatus, fileBytes: number): LiveUpdate {
    const now = this.now();
    const { found } = this;
    return {
      status,
      fileBytes,
      packetsPerSecond: this.packetRate.perSecond(now),
      bytesPerSecond: this.byteRate.perSecond(now),
      internetPackets: found?.internetPackets ?? 0,
      duplicates: this.reader.duplicates,
      gateway: found?.gateway ?? null,
      ...this.devices.present(found?.devices ?? [], now),
      labelling: this.labeller?.present() ?? off,
      strip: this.labeller ? this.strip.present() : null,
    };
  }
}
