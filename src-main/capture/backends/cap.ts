import { createRequire } from 'node:module';
import type { CaptureRequest } from '../../contract/capture';
import { HomeMoleError } from '../../contract/errors';
import { interfaceBlock, sectionHeaderBlock } from '../../packets';
import { allowNode, installLibrary, systemFamily } from '../system';
import type { Backend, Outcome, Recording } from './backend';
import { PacketQueue } from './packet-queue';

/** What is used of the package `cap`. */
interface CapModule {
  Cap: new () => CapHandle;
}
interface CapHandle {
  open(device: string, filter: string, bufferBytes: number, buffer: Buffer): string;
  on(event: 'packet', listener: (bytes: number, truncated: boolean) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  setMinBytes?(bytes: number): void;
  close(): void;
}

const RING_BYTES = 64 * 2 ** 20;
const FRAME_BYTES = 262_144;
/** Said in the file itself, so that whoever opens it later knows. */
const COARSE = 'homemole: coarse timestamps';

const linkTypes: Record<string, number> = {
  NULL: 0,
  ETHERNET: 1,
  RAW: 101,
  LINKTYPE_LINUX_SLL: 113,
  IEEE802_11_RADIO: 127,
};

/**
 * The npm package cap, on libpcap. It gives no times of its own, so a packet's is when this program
 * got round to it, and it counts no losses.
 */
export const cap: Backend = {
  name: 'cap',
  timestamps: 'coarse',
  async obstacle() {
    const module = load();
    return module instanceof HomeMoleError ? module : null;
  },
  version: () => Promise.resolve(load() instanceof HomeMoleError ? '' : versionOfCap()),
  command: ({ interface: name, filter }) =>
    `cap (in HomeMole's own capture process) on ${name}${filter === '' ? '' : `, filter: ${filter}`}`,
  async check(request) {
    open(request, Buffer.alloc(FRAME_BYTES)).handle.close();
  },
  start,
};

function start(request: CaptureRequest): Recording {
  // The package keeps the bare pointer: this reference keeps the memory alive.
  const buffer = Buffer.alloc(FRAME_BYTES);
  const { handle, linkType } = open(request, buffer);
  const queue = new PacketQueue();
  const most = request.snaplen > 0 ? request.snaplen : FRAME_BYTES;
  let done: (outcome: Outcome) => void = () => undefined;
  const outcome = new Promise<Outcome>((resolve) => (done = resolve));
  let closed = false;
  // Of what the system lost the package tells nothing: no zero is claimed.
  const dropped = (): number | null => (queue.dropped === 0 ? null : queue.dropped);
  const finish = (problem: HomeMoleError | null): void => {
    if (closed) return;
    closed = true;
    handle.close();
    queue.end();
    done({ problem, dropped: dropped() });
    buffer.fill(0, 0, 0);
  };
  queue.put(
    Buffer.concat([
      sectionHeaderBlock('HomeMole'),
      interfaceBlock(linkType, request.snaplen, { comment: COARSE }),
    ]),
  );
  handle.setMinBytes?.(0);
  handle.on('packet', (bytes, truncated) => {
    if (!closed) queue.putPacket(buffer, bytes, truncated, most);
  });
  handle.on('error', (error) => finish(problemOfCap(request, error)));
  return { stream: queue, stop: () => finish(null), outcome, dropped };
}

function open(request: CaptureRequest, buffer: Buffer): { handle: CapHandle; linkType: number } {
  const module = load();
  if (module instanceof HomeMoleError) throw module;
  const handle = new module.Cap();
  try {
    const name = handle.open(request.interface, request.filter, RING_BYTES, buffer);
    const linkType = linkTypes[name];
    if (linkType !== undefined) return { handle, linkType };
    handle.close();
    throw new Error(`a link of type ${name} cannot be recorded with cap`);
  } catch (error) {
    throw problemOfCap(request, error as Error);
  }
}

let loaded: CapModule | HomeMoleError | null = null;

function load(): CapModule | HomeMoleError {
  if (loaded) return loaded;
  try {
    // Not `import`: it is native, optional, and of this process alone.
    loaded = createRequire(__filename)('cap') as CapModule;
  } catch {
    const { library, command } = installLibrary(systemFamily(), 'cap');
    loaded = new HomeMoleError('capture-library-missing', { library, program: 'cap', command });
  }
  return loaded;
}

function versionOfCap(): string {
  const { version } = createRequire(__filename)('cap/package.json') as { version: string };
  return `cap ${version}`;
}

function problemOfCap(request: CaptureRequest, error: Error): HomeMoleError {
  const detail = error.message;
  if (/permission|not permitted/i.test(detail)) {
    const command = allowNode(systemFamily(), process.execPath);
    return new HomeMoleError('capture-permission', { program: 'cap', detail, command });
  }
  if (/syntax error|filter/i.test(detail)) {
    return new HomeMoleError('filter-invalid', { filter: request.filter, detail });
  }
  if (/No such device|doesn't exist|not found/i.test(detail)) {
    return new HomeMoleError('interface-unknown', { interface: request.interface });
  }
  return new HomeMoleError('capture-failed', { program: 'cap', detail });
}
