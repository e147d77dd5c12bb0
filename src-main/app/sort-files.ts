import { open } from 'node:fs/promises';
import { HomeMoleError } from '../contract/errors';
import type { ChosenFiles } from '../contract/ipc';

type FileKind = 'capture' | 'labels' | 'events';

const HEAD_BYTES = 512;

/**
 * Sorts files by what is in them, whatever their names: a first line that names the columns of a
 * label or an event file makes them one; all else is taken for a capture, and the capture reader
 * says what is wrong with it.
 * @throws HomeMoleError `file-not-found`, `file-unreadable`; `labels-malformed` or
 * `events-malformed` for a second file of that kind
 */
export async function sortFiles(paths: readonly string[]): Promise<ChosenFiles> {
  const chosen: ChosenFiles = { captures: [], labels: null, events: null };
  for (const path of paths) {
    const kind = kindOf(await headOf(path));
    if (kind === 'capture') {
      chosen.captures.push(path);
    } else if (chosen[kind] === null) {
      chosen[kind] = path;
    } else {
      const detail = `a second file of this kind, beside ${chosen[kind]}`;
      throw new HomeMoleError(`${kind}-malformed`, { file: path, line: 1, detail });
    }
  }
  return chosen;
}

/** What a file is by its first bytes. */
export function kindOf(head: Buffer): FileKind {
  const text = head.toString('latin1').replace(/^\xef\xbb\xbf/, '');
  const columns = (text.split(/[\r\n]/, 1)[0] ?? '')
    .split(/[,;\t]/)
    .map((name) => name.trim().replace(/^"|"$/g, '').toLowerCase());
  if (columns.includes('mac') && columns.includes('device')) return 'labels';
  if (columns.includes('time_epoch') && columns.includes('interaction')) return 'events';
  return 'capture';
}

async function headOf(path: string): Promise<Buffer> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(HEAD_BYTES) });
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new HomeMoleError('file-not-found', { file: path });
    throw new HomeMoleError('file-unreadable', { file: path, detail: code ?? message });
  }
}
