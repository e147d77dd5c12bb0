import { embeddedTls } from '../flows/tls-profiles';
import { espressif } from '../world/tcp-stacks';
import type { VirtualHome } from '../world/virtual-home';
import { Gadget, type Identity } from './gadget';
import { comingAndGoing, toggled } from './habits';

/**
 * The hub of a front-door lock, MQTT inside TLS. Locking and unlocking differ by the length of the
 * message and by what the lock reports afterwards: who can tell them apart knows when the door is
 * open.
 */
export class LockHub extends Gadget {
  override readonly habits = [toggled('unlock', 'lock', 22, comingAndGoing)];
  private readonly broker = this.link({
    name: 'broker.lock-hub.example',
    kept: true,
    port: 8883,
    distance: 'middle',
    tls: embeddedTls,
    mss: 1436,
  });

  constructor(home: VirtualHome, identity: Identity) {
    super(home, identity, {
      stack: espressif,
      resolver: '8.8.8.8',
      timeServer: 'time.lock-hub.example',
    });
  }

  protected start(at: number): void {
    this.broker.open(at);
    this.every(at + 60, 60, 0.015, (time) => {
      this.broker.converse(time, [
        { from: 'client', frame: 85 },
        { from: 'server', frame: 85, after: 0.002 },
      ]);
    });
    // Battery and radio of the lock.
    this.every(at + this.random.between(60, 400), 600, 0.05, (time) => {
      this.broker.converse(time, [
        { from: 'client', frame: this.size(341, 347) },
        { from: 'server', frame: 87, after: 0.004 },
      ]);
    });
  }

  override perform(interaction: string, at: number): number {
    const unlocking = interaction === 'unlock';
    const { times, end } = this.broker.converse(at, [
      { from: 'server', frame: unlocking ? 263 : 259 },
      { from: 'client', frame: 87, after: 0.02 },
      { from: 'client', frame: unlocking ? 327 : 301, after: this.random.between(0.9, 1.4) },
      { from: 'server', frame: 87, after: 0.004 },
      // Unlocked, the bolt reports once more when it has come to rest.
      ...(unlocking
        ? ([{ from: 'client', frame: 231, after: this.random.between(1, 1.6) }] as const)
        : []),
    ]);
    this.notify('push.lock-hub.example', end + 0.2);
    return times[0] as number;
  }
}
