import { httpGet, httpResponse } from '../flows/http';
import { embeddedTls } from '../flows/tls-profiles';
import { linuxPlain } from '../world/tcp-stacks';
import type { VirtualHome } from '../world/virtual-home';
import { Gadget, type Identity } from './gadget';
import { byHand } from './habits';

/** A story teller for children: a quiet TLS link, and audio over plain HTTP when a story is told. */
export class MituStoryTeller extends Gadget {
  override readonly habits = [byHand(['play-story'], 7)];
  private readonly push = this.link({
    name: 'push.mitu.example',
    kept: true,
    port: 443,
    distance: 'far',
    tls: embeddedTls,
  });
  private readonly stories = this.link({
    name: 'stories.mitu.example',
    port: 80,
    distance: 'near',
  });

  constructor(home: VirtualHome, identity: Identity) {
    super(home, identity, { stack: linuxPlain, timeServer: 'time.mi-cloud.example' });
  }

  protected start(at: number): void {
    this.push.open(at);
    this.every(at + 55, 55, 0.02, (time) => {
      this.push.converse(time, [
        { from: 'client', frame: 119 },
        { from: 'server', frame: 115, after: 0.01 },
      ]);
    });
  }

  override perform(_interaction: string, at: number): number {
    const { times, end } = this.push.converse(at, [
      { from: 'client', frame: 391 },
      { from: 'server', frame: this.size(523, 579), after: 0.06 },
    ]);
    this.tell(end + 0.1, this.size(2, 3));
    return times[0] as number;
  }

  private tell(at: number, pieces: number): void {
    const { name } = this.stories.service;
    const body = this.home.opaque.take(this.size(50000, 80000));
    const { end } = this.stories.converse(at, [
      { from: 'client', content: httpGet(name, `/s/${this.size(1000, 9999)}.aac`, 'mitu/1.4') },
      { from: 'server', content: httpResponse(body, 'application/octet-stream'), after: 0.01 },
    ]);
    if (pieces > 1) this.home.at(end + 6, (time) => this.tell(time, pieces - 1));
    else this.home.at(end + 4, (time) => this.stories.close(time));
  }
}
