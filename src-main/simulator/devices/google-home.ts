import { opensslTls } from '../flows/tls-profiles';
import type { Turn } from '../flows/conversation';
import { announceService } from '../flows/small-talk';
import { linux } from '../world/tcp-stacks';
import type { VirtualHome } from '../world/virtual-home';
import { Gadget, type Identity } from './gadget';
import { byHand } from './habits';

/**
 * A smart speaker that asks a public resolver, whatever the router offers. Two consecutive TLS 1.2
 * packets of 135 and 104 bytes every 60 seconds; when spoken to, a 66-byte ACK and then TLS packets
 * of 108 and 105 bytes (HomeMole, sections 2.2 and 5.4).
 */
export class GoogleHome extends Gadget {
  override readonly habits = [byHand(['ask', 'play-music'], 14)];
  private readonly assistant = this.link({
    name: 'assistant.google-home.example',
    port: 443,
    distance: 'near',
    tls: opensslTls,
    mss: 1430,
  });
  private readonly cast = this.link({
    name: 'cast.google-home.example',
    kept: true,
    port: 443,
    distance: 'near',
    tls: opensslTls,
    mss: 1430,
  });
  private readonly music = this.link({
    name: 'stream.google-home.example',
    port: 443,
    distance: 'near',
    tls: opensslTls,
    mss: 1430,
  });

  constructor(home: VirtualHome, identity: Identity) {
    super(home, identity, {
      stack: { ...linux, synWindow: 29200, window: 29312 },
      resolver: '8.8.8.8',
      timeServer: 'time.google-home.example',
      timePeriod: 7200,
    });
  }

  protected start(at: number): void {
    this.cast.open(at);
    this.every(at + 60, 60, 0.0005, (time) => {
      this.cast.converse(time, [
        { from: 'client', frame: 135 },
        { from: 'server', frame: 104 },
      ]);
    });
    this.every(at + 2, 900, 0.1, (time) => {
      announceService(this.home, this.host, '_googlecast._tcp.local', time);
    });
    this.every(at + this.random.between(20, 120), 700, 0.2, (time) => {
      const { end } = this.assistant.converse(time, [
        { from: 'client', bytes: this.size(300, 900) },
        { from: 'server', bytes: this.size(180, 500), after: 0.02 },
      ]);
      this.home.at(end + 90, (later) => this.assistant.close(later, 'server'));
    });
  }

  override perform(interaction: string, at: number): number {
    const turns: Turn[] = [
      { from: 'client', frame: 108 },
      { from: 'server', frame: 105 },
    ];
    const pieces = this.size(8, 16);
    for (let i = 0; i < pieces; i += 1) {
      turns.push({ from: 'client', frame: this.size(240, 420), after: 0.1 });
      if (i % 2 === 1) turns.push({ from: 'server', frame: i % 4 === 1 ? 108 : 105, after: 0.045 });
    }
    turns.push(
      { from: 'server', bytes: this.size(16000, 42000), after: 0.2 },
      { from: 'client', frame: 105, after: 0.02 },
      { from: 'server', frame: 108, after: 0.01 },
    );
    const spoken = this.assistant.converse(at, turns);
    if (interaction === 'play-music') this.playMusic(spoken.end + 0.2, this.size(1, 2));
    return spoken.times[0] as number;
  }

  private playMusic(at: number, pieces: number): void {
    const { end } = this.music.converse(at, [
      { from: 'client', bytes: this.size(350, 420) },
      { from: 'server', bytes: this.size(60000, 110000), after: 0.012 },
    ]);
    if (pieces > 1) this.home.at(end + 9, (time) => this.playMusic(time, pieces - 1));
    else this.home.at(end + 30, (time) => this.music.close(time));
  }
}
