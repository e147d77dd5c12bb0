import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { listInterfaces as list, Recorder, startCapture, watchInterfaceRates } from '../capture';
import type { CapturePlace } from '../capture';
import type {
  CaptureRequest,
  CaptureResult,
  CaptureStatus,
  InterfaceList,
  InterfaceRates,
} from '../contract/capture';
import { HomeMoleError } from '../contract/errors';
import { checkFile } from '../files';

export { commandOf as captureCommand } from '../capture';

/** The interfaces that can be recorded here, and how each backend stands. */
export function interfaces(place: CapturePlace, signal: AbortSignal): Promise<InterfaceList> {
  return list(place, signal);
}

/** How busy the interfaces are, measured over a second; names none where the system does not say. */
export function interfaceRates(
  place: CapturePlace,
  signal: AbortSignal,
): Promise<InterfaceRates['rates']> {
  const enough = new AbortController();
  const either = AbortSignal.any([signal, enough.signal, AbortSignal.timeout(5000)]);
  return new Promise<InterfaceRates['rates']>((resolve) => {
    watchInterfaceRates(place, ({ rates }) => resolve(rates), either);
    either.addEventListener('abort', () => resolve([]), { once: true });
  }).finally(() => enough.abort());
}

/**
 * Records to `out` until a stop condition, the signal or a problem ends it. The file appears when
 * the recording is over; what was recorded before a problem is kept too. A ring gives several files,
 * `out` with a number before its ending.
 * @throws HomeMoleError why it could not start, `output-exists` also for a ring whose numbers are
 *   taken; `nothing-captured`; of the problem that ended it,
 *   after what was recorded has been written
 */
export async function record(
  request: CaptureRequest,
  out: string,
  place: CapturePlace,
  hooks: { signal: AbortSignal; status(status: CaptureStatus, command: string): void },
): Promise<CaptureResult> {
  await checkFile(out);
  if (request.ring) await checkNumbers(out);
  const folder = await temporaryFolder(out);
  try {
    const session = await startCapture(place, request, hooks.signal);
    const stopTelling = session.onStatus((status) => hooks.status(status, session.command));
    const recorder = new Recorder(folder, request.ring);
    let failure: unknown = null;
    try {
      for await (const bytes of session.bytes) {
        if (failure === null) {
          await recorder.write(bytes).catch((error: unknown) => {
            failure = error;
            session.stop();
          });
        }
      }
    } finally {
      await recorder.close();
      stopTelling();
    }
    const { status, end, problem } = await session.ended;
    if (status.packets === 0 && problem === null) {
      throw new HomeMoleError('nothing-captured', { interface: request.interface });
    }
    const files = status.packets === 0 ? [] : await giveNames(recorder.files(), out);
    if (failure !== null) throw failure;
    if (problem) throw new HomeMoleError(problem.code, problem.params);
    const { packets, bytes, dropped, timestamps, seconds, backend } = status;
    return {
      interface: request.interface,
      ...{ backend, packets, bytes, dropped, timestamps, seconds },
      ended: end,
      warnings: warningsOf(status),
      files,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function warningsOf({ timestamps, dropped }: CaptureStatus): CaptureResult['warnings'] {
  const warnings: CaptureResult['warnings'] = [];
  if (timestamps === 'coarse') warnings.push({ code: 'coarse-timestamps', count: 1 });
  if (dropped) warnings.push({ code: 'packets-dropped', count: dropped });
  return warnings;
}

/** Files of an earlier ring would be lost, or lie among the new ones as if they were of them. */
async function checkNumbers(out: string): Promise<void> {
  const parent = dirname(resolve(out));
  const ending = extname(out);
  const stem = `${basename(out, ending)}-`;
  const taken = (await readdir(parent).catch(() => [])).sort().find((name) => {
    if (!name.startsWith(stem) || !name.endsWith(ending)) return false;
    return /^\d{5,}$/.test(name.slice(stem.length, name.length - ending.length));
  });
  if (taken === undefined) return;
  const detail = 'it is a file of an earlier ring.';
  throw new HomeMoleError('output-exists', { path: join(dirname(out), taken), detail });
}

/** Beside the file to be, so that giving it its name is one step. */
async function temporaryFolder(out: string): Promise<string> {
  const parent = dirname(resolve(out));
  await mkdir(parent, { recursive: true }).catch(() => undefined);
  try {
    return await mkdtemp(join(parent, `.${basename(out)}.new-`));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new HomeMoleError('output-unwritable', { path: out, detail });
  }
}

async function giveNames(files: readonly string[], out: string): Promise<string[]> {
  const names = numberedNames(files.length, out);
  for (const [i, file] of files.entries()) await rename(file, names[i] as string);
  return names;
}

/** `out` for one file; for several, `out` with a number before its ending. */
export function numberedNames(count: number, out: string): string[] {
  const ending = extname(out);
  const stem = out.slice(0, out.length - ending.length);
  return Array.from({ length: count }, (_, i) =>
    count === 1 ? out : `${stem}-${String(i + 1).padStart(5, '0')}${ending}`,
  );
}
