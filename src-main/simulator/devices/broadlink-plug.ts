import { lwip } from '../world/tcp-stacks';
import type { VirtualHome } from '../world/virtual-home';
import { Gadget, type Identity } from './gadget';
import { toggled } from './habits';

const MAGIC = '5aa5aa555aa5aa55';

/** A plug that speaks UDP only (HomeMole, Table 1: 99.7 %). */
export class BroadlinkPlug extends Gadget {
  override readonly habits = [toggled('on', 'off', 14)];
  private readonly cloud = this.udp('relay.broadlink-plug.example', 16384, MAGIC, 'far');

  constructor(home: VirtualHome, identity: Identity) {
    super(home, identity, { stack: lwip, arpPeriod: 3600 });
  }

  protected start(at: number): void {
    this.every(at, 20, 0.03, (time) => this.cloud.exchange('client', 98, 90, time));
    this.every(at + 31, 240, 0.05, (time) => this.cloud.exchange('client', 178, 90, time));
  }

  override perform(interaction: string, at: number): number {
    this.cloud.exchange('server', 130, interaction === 'on' ? 130 : 146, at, 0.02);
    return at;
  }
}
