import { rtos } from '../world/tcp-stacks';
import type { VirtualHome } from '../world/virtual-home';
import { Gadget, type Identity } from './gadget';
import { toggled } from './habits';

/**
 * A quiet plug with a protocol of its own on TCP. Its report and the cloud's word back are three
 * packets of 224, 54 and 240 bytes within 2 seconds (HomeMole, section 5.4), every few minutes.
 */
export class OrviboPlug extends Gadget {
  override readonly habits = [toggled('on', 'off', 14)];
  private readonly cloud = this.link({
    name: 'home.orvibo-plug.example',
    kept: true,
    port: 10002,
    distance: 'far',
    magic: Uint8Array.from(Buffer.from('686400', 'hex')),
  });

  constructor(home: VirtualHome, identity: Identity) {
    super(home, identity, { stack: rtos, arpPeriod: 4000 });
  }

  protected start(at: number): void {
    this.cloud.open(at);
    this.every(at + 40, 80, 0.04, (time) => {
      this.cloud.converse(time, [
        { from: 'client', frame: 224 },
        { from: 'server', frame: 240, after: this.random.between(0.3, 0.9) },
      ]);
    });
  }

  override perform(_interaction: string, at: number): number {
    const { times } = this.cloud.converse(at, [
      { from: 'server', frame: 256 },
      { from: 'client', frame: 272, after: 0.08 },
    ]);
    return times[0] as number;
  }
}
