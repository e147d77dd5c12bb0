import { opensslTls } from '../flows/tls-profiles';
import type { Turn } from '../flows/conversation';
import { linux } from '../world/tcp-stacks';
import type { VirtualHome } from '../world/virtual-home';
import { Gadget, type Identity } from './gadget';
import { byHand } from './habits';

/** Segments of the voice service are short: full frames are 1,388 bytes (HomeMole, Figure 11). */
const VOICE_MSS = 1334;

/**
 * A smart speaker. One TLS 1.2 packet of 95 bytes every 30 seconds; when spoken to, 66-byte ACKs
 * and full frames of 1,388 bytes (HomeMole, sections 2.2 and 5.4). Nearly all its traffic is TCP.
 */
export class EchoDot extends Gadget {
  override readonly habits = [byHand(['ask', 'play-music'], 14)];
  private readonly voice = this.link({
    name: 'voice.echo-dot.example',
    kept: true,
    port: 443,
    distance: 'middle',
    tls: opensslTls,
    mss: VOICE_MSS,
  });
  private readonly metrics = this.link({
    name: 'metrics.echo-dot.example',
    port: 443,
    distance: 'middle',
    tls: opensslTls,
  });
  private readonly music = this.link({
    name: 'audio.music-store.example',
    port: 443,
    distance: 'near',
    tls: opensslTls,
  });

  constructor(home: VirtualHome, identity: Identity) {
    super(home, identity, { stack: linux, timeServer: 'time.echo-dot.example', timePeriod: 3600 });
  }

  protected start(at: number): void {
    this.voice.converse(at, [
      { from: 'client', bytes: 820 },
      { from: 'server', bytes: 410, after: 0.03 },
    ]);
    this.every(at + 30, 30, 0.0006, (time) => {
      this.voice.converse(time, [{ from: 'client', frame: 95 }]);
    });
    this.every(at + this.random.between(40, 200), 1100, 0.1, (time) => {
      const { end } = this.metrics.converse(time, [
        { from: 'client', bytes: this.size(700, 2600) },
        { from: 'server', frame: 195, after: 0.02 },
      ]);
      this.home.at(end + 61, (later) => this.metrics.close(later, 'server'));
    });
  }

  override perform(interaction: string, at: number): number {
    const speech: Turn[] = [{ from: 'client', frame: this.size(302, 338) }];
    const pieces = this.size(3, 6);
    for (let i = 0; i < pieces; i += 1) {
      speech.push({ from: 'client', bytes: this.size(4200, 5288), after: 0.36 });
    }
    const spoken = this.voice.converse(at, [
      ...speech,
      { from: 'server', frame: this.size(128, 160), after: 0.06 },
      { from: 'server', bytes: this.size(40000, 80000), after: 0.25 },
      { from: 'client', frame: 181, after: 0.4 },
      { from: 'server', frame: 132, after: 0.01 },
    ]);
    if (interaction === 'play-music') this.playMusic(spoken.end + 0.3, this.size(3, 4));
    return spoken.times[0] as number;
  }

  /** A song begins: pieces of audio a few seconds apart, then the speaker's buffer is full. */
  private playMusic(at: number, pieces: number): void {
    const { end } = this.music.converse(at, [
      { from: 'client', bytes: this.size(430, 520) },
      { from: 'server', bytes: this.size(80000, 120000), after: 0.03 },
    ]);
    if (pieces > 1) this.home.at(end + 3.8, (time) => this.playMusic(time, pieces - 1));
    else this.home.at(end + 15, (time) => this.music.close(time));
  }
}
