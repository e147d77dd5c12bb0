import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, until } from '../../capture/testing/network';
import type { Namespaces } from './namespaces';
import { ADDRESSES } from './network';
import type { RunningTunnel } from './real-openvpn';

export const CHARON = '/usr/lib/ipsec/charon';
/** The plugin with ESP in userspace, which is in a package of its own. */
export const LIBIPSEC = '/usr/lib/ipsec/plugins/libstrongswan-kernel-libipsec.so';
/** Of the device: it reads no more of a packet, whatever the MTU is set to. */
export const LIBIPSEC_MTU = 1400;
/** The device that strongSwan makes for ESP in userspace. */
const DEVICE = 'ipsec0';
const SECRET = 'between two namespaces';
const NETWORKS = { gateway: '192.168.0.0/16', server: '192.0.2.0/24' } as const;

/**
 * Brings strongSwan up between gateway and server, with keys by IKEv2 and ESP in userspace
 * (kernel-libipsec), which always goes over UDP port 4500 (RFC 3948).
 * @param proposal Of ESP, in strongSwan's words, e.g. `aes256gcm16`.
 */
export async function startIpsec(
  spaces: Namespaces,
  folder: string,
  proposal: string,
): Promise<RunningTunnel> {
  const ends = { gateway: ADDRESSES.gatewayWan, server: ADDRESSES.serverWan } as const;
  const sides = [
    ['server', 'gateway'],
    ['gateway', 'server'],
  ] as const;
  // It wants an address of its own in each network that it speaks for.
  spaces.ip('server', 'addr add 192.0.2.1/32 dev lo');
  for (const [role, other] of sides) {
    const own = join(folder, role);
    mkdirSync(join(own, 'swanctl'), { recursive: true });
    const socket = `unix://${own}/vici`;
    writeFileSync(
      join(own, 'strongswan.conf'),
      `charon {
        load = random nonce aes sha1 sha2 hmac kdf gcm openssl kernel-libipsec kernel-netlink socket-default vici
        filelog {
          log {
            path = ${own}/log
            flush_line = yes
          }
        }
        plugins { vici { socket = ${socket} } }
      }\n`,
    );
    writeFileSync(
      join(own, 'swanctl', 'swanctl.conf'),
      `connections { tunnel {
        version = 2
        local_addrs = ${ends[role]}
        remote_addrs = ${ends[other]}
        proposals = aes256-sha256-ecp256
        local { auth = psk
          id = ${role} }
        remote { auth = psk
          id = ${other} }
        children { home {
          local_ts = ${NETWORKS[role]}
          remote_ts = ${NETWORKS[other]}
          esp_proposals = ${proposal}
        } }
      } }
      secrets { ike-1 { secret = "${SECRET}" } }\n`,
    );
    const settings = `STRONGSWAN_CONF='${own}/strongswan.conf'`;
    // Both write their number into one file of /run.
    const script = `mount -t tmpfs none /run && ${settings} exec ${CHARON}`;
    spaces.start(role, 'unshare', '-m', 'sh', '-c', script);
    const swanctl = (...args: string[]): string =>
      must('env', `SWANCTL_DIR=${own}/swanctl`, 'swanctl', ...args, '--uri', socket);
    await until(() => works(() => swanctl('--stats')), `charon of ${role}`);
    swanctl('--load-all');
    if (role === 'gateway') swanctl('--initiate', '--child', 'home');
  }
  for (const [role, other] of sides) {
    const device = `dev ${DEVICE}`;
    spaces.ip(
      role,
      `link set ${device} txqueuelen 10000`,
      `link set ${device} up`,
      `route replace ${NETWORKS[other]} ${device}`,
    );
  }
  return { gatewayDevice: DEVICE, serverDevice: DEVICE, said: () => logs(folder) };
}

function logs(folder: string): string {
  return ['server', 'gateway']
    .map((role) => readFileSync(join(folder, role, 'log'), 'utf8'))
    .join('');
}

function works(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}
