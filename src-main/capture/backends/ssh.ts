import type { CaptureRequest, SshTarget } from '../../contract/capture';
import { HomeMoleError } from '../../contract/errors';
import { findProgram } from '../find-program';
import { installSsh, systemFamily } from '../system';
import { Transcoder } from '../transcode';
import type { Backend } from './backend';
import { recordWith, runProgram } from './child';
import type { Ended } from './child';
import { commandLine, quoted } from './quote';

/**
 * The tcpdump of another machine, a router say, streamed over ssh. ssh's own rules hold: host keys
 * are checked, and nothing is asked (BatchMode), so that a login that needs a password fails at once.
 */
export const ssh: Backend = {
  name: 'ssh',
  timestamps: 'kernel',

  async obstacle() {
    return findProgram('ssh') === null ? missing() : null;
  },

  async version() {
    const program = findProgram('ssh');
    if (program === null) return '';
    const { words, output } = await runProgram(program, ['-V']);
    return `${output}${words}`.trim().split(',')[0] ?? '';
  },

  command: (request) =>
    commandLine('ssh', sshArguments(targetOf(request), remoteRecording(request))),

  async check(request) {
    const program = findProgram('ssh');
    if (program === null) throw missing();
    const remote = commandLine('tcpdump', [
      '-d',
      '-i',
      request.interface,
      '--',
      ...filterOf(request),
    ]);
    const ended = await runProgram(program, sshArguments(targetOf(request), remote), 20_000);
    if (ended.code !== 0) throw problemOfSsh(request, ended);
  },

  start(request) {
    const program = findProgram('ssh');
    if (program === null) throw missing();
    const target = targetOf(request);
    const transcoder = new Transcoder(`recorded on ${target.destination}`);
    return recordWith(program, sshArguments(target, remoteRecording(request)), {
      convert: (chunk) => transcoder.push(chunk),
      problem: (ended) => problemOfSsh(request, ended),
      dropped: droppedOf,
      stopBy: 'end-input',
      asks: true,
    });
  },
};

function targetOf({ ssh: target }: CaptureRequest): SshTarget {
  if (target) return target;
  throw new HomeMoleError('usage', { detail: 'Say which machine to log in to.' });
}

function sshArguments(target: SshTarget, remote: string): string[] {
  return [
    ...['-T', '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10', '-o', 'ServerAliveInterval=5'],
    ...(target.port === null ? [] : ['-p', String(target.port)]),
    ...(target.identity === null ? [] : ['-i', target.identity]),
    ...['--', target.destination, remote],
  ];
}

/** On OpenWrt, old and new, and on Debian. */
const INSTALL_TCPDUMP =
  '{ opkg update && opkg install tcpdump-mini; } || apk add tcpdump-mini || apt-get install -y tcpdump';

/** The login itself must not be recorded: every packet of it would make the next one. */
const WITHOUT_LOGIN =
  'set -- $SSH_CONNECTION; own="not tcp port 22"; ' +
  '[ -n "$2" ] && own="not (tcp and host ${1%%%*} and port $2)"; ';

/** The signal at which tcpdump tells its counts and goes on: SIGINFO where a system has it. */
const COUNTS = 's=USR1; case $(uname) in *BSD|Darwin|DragonFly) s=INFO;; esac; ';

/**
 * tcpdump on the other machine. For every line of our end it tells how many packets it lost so far; when
 * the input is closed it is asked to end, so that it tells once more, and is not left behind.
 */
function remoteRecording(request: CaptureRequest): string {
  const snaplen = request.snaplen > 0 ? ['-s', String(request.snaplen)] : ['-s', '0'];
  const recording = commandLine('tcpdump', ['-i', request.interface, '-U', '-w', '-', ...snaplen]);
  const filter = request.filter === '' ? '' : quoted(` and (${request.filter})`);
  const watch =
    `{ ${COUNTS}while read -r line <&3; do kill -$s $p; done; kill -INT $p; } ` +
    '>/dev/null 2>&1 &';
  const script = `${WITHOUT_LOGIN}exec 3<&0; ${recording} -- "$own"${filter} & p=$!; ${watch} wait $p`;
  // Whatever shell the login has (csh, fish): this one reads it.
  return commandLine('exec', ['sh', '-c', script]);
}

function filterOf({ filter }: CaptureRequest): string[] {
  return filter === '' ? [] : [filter];
}

/** `7 packets dropped by kernel`, as tcpdump says when it is asked and at its end: the newest count. */
export function droppedOf(words: string): number | null {
  const kernel = [...words.matchAll(/(\d+) packets? dropped by kernel/g)].at(-1);
  const interface_ = [...words.matchAll(/(\d+) packets? dropped by interface/g)].at(-1);
  if (!kernel && !interface_) return null;
  return Number(kernel?.[1] ?? 0) + Number(interface_?.[1] ?? 0);
}

function missing(): HomeMoleError {
  const command = installSsh(systemFamily());
  return new HomeMoleError('capture-program-missing', { program: 'ssh', command });
}

/** Why it could not be recorded over ssh, told by the words of ssh and of tcpdump. */
export function problemOfSsh(request: CaptureRequest, { code, words }: Ended): HomeMoleError {
  const target = targetOf(request);
  const { destination } = target;
  const login = [
    'ssh',
    ...(target.port === null ? [] : ['-p', String(target.port)]),
    ...(target.identity === null ? [] : ['-i', quoted(target.identity)]),
    quoted(destination),
  ].join(' ');
  const detail = sentenceOf(words) || `exit code ${code ?? 'unknown'}`;
  const refused = (text: string, command: string): HomeMoleError =>
    new HomeMoleError('ssh-refused', { destination, detail: text, command });
  if (/Host key verification failed|HOST IDENTIFICATION HAS CHANGED/i.test(words)) {
    return new HomeMoleError('ssh-host-unknown', {
      destination,
      detail: hostKeyDetail(words),
      command: login,
    });
  }
  if (/tcpdump.*not found|not found.*tcpdump/i.test(words)) {
    return refused('tcpdump is not installed there', `${login} ${quoted(INSTALL_TCPDUMP)}`);
  }
  if (/syntax error|can't parse filter|expression rejected/i.test(words)) {
    return new HomeMoleError('filter-invalid', { filter: request.filter, detail });
  }
  if (/No such device|SIOCETHTOOL|That device doesn't/i.test(words)) {
    return new HomeMoleError('interface-unknown', { interface: request.interface });
  }
  if (/You don't have permission|Operation not permitted/i.test(words)) {
    return refused(
      'the user that logs in may not record there',
      `${login} 'sudo setcap cap_net_raw,cap_net_admin+eip $(command -v tcpdump)'`,
    );
  }
  return refused(detail, login);
}

function hostKeyDetail(words: string): string {
  return /HAS CHANGED/.test(words)
    ? 'the key is another than before, which can be an attack'
    : 'it was never logged in to from here';
}

function sentenceOf(words: string): string {
  const lines = words
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(tcpdump: listening|Warning: Permanently)/.test(line))
    .filter((line) => !/^\d+ packets? (captured|received|dropped)/.test(line));
  return lines.at(-1) ?? '';
}
