import { readFileSync } from 'node:fs';
import { problemOf } from '../../contract/errors';
import { startCapture } from '../client';
import { childrenOf } from './network';
import { testRequest } from './recording';

// A program for tests: records packets to a UDP port, as whoever runs it, until it has 50, and tells
// as JSON which privileges it and the processes below it hold meanwhile.

/** A line of /proc/PID/status: capability sets as hexadecimal masks (capabilities(7)). */
function statusOf(pid: number, key: string): string {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8');
  return new RegExp(`^${key}:\\s*(\\S+)`, 'm').exec(text)?.[1] ?? '';
}

async function main(): Promise<void> {
  const [helper = '', port = '', backend = '', runtime = process.execPath] = process.argv.slice(2);
  const filter = `udp dst port ${port}`;
  const stop = { seconds: null, packets: 50, bytes: null };
  const request = testRequest({ filter, stop, backend: backend === 'cap' ? 'cap' : 'dumpcap' });
  const session = await startCapture({ helper, runtime }, request, new AbortController().signal);
  const helpers = childrenOf(process.pid);
  const processes = [process.pid, ...helpers, ...helpers.flatMap(childrenOf)].map((pid) => ({
    pid,
    name: statusOf(pid, 'Name'),
    user: statusOf(pid, 'Uid'),
    effective: statusOf(pid, 'CapEff'),
    permitted: statusOf(pid, 'CapPrm'),
  }));
  process.stdout.write(`${JSON.stringify({ processes })}\n`);
  for await (const bytes of session.bytes) void bytes;
  const { status, end } = await session.ended;
  process.stdout.write(`${JSON.stringify({ packets: status.packets, end })}\n`);
}

main().catch((error: unknown) => {
  process.stdout.write(`${JSON.stringify({ problem: problemOf(error) })}\n`);
});
