import { embeddedTls } from '../flows/tls-profiles';
import { espressif } from '../world/tcp-stacks';
import type { VirtualHome } from '../world/virtual-home';
import { Gadget, type Habit, type Identity } from './gadget';
import { toggled } from './habits';

/**
 * A plug and a bulb of one vendor: one firmware family, one cloud, the same keepalives of the same
 * lengths. Commands differ by the few bytes of their text. Half of all packets are TLS (HomeMole,
 * Table 1: 50.9 %).
 */
abstract class KasaDevice extends Gadget {
  private readonly cloud = this.link({
    name: 'device.kasa-cloud.example',
    kept: true,
    port: 443,
    distance: 'middle',
    tls: embeddedTls,
    mss: 1436,
  });

  constructor(home: VirtualHome, identity: Identity) {
    super(home, identity, {
      stack: espressif,
      timeServer: 'time.kasa-cloud.example',
      timePeriod: 7200,
      arpPeriod: 2400,
    });
  }

  protected start(at: number): void {
    this.cloud.converse(at, [
      { from: 'client', frame: this.helloFrame },
      { from: 'server', frame: 187, after: 0.02 },
    ]);
    this.every(at + 30, 45, 0.02, (time) => {
      this.cloud.converse(time, [
        { from: 'client', frame: 139 },
        { from: 'server', frame: 155, after: this.random.between(0.025, 0.06) },
      ]);
    });
  }

  /** Length of its own description, sent once a connection. */
  protected abstract readonly helloFrame: number;

  /** The command from the cloud and the new state back. */
  protected switch(command: number, state: number, at: number): number {
    const { times } = this.cloud.converse(at, [
      { from: 'server', frame: command },
      { from: 'client', frame: state, after: 0.06 },
      { from: 'server', frame: 139, after: 0.05 },
    ]);
    return times[0] as number;
  }
}

export class TplinkPlug extends KasaDevice {
  override readonly habits: readonly Habit[] = [toggled('on', 'off', 16)];
  protected override readonly helloFrame = 683;

  override perform(interaction: string, at: number): number {
    return this.switch(interaction === 'on' ? 219 : 220, 203, at);
  }
}

export class LightBulb extends KasaDevice {
  override readonly habits: readonly Habit[] = [
    toggled('on', 'off', 12),
    { ...toggled('brighten', 'dim', 8), choice: 'any' },
  ];
  protected override readonly helloFrame = 747;

  override perform(interaction: string, at: number): number {
    // On and off carry a transition as well; brighten and dim only a number (Ma, Figure 12: these
    // pairs cannot be told apart).
    const dimming = interaction === 'brighten' || interaction === 'dim';
    return this.switch(dimming ? 283 : 267, 299, at);
  }
}
