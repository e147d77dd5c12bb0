import { opensslTls } from '../flows/tls-profiles';
import { linux } from '../world/tcp-stacks';
import type { VirtualHome } from '../world/virtual-home';
import { Gadget, type Identity } from './gadget';
import { atHome, toggled } from './habits';

/** A thermostat: a connection of its own for every report, another one left open for commands. */
export class Thermostat extends Gadget {
  override readonly habits = [toggled('warmer', 'cooler', 10, { ...atHome, away: 0.6 })];
  private readonly commands = this.link({
    name: 'commands.thermostat.example',
    kept: true,
    port: 443,
    distance: 'middle',
    tls: opensslTls,
  });
  private readonly reports = this.link({
    name: 'reports.thermostat.example',
    port: 443,
    distance: 'middle',
    tls: opensslTls,
  });

  constructor(home: VirtualHome, identity: Identity) {
    super(home, identity, { stack: linux, timeServer: 'time.thermostat.example' });
  }

  protected start(at: number): void {
    this.commands.open(at);
    this.every(at + 75, 75, 0.01, (time) => {
      this.commands.converse(time, [
        { from: 'client', frame: 103 },
        { from: 'server', frame: 99, after: 0.003 },
      ]);
    });
    this.every(at + this.random.between(30, 200), 300, 0.01, (time) => this.report(time));
  }

  override perform(interaction: string, at: number): number {
    const { times, end } = this.commands.converse(at, [
      { from: 'server', frame: interaction === 'warmer' ? 409 : 410 },
      { from: 'client', frame: 163, after: 0.04 },
    ]);
    this.report(end + this.random.between(0.6, 2));
    return times[0] as number;
  }

  private report(at: number): void {
    const { end } = this.reports.converse(at, [
      { from: 'client', bytes: this.size(905, 931) },
      { from: 'server', frame: 355, after: 0.03 },
    ]);
    this.reports.close(end + 0.02);
  }
}
