import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, until } from '../../capture/testing/network';
import type { Namespaces } from './namespaces';
import { ADDRESSES } from './network';
import type { RunningTunnel } from './real-openvpn';

const PORT = 51_820;

/** Brings wireguard-go up between gateway and server, and has them shake hands. */
export async function startWireGuard(spaces: Namespaces, folder: string): Promise<RunningTunnel> {
  // The programs' sockets lie in one folder for all namespaces.
  const names = { gateway: `wg${spaces.id}g`, server: `wg${spaces.id}s` };
  let said = '';
  const publicKeys = { gateway: '', server: '' };
  for (const role of ['gateway', 'server'] as const) {
    const key = must('wg', 'genkey');
    writeFileSync(join(folder, `${role}.key`), key, { mode: 0o600 });
    publicKeys[role] = must('sh', '-c', `wg pubkey <'${join(folder, `${role}.key`)}'`).trim();
    const child = spaces.start(role, 'wireguard-go', '-f', names[role]);
    child.stdout?.on('data', (text: Buffer) => (said += text.toString()));
    child.stderr?.on('data', (text: Buffer) => (said += text.toString()));
  }
  for (const [role, other] of [
    ['gateway', 'server'],
    ['server', 'gateway'],
  ] as const) {
    const name = names[role];
    await until(() => listens(name), `${name}: ${said}`);
    const ends = { gateway: ADDRESSES.gatewayWan, server: ADDRESSES.serverWan };
    const allowed = {
      gateway: '0.0.0.0/0',
      server: `192.168.0.0/16,${ADDRESSES.gatewayTunnel}/32`,
    };
    const tunnel = { gateway: ADDRESSES.gatewayTunnel, server: ADDRESSES.serverTunnel };
    const key = ['private-key', join(folder, `${role}.key`), 'listen-port', String(PORT)];
    const peer = ['peer', publicKeys[other], 'endpoint', `${ends[other]}:${PORT}`];
    must('wg', 'set', name, ...key, ...peer, 'allowed-ips', allowed[role]);
    spaces.ip(
      role,
      `addr add ${tunnel[role]}/24 dev ${name}`,
      `link set ${name} txqueuelen 10000`,
      `link set ${name} up`,
    );
  }
  spaces.ip('gateway', `route add default dev ${names.gateway}`);
  spaces.ip('server', `route add 192.168.0.0/16 dev ${names.server}`);
  // A keepalive calls for the handshake; no packet of the home does yet.
  const keepAlive = (seconds: number): void => {
    const peer = ['peer', publicKeys.server, 'persistent-keepalive', String(seconds)];
    must('wg', 'set', names.gateway, ...peer);
  };
  keepAlive(25);
  await until(() => shookHands(names.gateway), `a handshake: ${said}`);
  keepAlive(0);
  return { gatewayDevice: names.gateway, serverDevice: names.server, said: () => said };
}

function listens(name: string): boolean {
  try {
    must('wg', 'show', name);
    return true;
  } catch {
    return false;
  }
}

function shookHands(name: string): boolean {
  return Number(must('wg', 'show', name, 'latest-handshakes').split('\t')[1]) > 0;
}
