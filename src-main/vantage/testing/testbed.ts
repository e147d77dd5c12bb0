import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VantageName } from '../../contract/vantage';
import { recordingObstacle } from '../../capture/testing/network';
import type { Namespaces } from './namespaces';
import { buildNetwork, neighbour } from './network';
import { type OpenVpnOptions, type RunningTunnel, startOpenVpn } from './real-openvpn';
import { CHARON, LIBIPSEC, startIpsec } from './real-ipsec';
import { startWireGuard } from './real-wireguard';
import { DeviceRecording } from './recording';

/** Why real tunnels cannot be built here; empty when they can. */
export function testbedObstacle(): string {
  const programs = ['ip', 'dumpcap', 'tcpreplay', 'openvpn', 'openssl', 'wireguard-go', 'wg'];
  return recordingObstacle(...programs, 'setpriv');
}

/** Why a real IPsec tunnel cannot be built here; empty when it can. */
export function ipsecObstacle(): string {
  return testbedObstacle() || recordingObstacle('swanctl', 'unshare', CHARON, LIBIPSEC);
}

/** The vantages whose tunnels can be built for real. */
export const realVantages = [
  'openvpn-udp-aes-256-gcm',
  'openvpn-udp-chacha20-poly1305',
  'openvpn-udp-aes-128-cbc-sha1',
  'openvpn-udp-aes-256-cbc-sha256',
  'openvpn-udp-bf-cbc-sha1',
  'openvpn-udp-des-ede3-cbc-sha1',
  'openvpn-tcp-aes-256-gcm',
  'wireguard',
] as const satisfies VantageName[];

export type TestbedOptions = Partial<OpenVpnOptions>;

/** A home, its gateway, the server at the other end of a real tunnel, and the internet behind it. */
export class Testbed {
  /** Removed with the testbed. */
  readonly folder = mkdtempSync(join(tmpdir(), 'homemole-tunnel-'));
  readonly spaces: Namespaces;
  private running: RunningTunnel | null = null;

  constructor(readonly vantage: VantageName) {
    this.spaces = buildNetwork();
  }

  /** A testbed with its tunnel up. */
  static async start(vantage: VantageName, options: TestbedOptions = {}): Promise<Testbed> {
    const testbed = new Testbed(vantage);
    try {
      await testbed.bringUp(options);
      return testbed;
    } catch (error) {
      testbed.remove();
      throw error;
    }
  }

  /** Brings up an IPsec tunnel in UDP, whatever the vantage. @param proposal as for `startIpsec` */
  async bringUpIpsec(proposal: string): Promise<void> {
    this.running = await startIpsec(this.spaces, this.folder, proposal);
  }

  /** Brings the tunnel up; by itself where recordings shall see that. */
  async bringUp({ renegotiation = null, ping = 10 }: TestbedOptions = {}): Promise<void> {
    const { spaces, folder, vantage } = this;
    this.running =
      vantage === 'wireguard'
        ? await startWireGuard(spaces, folder)
        : await startOpenVpn(spaces, vantage, folder, { renegotiation, ping });
  }

  get tunnel(): RunningTunnel {
    if (!this.running) throw new Error('the tunnel is not up');
    return this.running;
  }

  /** Records the home's side (`lan`), the line outside (`wan`), or the tunnel's device (`tun`), all at the gateway. */
  record(what: 'lan' | 'wan' | 'tun', file = join(this.folder, `${what}.pcap`)) {
    const device = { lan: 'lan0', wan: 'wan0', tun: this.running?.gatewayDevice ?? '' }[what];
    return DeviceRecording.start(this.spaces, 'gateway', device, file);
  }

  /** Has the gateway know devices at which no kernel listens. */
  meetDevices(devices: readonly { address: string; mac: string }[]): void {
    for (const { address, mac } of devices) {
      neighbour(this.spaces, 'gateway', 'lan0', address, mac);
    }
  }

  remove(): void {
    this.spaces.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
