import { UdpFlow } from '../flows/udp-flow';
import type { Host } from '../world/party';
import type { VirtualHome } from '../world/virtual-home';
import type { Gadget } from './gadget';

const MAGIC = '21310020ffffffff';
const KEEPALIVE = 74;

/**
 * The cloud link that every device of one vendor's platform carries in its firmware: UDP with a
 * 32-byte hello every 15 seconds, whoever the device is. Only what comes on top tells them apart.
 */
export class MiCloud {
  private readonly flow: UdpFlow;

  constructor(
    private readonly home: VirtualHome,
    private readonly gadget: Gadget,
    host: Host,
  ) {
    const server = home.server('ot.mi-cloud.example', 'far');
    const magic = Uint8Array.from(Buffer.from(MAGIC, 'hex'));
    this.flow = new UdpFlow(home, host, server, host.nextPort(), 8053, magic);
  }

  /** Keeps the link alive from `at` on; `period` in seconds. */
  start(at: number, period = 15): void {
    this.home.every(at, period, 0.02, this.gadget.random, (time) => {
      this.flow.exchange('client', KEEPALIVE, KEEPALIVE, time);
    });
  }

  /** A command from the cloud with the device's answer; gives the command's time. */
  command(frame: number, answer: number, at: number): number {
    this.flow.exchange('server', frame, answer, at, 0.015);
    return at;
  }

  /** A report to the cloud, which confirms it. */
  report(frame: number, at: number): number {
    return this.flow.exchange('client', frame, KEEPALIVE + 16, at, 0.005);
  }
}

/** Opens the LAN side of the platform: hellos between an app or hub and a device, port 54321. */
export function miLanFlow(home: VirtualHome, from: Host, to: Host): UdpFlow {
  return new UdpFlow(
    home,
    from,
    to,
    from.nextPort(),
    54321,
    Uint8Array.from(Buffer.from(MAGIC, 'hex')),
  );
}
