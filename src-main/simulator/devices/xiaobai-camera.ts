import { embeddedTls } from '../flows/tls-profiles';
import { linuxPlain } from '../world/tcp-stacks';
import type { VirtualHome } from '../world/virtual-home';
import { Gadget, type Identity } from './gadget';
import { fromAfar } from './habits';
import { MiCloud } from './mi-cloud';

/** A camera on the hub's platform: the same hello every 15 seconds, TLS uploads, UDP pictures. */
export class XiaobaiCamera extends Gadget {
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
  private readonly cloud = new MiCloud(this.home, this, this.host);
  private readonly pictures = this.udp('relay.xiaobai-camera.example', 32100, 'f1e00004', 'middle');
  private readonly events = this.link({
    name: 'events.xiaobai-camera.example',
    port: 443,
    distance: 'far',
    tls: embeddedTls,
  });

  constructor(home: VirtualHome, identity: Identity) {
    super(home, identity, { stack: linuxPlain, timeServer: 'time.mi-cloud.example' });
  }

  protected start(at: number): void {
    this.cloud.start(at);
    this.every(at + 5, 25, 0.03, (time) => this.pictures.exchange('client', 86, 90, time));
    // Motion: a still picture goes up.
    const motion = (time: number): void => {
      const { end } = this.events.converse(time, [
        { from: 'client', bytes: this.size(12000, 26000) },
        { from: 'server', frame: 187, after: 0.05 },
      ]);
      this.events.close(end + 2);
      this.home.at(end + 5 + this.random.exponential(620), motion);
    };
    this.home.at(at + this.random.exponential(300), motion);
  }

  override perform(_interaction: string, at: number): number {
    const command = this.cloud.command(266, 122, at);
    const asked = this.pictures.exchange('server', 110, 110, at + 0.25);
    const seconds = this.random.between(5, 10);
    const end = this.pictures.stream(
      'client',
      Math.round(seconds * 26),
      26,
      420,
      1070,
      asked + 0.3,
    );
    for (let time = asked + 1; time < end; time += 1) {
      this.pictures.send('server', 70, time + this.random.between(0, 0.05));
    }
    return command;
  }
}
