import { spawnSync } from 'node:child_process';
import { recordingObstacle } from '../../capture/testing/network';
import { buildNetwork, neighbour, ADDRESSES, MACS } from './network';
import { type Namespaces, untilSaid } from './namespaces';

/** A second device at the same cable. */
export const SECOND = '192.168.77.3';
/** Two servers behind the gateway's line. */
export const SERVERS = [ADDRESSES.internet, ADDRESSES.server] as const;
export const UDP_PORTS = [7001, 7002] as const;
export const TCP_PORT = 7003;

const rules = `table ip nat {
  chain post { type nat hook postrouting priority 100; oifname "wan0" masquerade; }
}
`;

/** Why the kernel's translation cannot be tried here; empty when it can. */
export function natObstacle(): string {
  const obstacle = recordingObstacle('ip', 'nft', 'tcpdump', 'tshark', 'setpriv');
  if (obstacle !== '') return obstacle;
  const check = spawnSync('unshare', ['--net', 'nft', '-f', '-'], { input: rules });
  return check.status === 0 ? '' : 'this kernel has no masquerading';
}

const echo = `
  const [udp, tcp, address] = JSON.parse(process.argv[1]);
  let open = udp.length + 1;
  const ready = () => { if (--open === 0) console.log('ready'); };
  for (const port of udp) {
    const socket = require('dgram').createSocket('udp4');
    socket.on('message', (text, from) => socket.send(text, from.port, from.address));
    socket.bind(port, address, ready);
  }
  require('net').createServer((socket) => { socket.pipe(socket); }).listen(tcp, ready);`;

/** A network whose gateway translates as Linux does, with servers that send all back. */
export async function buildNat(): Promise<Namespaces> {
  const spaces = buildNetwork();
  try {
    spaces.run('gateway', 'sh', '-ec', `echo '${rules}' | nft -f -`);
    spaces.ip('home', `addr add ${SECOND}/24 dev home0`);
    neighbour(spaces, 'gateway', 'lan0', SECOND, MACS.home);
    spaces.ip('gateway', `route add default via ${ADDRESSES.serverWan}`);
    for (const role of ['internet', 'server'] as const) {
      const ports = JSON.stringify([UDP_PORTS, TCP_PORT, ADDRESSES[role]]);
      await untilSaid(spaces.start(role, process.execPath, '-e', echo, ports), 'ready');
    }
  } catch (error) {
    spaces.remove();
    throw error;
  }
  return spaces;
}

/** One connection: who opens it from which port, to whom. */
export interface Opened {
  readonly from: string;
  readonly ownPort: number;
  readonly to: string;
  readonly port: number;
}

const client = `
  const flows = JSON.parse(process.argv[1]);
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  (async () => {
    const sockets = new Map();
    for (const [i, { from, ownPort, to, port }] of flows.entries()) {
      if (port === ${TCP_PORT}) {
        await new Promise((done, fail) => {
          let got = 0;
          const socket = require('net').connect({ localAddress: from, localPort: ownPort, host: to, port });
          socket.on('connect', () => socket.write(Buffer.alloc(3000, i)));
          socket.on('data', (part) => { got += part.length; if (got === 3000) done(); });
          socket.on('error', fail);
        });
      } else {
        const name = from + ':' + ownPort;
        let socket = sockets.get(name);
        if (!socket) {
          socket = require('dgram').createSocket('udp4');
          sockets.set(name, socket);
          await new Promise((done) => socket.bind(ownPort, from, done));
        }
        const answered = new Promise((done) => socket.once('message', done));
        socket.send('message ' + i, port, to);
        await answered;
      }
      await wait(20);
    }
    console.log('done');
    process.exit(0);
  })();`;

/** Opens connections one after the other, all of which stay open until the last; each is answered. */
export async function openAll(spaces: Namespaces, flows: readonly Opened[]): Promise<void> {
  const child = spaces.start('home', process.execPath, '-e', client, JSON.stringify(flows));
  await untilSaid(child, 'done');
}
