import type { CaptureRequest } from '../../contract/capture';
import { HomeMoleError } from '../../contract/errors';
import { findLockedProgram, findProgram } from '../find-program';
import { allowDumpcap, installDumpcap, installLibrary, systemFamily } from '../system';
import type { Backend } from './backend';
import { recordWith, runProgram } from './child';
import type { Ended } from './child';
import { commandLine } from './quote';

/** Kernel buffer in MiB: about a second of a busy home line at full speed. */
const BUFFER_MIB = '64';

/**
 * Wireshark's dumpcap: small, made to be the privileged part, with the kernel's times and its count
 * of lost packets (which it tells when it ends).
 */
export const dumpcap: Backend = {
  name: 'dumpcap',
  timestamps: 'kernel',

  async obstacle() {
    return findProgram('dumpcap') === null ? missing() : null;
  },

  async version() {
    const program = findProgram('dumpcap');
    if (program === null) return '';
    const { output, words } = await runProgram(program, ['--version']);
    const [first = ''] = `${output}${words}`.split('\n');
    return first.replace(/ \(Git.*$/, '').replace(/\.$/, '');
  },

  command: (request) => commandLine('dumpcap', recordArguments(request)),

  async check(request) {
    const program = findProgram('dumpcap');
    if (program === null) throw missing();
    const filter = request.filter === '' ? [] : ['-f', request.filter];
    const ended = await runProgram(program, ['-d', '-i', request.interface, ...filter]);
    if (failed(ended)) throw problemOfDumpcap(request, program, ended);
  },

  start(request) {
    const program = findProgram('dumpcap');
    if (program === null) throw missing();
    return recordWith(program, recordArguments(request), {
      failed,
      problem: (ended) => problemOfDumpcap(request, program, ended),
      dropped: droppedOf,
    });
  },
};

/** It exits with 0 after a filter that it could not compile, and when the interface went away. */
function failed({ code, words }: Ended): boolean {
  return code !== 0 || /^dumpcap:|no longer (attached|running)/m.test(words);
}

function recordArguments(request: CaptureRequest): string[] {
  const { filter, snaplen } = request;
  return [
    ...['-q', '-i', request.interface, '-B', BUFFER_MIB],
    ...(snaplen > 0 ? ['-s', String(snaplen)] : []),
    ...(filter === '' ? [] : ['-f', filter]),
    ...['-w', '-'],
  ];
}

/** `Packets received/dropped on interface 'lo': 90/7 (...)`: what the kernel and dumpcap lost. */
export function droppedOf(words: string): number | null {
  const found = /received\/dropped on interface .*?: (\d+)\/(\d+)/.exec(words);
  return found ? Number(found[2]) : null;
}

function missing(): HomeMoleError {
  const locked = findLockedProgram('dumpcap');
  if (locked !== null) {
    return new HomeMoleError('capture-permission', {
      program: 'dumpcap',
      detail: `only members of a group may run ${locked}`,
      command: allowDumpcap(systemFamily(), locked),
    });
  }
  const command = installDumpcap(systemFamily());
  return new HomeMoleError('capture-program-missing', { program: 'dumpcap', command });
}

/** Why dumpcap ended by itself, told by its own words. */
export function problemOfDumpcap(
  request: CaptureRequest,
  program: string,
  { code, words }: Ended,
): HomeMoleError {
  const detail = sentenceOf(words) || `exit code ${code ?? 'unknown'}`;
  if (/Invalid capture filter|isn't a valid capture filter/i.test(words)) {
    const reason = /\(([^()]*(?:\([^()]*\)[^()]*)*)\)\.?\s*\n?See the User/.exec(words)?.[1];
    return new HomeMoleError('filter-invalid', {
      filter: request.filter,
      detail: reason ?? detail,
    });
  }
  // Without Npcap on Windows; on other systems the loader's words.
  if (/Unable to load Npcap|shared librar.*pcap|Library not loaded.*pcap/i.test(words)) {
    const { library, command } = installLibrary(systemFamily(), 'dumpcap');
    return new HomeMoleError('capture-library-missing', { library, program: 'dumpcap', command });
  }
  if (/permission|not permitted|EACCES/i.test(words)) {
    return new HomeMoleError('capture-permission', {
      program: 'dumpcap',
      detail,
      command: allowDumpcap(systemFamily(), program),
    });
  }
  if (/no device named|No such device exists|interface .* not found/i.test(words)) {
    return new HomeMoleError('interface-unknown', { interface: request.interface });
  }
  if (/disappeared|no longer|went down|No such device|Network is down|not attached/i.test(words)) {
    return new HomeMoleError('interface-gone', { interface: request.interface });
  }
  return new HomeMoleError('capture-failed', { program: 'dumpcap', detail });
}

/** The sentence that matters: behind `dumpcap:`, or the last line. */
function sentenceOf(words: string): string {
  const lines = words
    .split('\n')
    .map((line) => line.trim())
    .filter(
      (line) => line !== '' && !/^(Capturing on|File:|Packets (captured|received))/.test(line),
    );
  const own = lines.find((line) => line.startsWith('dumpcap:'))?.replace(/^dumpcap:\s*/, '');
  return own ?? lines.at(-1) ?? '';
}
