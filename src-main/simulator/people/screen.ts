import { Link, type Service } from '../flows/link';
import { appleTls, mobileTls } from '../flows/tls-profiles';
import type { Weights } from '../world/day';
import { Gadget, type GadgetOptions, type Identity } from '../devices/gadget';
import { askForService, resolveNeighbour } from '../flows/small-talk';
import { obtainLease } from '../flows/dhcp';
import { probeRouter, solicitRouter } from '../flows/ipv6-talk';
import { withInterface } from '../world/addresses6';
import type { VirtualHome } from '../world/virtual-home';
import type { Phase } from '../world/day';
import { browse } from './browsing';
import { chat } from './messaging';
import type { Online } from './online';
import { staysOf, type Stay } from './presence';
import { watch } from './video';
import { quicFetch } from './quic-fetch';

/** How a person uses a screen. */
export interface Usage {
  readonly presence: readonly Phase[];
  /** Sessions per hour of the clock in the busiest phase. */
  readonly sessionsPerHour: number;
  readonly when: Weights;
  /** Shares of what is done in a session; they need not sum to one. */
  readonly browsing: number;
  readonly messaging: number;
  readonly video: number;
  readonly quic: number;
}

export interface ScreenOptions extends GadgetOptions {
  usage: Usage;
  tls: 'mobile' | 'apple';
  /** Speaks IPv6 where the other side does. */
  ipv6?: boolean;
}

/** A phone, tablet or computer: not a thing of the home but a person's. */
export class Screen extends Gadget implements Online {
  readonly stays: readonly Stay[];
  private readonly usage: Usage;
  private readonly tls;
  private readonly links = new Map<string, Link>();

  constructor(home: VirtualHome, identity: Identity, options: ScreenOptions) {
    super(home, identity, { asksIpv6: true, arpPeriod: 45, ...options });
    this.usage = options.usage;
    this.tls = options.tls === 'apple' ? appleTls : mobileTls;
    if (options.ipv6) {
      this.host.address6 = withInterface(home.ipv6.prefix, home.opaque.take(8));
    }
    this.stays = staysOf(home.day, options.usage.presence, this.random);
  }

  override isPresent(at: number): boolean {
    return this.stays.some(({ from, to }) => at >= from + 5 && at < to - 5);
  }

  /** Joins the network whenever it comes home. */
  override boot(at: number): void {
    for (const { from } of this.stays) {
      this.home.at(Math.max(at, from), (time) => {
        const leased = obtainLease(this.home, this.host, time);
        const { router } = this.home;
        const online = resolveNeighbour(this.home, this.host, router, leased + 0.01, true);
        if (this.host.address6) solicitRouter(this.home, this.host, online + 0.02);
        this.links.forEach((link) => link.forget());
        this.home.at(online + 0.5, (later) => this.pushChannel().open(later));
      });
    }
    this.start(at + 6);
  }

  protected start(at: number): void {
    this.every(at + 20, 45, 0.2, (time) => {
      if (!this.isPresent(time)) return;
      resolveNeighbour(this.home, this.host, this.home.router, time, false);
      if (this.host.address6 && this.random.uniform() < 0.3)
        probeRouter(this.home, this.host, time + 2);
    });
    this.every(at + 200, 290, 0.1, (time) => {
      if (this.isPresent(time)) this.push(time, this.size(120, 180), 101);
    });
    this.every(at + 300, 700, 0.3, (time) => {
      if (this.isPresent(time)) askForService(this.home, this.host, '_airplay._tcp.local', time);
    });
    this.home.at(at, (time) => this.nextSession(time));
  }

  /** A notice on the push channel, a heartbeat or news of a device. */
  push(at: number, frame: number, answer: number): void {
    this.pushChannel().converse(at, [
      { from: 'server', frame: Math.max(frame, 100) },
      { from: 'client', frame: answer, after: 0.004 },
    ]);
  }

  /** Uses a device's app: a request to its cloud. Gives when the cloud will tell the device. */
  useApp(service: string, at: number): number {
    const link = this.linkTo({ name: service, port: 443, distance: 'middle', tls: this.tls });
    const { times } = link.converse(at, [
      { from: 'client', bytes: this.size(420, 1300) },
      { from: 'server', bytes: this.size(260, 900), after: 0.09 },
    ]);
    this.home.at(at + 45, (later) => link.close(later));
    return (times[0] as number) + this.random.between(0.06, 0.2);
  }

  linkTo(service: Service): Link {
    const key = `${service.name}:${service.port}`;
    const link = this.links.get(key) ?? new Link(this, service);
    this.links.set(key, link);
    return link;
  }

  webService(name: string): Service {
    return { name, port: 443, distance: 'near', tls: this.tls };
  }

  private pushChannel(): Link {
    const name = `push.${this.tls === appleTls ? 'fruit' : 'mobile'}.example`;
    return this.linkTo({ name, port: 5228, distance: 'middle', tls: this.tls });
  }

  private nextSession(at: number): void {
    const { usage, home, random } = this;
    const weight = usage.when[home.day.phaseAt(at)];
    if (weight > 0 && this.isPresent(at) && random.uniform() < weight) this.session(at);
    const mean = 3600 / usage.sessionsPerHour;
    home.at(at + 5 + random.exponential(mean), (time) => this.nextSession(time));
  }

  private session(at: number): void {
    const { browsing, messaging, video, quic } = this.usage;
    let choice = this.random.uniform() * (browsing + messaging + video + quic);
    if ((choice -= browsing) < 0) browse(this, at);
    else if ((choice -= messaging) < 0) chat(this, at);
    else if ((choice -= video) < 0) watch(this, at);
    else quicFetch(this, at);
  }
}
