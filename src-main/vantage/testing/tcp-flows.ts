import type { Testbed } from './testbed';
import { untilSaid } from './namespaces';
import { ADDRESSES } from './network';

const PORT = 7000;
/** Bytes of a bulk transfer, and of what is asked and answered in small. */
const BULK = 400_000;

/**
 * What both ends run. A connection begins with a line: how many bytes are to come back for each of how many
 * requests, and how long a request is.
 */
const SCRIPT = `
  const net = require('node:net');
  const [role, host, port] = process.argv.slice(1);
  if (role === 'serve') {
    const server = net.createServer((socket) => {
      socket.setNoDelay();
      let plan = null, got = 0, done = 0;
      socket.on('data', (data) => {
        if (plan === null) {
          const end = data.indexOf(10);
          plan = JSON.parse(data.subarray(0, end));
          data = data.subarray(end + 1);
        }
        got += data.length;
        while (done < plan.rounds && got >= (done + 1) * plan.request) {
          done += 1;
          socket.write(Buffer.alloc(plan.response + done, 7));
        }
      });
      socket.on('error', () => undefined);
      socket.on('end', () => socket.end());
    });
    server.listen(Number(port), host, () => console.log('listens'));
  } else {
    const plans = [
      { rounds: 1, request: 200, response: ${BULK} },
      { rounds: 1, request: ${BULK}, response: 100 },
      { rounds: 60, request: 150, response: 700 },
      { rounds: 25, request: 1, response: 1 },
      { rounds: 10, request: 5000, response: 9000 },
    ];
    const flow = (plan) => new Promise((resolve, reject) => {
      const socket = net.connect(Number(port), host);
      socket.setNoDelay();
      let left = 0, done = 0;
      const ask = () => { done += 1; left = plan.response + done; socket.write(Buffer.alloc(plan.request, 9)); };
      socket.on('connect', () => { socket.write(JSON.stringify(plan) + '\\n'); ask(); });
      socket.on('data', (data) => {
        left -= data.length;
        if (left > 0) return;
        if (done < plan.rounds) ask(); else socket.end();
      });
      socket.on('error', reject);
      socket.on('close', resolve);
    });
    Promise.all(plans.map(flow)).then(() => console.log('all done'));
  }`;

/**
 * TCP connections by the kernels of both ends: bulk both ways, and requests and answers from a byte to
 * several segments, begun by the home and by the internet.
 */
export async function runTcpFlows(testbed: Testbed): Promise<void> {
  const { spaces } = testbed;
  const ends = { home: ADDRESSES.home, internet: ADDRESSES.internet } as const;
  const node = (role: 'home' | 'internet', ...args: string[]) =>
    spaces.start(role, process.execPath, '-e', SCRIPT, ...args);
  for (const role of ['home', 'internet'] as const) {
    // So little is under way that no buffer of the tunnel overflows.
    spaces.run(role, 'sh', '-ec', 'echo 4096 40000 40000 >/proc/sys/net/ipv4/tcp_rmem');
    await untilSaid(node(role, 'serve', ends[role], String(PORT)), 'listens');
  }
  await Promise.all([
    untilSaid(node('home', 'ask', ends.internet, String(PORT)), 'all done'),
    untilSaid(node('internet', 'ask', ends.home, String(PORT)), 'all done'),
  ]);
}
