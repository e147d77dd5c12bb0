import { lanChannel } from '../flows/link';
import { converse } from '../flows/conversation';
import { linuxPlain } from '../world/tcp-stacks';
import type { VirtualHome } from '../world/virtual-home';
import { Gadget, type Identity } from './gadget';
import { fromAfar } from './habits';

const LAN_PORT = 20250;

/**
 * A camera that says "here I am" in UDP frames of 224 bytes every few seconds (HomeMole, section
 * 5.4) and does everything on the Internet over UDP (Table 1). Watched from inside the home it
 * streams straight to the screen over TCP, which never crosses the gateway.
 */
export class Camera360 extends Gadget {
  override readonly habits = [
    {
      interactions: ['watch'],
      choice: 'any' as const,
      perDay: 5,
      when: fromAfar,
      gap: 90,
      by: 'app' as const,
    },
  ];
  /** A screen in the home that watches it now and then. */
  private screen: Gadget | undefined;
  private readonly cloud = this.udp('p2p.camera-360.example', 8001, 'c3510001', 'middle');

  constructor(home: VirtualHome, identity: Identity) {
    super(home, identity, { stack: linuxPlain, resolver: '8.8.8.8', arpPeriod: 900 });
  }

  override meet(others: readonly Gadget[]): void {
    this.screen = others.find(({ identity }) => identity.kind === 'non-iot');
  }

  protected start(at: number): void {
    this.every(at, 5, 0.04, (time) => {
      this.cloud.send('client', 224, time);
      if (this.random.uniform() < 0.5) {
        this.cloud.send(
          'server',
          98,
          time + this.home.server('p2p.camera-360.example').turnaround(),
        );
      }
    });
    this.every(at + 300, 1500, 0.2, (time) => this.streamInside(time));
  }

  override perform(_interaction: string, at: number): number {
    this.cloud.exchange('server', 130, 146, at, 0.02);
    const seconds = this.random.between(4, 8);
    const start = at + this.random.between(0.4, 0.8);
    const end = this.cloud.stream('client', Math.round(seconds * 30), 30, 300, 1294, start);
    for (let time = start + 0.5; time < end; time += 0.5) {
      this.cloud.send('server', 82, time + this.random.between(0, 0.03));
    }
    return at;
  }

  private streamInside(at: number): void {
    if (!this.screen?.isPresent(at)) return;
    const channel = lanChannel(
      this.home,
      this.screen.host,
      this.host,
      LAN_PORT,
      Uint8Array.of(0x51, 0x4c),
    );
    const ready = channel.connection.connect(at);
    const watch = (time: number, pieces: number): void => {
      const { end } = converse(channel, time, [
        { from: 'client', frame: 120 },
        { from: 'server', bytes: this.size(14000, 30000) },
      ]);
      if (pieces > 1) this.home.at(end + 0.9, (later) => watch(later, pieces - 1));
      else channel.connection.close(end + 0.1, 'client');
    };
    watch(ready, this.size(5, 9));
  }
}
