import { UdpDatagram } from '../frames/udp-datagram';
import { linuxPlain } from '../world/tcp-stacks';
import type { VirtualHome } from '../world/virtual-home';
import { Gadget, type Identity } from './gadget';
import { toggled } from './habits';
import { MiCloud, miLanFlow } from './mi-cloud';

/**
 * The hub of small wireless sensors. All but nothing of its traffic is TCP (HomeMole, Table 1:
 * 99.5 % UDP). It tells the home that it lives, in a group nobody outside ever sees.
 */
export class XiaomiHub extends Gadget {
  override readonly habits = [toggled('light-on', 'light-off', 14)];
  private neighbours: readonly Gadget[] = [];
  private readonly cloud = new MiCloud(this.home, this, this.host);
  private readonly store = this.link({
    name: 'rules.mi-cloud.example',
    port: 80,
    distance: 'middle',
    magic: Uint8Array.from(Buffer.from('6d690100', 'hex')),
  });

  constructor(
    home: VirtualHome,
    identity: Identity,
    /** Seconds between fetches of its rules over TCP, which are bursts of 54-byte ACKs. */
    private readonly fetchPeriod = 0,
  ) {
    super(home, identity, { stack: linuxPlain, arpPeriod: 1200 });
  }

  override meet(others: readonly Gadget[]): void {
    // Devices of the platform know each other by their vendor's half of the MAC address.
    const platform = ['78:11:dc', '28:6c:07'];
    this.neighbours = others.filter(({ identity }) => platform.includes(identity.mac.slice(0, 8)));
  }

  protected start(at: number): void {
    this.cloud.start(at);
    for (const { host } of this.neighbours) {
      const flow = miLanFlow(this.home, this.host, host);
      this.every(at + 12, 90, 0.05, (time) => flow.exchange('client', 74, 74, time));
    }
    this.every(at + 3, 60, 0.02, (time) => this.tellTheHome(time));
    // Sensors: doors, motion, temperature.
    const sense = (time: number): void => {
      this.cloud.report(this.random.pick([186, 202, 202, 218]), time);
      this.home.at(time + this.random.exponential(38) + 1, sense);
    };
    this.home.at(at + 20, sense);
    if (this.fetchPeriod > 0) {
      this.every(at + 50, this.fetchPeriod, 0.2, (time) => {
        const { end } = this.store.converse(time, [
          { from: 'client', frame: 190 },
          { from: 'server', bytes: this.size(170000, 230000), after: 0.02 },
        ]);
        this.store.close(end + 0.5, 'client', 'reset');
      });
    }
  }

  override perform(interaction: string, at: number): number {
    const on = interaction === 'light-on';
    const command = this.cloud.command(on ? 234 : 218, 106, at);
    this.cloud.report(on ? 202 : 186, at + this.random.between(0.12, 0.3));
    return command;
  }

  private tellTheHome(at: number): void {
    const text = new TextEncoder().encode('{"cmd":"heartbeat","model":"gateway","short_id":"0"}');
    this.home.queue.push(at, new UdpDatagram(this.host, this.home.vendorGroup, 4321, 9898, text));
  }
}
