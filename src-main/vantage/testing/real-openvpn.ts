import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VantageName } from '../../contract/vantage';
import { makeKeys } from './keys';
import { type Namespaces, untilSaid } from './namespaces';
import { ADDRESSES } from './network';

/** What OpenVPN is told for each vantage. */
const SETTINGS: Partial<Record<VantageName, { cipher: string; auth: string; tcp: boolean }>> = {
  'openvpn-udp-aes-256-gcm': { cipher: 'AES-256-GCM', auth: 'SHA1', tcp: false },
  'openvpn-udp-chacha20-poly1305': { cipher: 'CHACHA20-POLY1305', auth: 'SHA1', tcp: false },
  'openvpn-udp-aes-128-cbc-sha1': { cipher: 'AES-128-CBC', auth: 'SHA1', tcp: false },
  'openvpn-udp-aes-256-cbc-sha256': { cipher: 'AES-256-CBC', auth: 'SHA256', tcp: false },
  'openvpn-udp-bf-cbc-sha1': { cipher: 'BF-CBC', auth: 'SHA1', tcp: false },
  'openvpn-udp-des-ede3-cbc-sha1': { cipher: 'DES-EDE3-CBC', auth: 'SHA1', tcp: false },
  'openvpn-tcp-aes-256-gcm': { cipher: 'AES-256-GCM', auth: 'SHA1', tcp: true },
};
const READY = 'Initialization Sequence Completed';

/** What the two ends of a tunnel are called, and what they said while it came up. */
export interface RunningTunnel {
  readonly gatewayDevice: string;
  readonly serverDevice: string;
  /** Everything that the programs wrote so far. */
  said(): string;
}

export interface OpenVpnOptions {
  /** Seconds after which keys are renewed; null: OpenVPN's default, an hour. */
  readonly renegotiation: number | null;
  /** Seconds of silence after which a ping is sent. */
  readonly ping: number;
}

/** Brings OpenVPN up between gateway and server in TLS mode, its data channel in userspace. */
export async function startOpenVpn(
  spaces: Namespaces,
  vantage: VantageName,
  folder: string,
  { renegotiation, ping }: OpenVpnOptions,
): Promise<RunningTunnel> {
  const settings = SETTINGS[vantage];
  if (!settings) throw new Error(`${vantage} is not OpenVPN`);
  const { cipher, auth, tcp } = settings;
  makeKeys(folder);
  mkdirSync(join(folder, 'clients'));
  writeFileSync(join(folder, 'clients', 'DEFAULT'), 'iroute 192.168.0.0 255.255.0.0\n');
  const common = [
    'dev tun0',
    'dev-type tun',
    'disable-dco',
    'providers legacy default',
    `data-ciphers ${cipher}`,
    `auth ${auth}`,
    'txqueuelen 10000',
    // As much as may be had without changing this computer: packets come in bursts.
    'rcvbuf 212992',
    'sndbuf 212992',
    'verb 4',
    `ca ${folder}/ca.crt`,
  ];
  const server = [
    ...common,
    `proto ${tcp ? 'tcp4-server' : 'udp4'}`,
    `local ${ADDRESSES.serverWan}`,
    'server 10.8.0.0 255.255.255.0',
    'topology subnet',
    'route 192.168.0.0 255.255.0.0',
    `client-config-dir ${folder}/clients`,
    `keepalive ${ping} ${6 * ping}`,
    // The client waits longer, so that the server begins, as with the defaults.
    ...(renegotiation === null ? [] : [`reneg-sec ${renegotiation} ${renegotiation}`]),
    'dh none',
    `cert ${folder}/server.crt`,
    `key ${folder}/server.key`,
  ];
  const client = [
    ...common,
    'client',
    `proto ${tcp ? 'tcp4-client' : 'udp4'}`,
    `remote ${ADDRESSES.serverWan}`,
    'nobind',
    `cert ${folder}/client.crt`,
    `key ${folder}/client.key`,
  ];
  let said = '';
  const start = async (role: string, lines: string[], word: string): Promise<void> => {
    const file = join(folder, `${role}.conf`);
    writeFileSync(file, `${lines.join('\n')}\n`);
    const child = spaces.start(role, 'openvpn', '--config', file);
    child.stdout?.on('data', (text: Buffer) => (said += text.toString()));
    await untilSaid(child, word);
  };
  await start('server', server, READY);
  await start('gateway', client, READY);
  spaces.ip('gateway', 'route add default dev tun0');
  return { gatewayDevice: 'tun0', serverDevice: 'tun0', said: () => said };
}
