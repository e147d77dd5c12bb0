import { httpGet, httpResponse } from '../flows/http';
import { opensslTls } from '../flows/tls-profiles';
import type { Turn } from '../flows/conversation';
import { linux } from '../world/tcp-stacks';
import type { VirtualHome } from '../world/virtual-home';
import { Gadget, type Identity } from './gadget';
import { byHand } from './habits';

/**
 * A smart speaker whose servers are far away and whose audio comes over plain HTTP (HomeMole,
 * Table 1: 21.0 % TLS and 5.5 % HTTP of its packets).
 */
export class TmallAssist extends Gadget {
  override readonly habits = [byHand(['ask', 'play-music'], 14)];
  private readonly gateway = this.link({
    name: 'gateway.tmall-assist.example',
    kept: true,
    port: 443,
    distance: 'far',
    tls: opensslTls,
    mss: 1440,
  });
  private readonly audio = this.link({
    name: 'audio.tmall-assist.example',
    port: 80,
    distance: 'far',
    mss: 1440,
  });

  constructor(home: VirtualHome, identity: Identity) {
    super(home, identity, {
      stack: { ...linux, synWindow: 14600, window: 14592, windowScale: 6 },
      timeServer: 'time.tmall-assist.example',
      arpPeriod: 1500,
    });
  }

  protected start(at: number): void {
    this.gateway.open(at);
    this.every(at + 60, 60, 0.004, (time) => {
      this.gateway.converse(time, [
        { from: 'client', frame: 111 },
        { from: 'server', frame: 103 },
      ]);
    });
    // Weather, news and the like, small and often, over HTTP.
    this.every(at + this.random.between(10, 90), 220, 0.15, (time) => {
      const path = `/v1/status?seq=${this.random.integer(100000)}`;
      const { end } = this.audio.converse(time, [
        { from: 'client', content: this.get(path) },
        { from: 'server', content: this.answer(this.size(80, 260)), after: 0.02 },
      ]);
      this.home.at(end + 12, (later) => this.audio.close(later, 'server'));
    });
  }

  override perform(interaction: string, at: number): number {
    const turns: Turn[] = [{ from: 'client', frame: this.size(420, 444) }];
    const pieces = this.size(4, 7);
    for (let i = 0; i < pieces; i += 1) {
      turns.push({ from: 'client', bytes: this.size(1800, 2100), after: 0.3 });
    }
    turns.push(
      { from: 'server', bytes: this.size(2200, 5200), after: 0.3 },
      { from: 'client', frame: 167, after: 0.1 },
    );
    const spoken = this.gateway.converse(at, turns);
    const pieceCount = interaction === 'play-music' ? this.size(2, 4) : 1;
    this.fetchAudio(spoken.end + 0.1, pieceCount);
    return spoken.times[0] as number;
  }

  private fetchAudio(at: number, pieces: number): void {
    const { end } = this.audio.converse(at, [
      { from: 'client', content: this.get(`/tts/${this.random.uint32().toString(16)}.mp3`) },
      { from: 'server', content: this.answer(this.size(22000, 44000)), after: 0.03 },
    ]);
    if (pieces > 1) this.home.at(end + 2.5, (time) => this.fetchAudio(time, pieces - 1));
    else this.home.at(end + 10, (time) => this.audio.close(time, 'server'));
  }

  private get(path: string): Uint8Array {
    return httpGet(this.audio.service.name, path, 'assistant/2.1');
  }

  private answer(bytes: number): Uint8Array {
    return httpResponse(this.home.opaque.take(bytes), 'application/octet-stream');
  }
}
