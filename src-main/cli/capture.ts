import type { CaptureRequest, CaptureStatus } from '../contract/capture';
import { captureBackends, captureRequestSchema } from '../contract/capture';
import * as engine from '../engine';
import { type Call, type Command, usage } from './command';
import { help, json } from './options';
import { bytes, count, packets, duration } from './text';

const LARGEST = Number.MAX_SAFE_INTEGER;

export const capture: Command = {
  name: 'capture',
  summary: 'record packets to a file',
  usage: '--interface I --write F',
  about: `Records what passes an interface, in a process of its own that alone needs the right to do so
(never run HomeMole itself as root for it). Without a stop condition it goes on until Ctrl-C, which is
its normal end: what was recorded is kept, and the exit code is 0. Where to stand to see the whole home:
docs/capturing.md.

Backends: dumpcap (of Wireshark; the kernel's times, losses counted), cap (comes with HomeMole;
times taken late, losses not counted), ssh (the tcpdump of another machine, a router say; host
keys are checked as always).`,
  options: {
    interface: { type: 'string', short: 'i', value: 'I', help: 'What to record; see interfaces.' },
    write: {
      type: 'string',
      short: 'w',
      value: 'F',
      help: 'The pcapng file; one of that name is replaced at the end.',
    },
    backend: { type: 'string', value: 'B', help: 'dumpcap, cap or ssh (default: the best here).' },
    ssh: { type: 'string', value: 'USER@HOST', help: 'Record on this machine, over ssh.' },
    port: { type: 'string', value: 'N', help: 'Its ssh port.' },
    identity: { type: 'string', value: 'FILE', help: 'The private key to log in with.' },
    filter: { type: 'string', short: 'f', value: 'F', help: 'Capture filter, as for tcpdump.' },
    snaplen: { type: 'string', value: 'N', help: 'Most bytes kept of a packet (default: all).' },
    seconds: { type: 'string', value: 'N', help: 'End after so many seconds.' },
    packets: { type: 'string', value: 'N', help: 'End after so many packets.' },
    bytes: { type: 'string', value: 'N', help: 'End after so many bytes on the wire.' },
    ring: {
      type: 'string',
      value: 'FILESxMB',
      help: 'Keep only the newest FILES files of MB megabytes each, e.g. 10x100.',
    },
    json,
    help,
  },
  examples: [
    'homemole capture --interface eth0 --seconds 3600 --write hour.pcapng',
    "homemole capture --ssh root@192.168.1.1 --interface br-lan --filter 'not port 22' --write home.pcapng",
  ],
  async run(call, surroundings) {
    call.nothingElse();
    const out = call.required('write');
    const request = requestOf(call);
    if (request.ssh) surroundings.note(`Runs: ${engine.captureCommand(request)}`);
    let lastNote = 0;
    const result = await engine.record(request, out, surroundings.capture, {
      signal: surroundings.signal,
      status: (status) => {
        if (Date.now() - lastNote < 1000 && status.state !== 'stopped') return;
        lastNote = Date.now();
        surroundings.line(stateLine(status));
      },
    });
    if (call.flag('json')) return surroundings.write(`${JSON.stringify(result, null, 2)}\n`);
    const lost = result.dropped === null ? 'losses not counted' : `${count(result.dropped)} lost`;
    const lines = [
      `${packets(result.packets)}, ${bytes(result.bytes)} in ${duration(result.seconds)}, ${lost}.`,
    ];
    if (result.timestamps === 'coarse') {
      lines.push('Their times were taken late (backend cap); the file says so, and audits will.');
    }
    const { ring } = request;
    if (ring !== null && result.files.length >= ring.files) {
      lines.push(`Kept are the newest ${ring.files} files; what came before them made room.`);
    }
    return surroundings.write([...lines, ...result.files, ''].join('\n'));
  },
};

function stateLine(status: CaptureStatus): string {
  const lost =
    status.dropped === null ? 'losses counted at the end' : `${count(status.dropped)} lost`;
  return `${duration(status.seconds)}: ${packets(status.packets)}, ${bytes(status.bytes)}, ${lost}`;
}

function requestOf(call: Call): CaptureRequest {
  const backend = call.text('backend');
  if (backend !== null && !captureBackends.some((known) => known === backend)) {
    throw usage(`--backend ${backend}: give one of ${captureBackends.join(', ')}.`);
  }
  const destination = call.text('ssh');
  if (backend === 'ssh' && destination === null) throw usage('--ssh is missing: USER@HOST.');
  if (destination !== null && backend !== null && backend !== 'ssh') {
    throw usage(`--backend ${backend} records here, not over --ssh.`);
  }
  const optional = (name: string, high: number): number | null =>
    call.text(name) === null ? null : call.number(name, 0, 1, high);
  const parsed = captureRequestSchema.safeParse({
    interface: call.required('interface'),
    backend,
    ssh:
      destination === null
        ? null
        : { destination, port: optional('port', 65_535), identity: call.text('identity') },
    filter: call.text('filter') ?? '',
    snaplen: call.number('snaplen', 0, 0, 262_144),
    stop: {
      seconds:
        call.text('seconds') === null ? null : call.number('seconds', 0, 0.1, 10 ** 9, false),
      packets: optional('packets', LARGEST),
      bytes: optional('bytes', LARGEST),
    },
    ring: ringOf(call.text('ring')),
  });
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path ?? [];
  const name = String(path.at(0) === 'ssh' && path.at(1) === 'identity' ? 'identity' : path.at(0));
  throw usage(`--${name}: ${expected[name] ?? 'not understood'}.`);
}

/** What the options are that the contract bounds. */
const expected: Record<string, string> = {
  interface: 'give a name that `homemole interfaces` lists',
  ssh: 'give USER@HOST, or a name of your ssh settings',
  identity: 'give a file',
  filter: 'give at most 4096 characters',
  ring: 'give 2 to 1000 files of at least 1 MB',
};

function ringOf(text: string | null): CaptureRequest['ring'] {
  if (text === null) return null;
  const found = /^(\d+)x(\d+)$/.exec(text);
  if (!found) throw usage(`--ring ${text}: give FILESxMB, e.g. 10x100.`);
  return { files: Number(found[1]), fileBytes: Number(found[2]) * 1e6 };
}
