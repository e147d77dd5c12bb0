import { mobileTls } from '../flows/tls-profiles';
import { linuxPlain } from '../world/tcp-stacks';
import type { VirtualHome } from '../world/virtual-home';
import { Gadget, type Identity } from './gadget';
import { byHand, fromAfar } from './habits';

/** A doorbell with a camera: asleep until somebody rings, then a call with pictures. */
export class Doorbell extends Gadget {
  override readonly habits = [byHand(['ring'], 7, { ...fromAfar, sleep: 0 })];
  private readonly signalling = this.link({
    name: 'calls.doorbell.example',
    kept: true,
    port: 443,
    distance: 'middle',
    tls: mobileTls,
  });
  private readonly media = this.udp('media.doorbell.example', 15064, '80e00001', 'near');

  constructor(home: VirtualHome, identity: Identity) {
    super(home, identity, { stack: linuxPlain, timeServer: 'time.doorbell.example' });
  }

  protected start(at: number): void {
    this.signalling.open(at);
    this.every(at + 80, 80, 0.01, (time) => {
      this.signalling.converse(time, [
        { from: 'client', frame: 113 },
        { from: 'server', frame: 92, after: 0.003 },
      ]);
    });
  }

  override perform(_interaction: string, at: number): number {
    const { times, end } = this.signalling.converse(at, [
      { from: 'client', frame: this.size(702, 734) },
      { from: 'server', frame: 318, after: 0.04 },
      { from: 'client', frame: 541, after: 0.02 },
    ]);
    this.notify('push.doorbell.example', end + 0.1);
    const seconds = this.random.between(4, 8);
    const stop = this.media.stream('client', Math.round(seconds * 28), 28, 180, 1214, end + 0.4);
    // The visitor hears the house: sound comes back, 50 frames in 2 seconds.
    for (let time = end + 1; time < stop; time += 0.04) {
      this.media.send('server', 214, time + this.random.between(0, 0.004));
    }
    this.home.at(stop + 0.2, (later) => {
      this.signalling.converse(later, [
        { from: 'client', frame: 241 },
        { from: 'server', frame: 126, after: 0.004 },
      ]);
    });
    return times[0] as number;
  }
}
