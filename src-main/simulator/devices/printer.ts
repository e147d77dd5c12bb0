import { lanChannel } from '../flows/link';
import { converse } from '../flows/conversation';
import { announceService, sendSsdp } from '../flows/small-talk';
import { embeddedTls } from '../flows/tls-profiles';
import { lwip } from '../world/tcp-stacks';
import type { VirtualHome } from '../world/virtual-home';
import { Gadget, type Identity } from './gadget';

/** A printer: talkative inside the home, and all but silent outside. */
export class Printer extends Gadget {
  /** The computer that prints now and then. */
  private computer: Gadget | undefined;
  private readonly supplies = this.link({
    name: 'supplies.printer.example',
    port: 443,
    distance: 'middle',
    tls: embeddedTls,
  });

  constructor(home: VirtualHome, identity: Identity) {
    super(home, identity, { stack: { ...lwip, mss: 1460 } });
  }

  override meet(others: readonly Gadget[]): void {
    this.computer = others.find(({ identity }) => identity.category === 'computer');
  }

  protected start(at: number): void {
    this.every(at + 1, 300, 0.05, (time) => {
      announceService(this.home, this.host, '_ipp._tcp.local', time);
      sendSsdp(this.home, this.host, 'notify', time + 0.4);
    });
    this.every(at + 400, 5400, 0.05, (time) => {
      const { end } = this.supplies.converse(time, [
        { from: 'client', bytes: 1180 },
        { from: 'server', bytes: 420, after: 0.05 },
      ]);
      this.supplies.close(end + 1);
    });
    this.every(at + 1300, 4000, 0.2, (time) => this.print(time));
  }

  private print(at: number): void {
    if (!this.computer?.isPresent(at)) return;
    const magic = Uint8Array.from(Buffer.from('1b25', 'hex'));
    const channel = lanChannel(this.home, this.computer.host, this.host, 9100, magic);
    const ready = channel.connection.connect(at);
    const { end } = converse(channel, ready, [{ from: 'client', bytes: this.size(60000, 110000) }]);
    channel.connection.close(end + 1.5, 'client');
  }
}
