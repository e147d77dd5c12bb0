import type { CaptureStatus } from '../../contract/capture';
import type { KnownDevices } from '../../contract/known-devices';
import type { LiveLabelling, LiveUpdate } from '../../contract/live';
import { type HomeKnowledge, HomeSurvey, type SurveyedHome } from '../../home';
import { LiveReader } from '../../packets';
import { DeviceCounts } from './device-counts';
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

/**
 * The running audit of a capture: bytes of its pcapng stream go in, who is who comes out, at any
 * time. No packet is kept.
 */
export class LiveAudit {
  private readonly reader: LiveReader;
  private readonly survey = new HomeSurvey();
  private readonly devices = new DeviceCounts();
  private readonly packetRate = new RecentRate();
  private readonly byteRate = new RecentRate();
  private found: SurveyedHome | null = null;

  /**
   * @param name What the capture is called in errors.
   * @param now Seconds of a steady clock.
   */
  constructor(
    name: string,
    private knowledge: HomeKnowledge,
    private readonly now: () => number = () => performance.now() / 1000,
  ) {
    this.reader = new LiveReader(name);
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
    if (batch.count === 0) return;
    const now = this.now();
    const rows = this.found.assign(batch);
    this.devices.add(batch, rows, this.devices.numbersOf(this.found.devices), now);
    let bytes = 0;
    for (let row = 0; row < batch.count; row++) bytes += batch.length[row] as number;
    this.packetRate.add(batch.count, now);
    this.byteRate.add(bytes, now);
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
      devices: this.devices.present(found?.devices ?? [], now),
      labelling: off,
      strip: null,
    };
  }
}
