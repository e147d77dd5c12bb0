import { dirname } from 'node:path';
import { HomeMoleError } from '../contract/errors';

/** The problem of an output that could not be written; a HomeMoleError stays as it is. */
export function unwritable(path: string, error: unknown): HomeMoleError {
  if (error instanceof HomeMoleError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const known: Record<string, string> = {
    ENOENT: `the folder ${dirname(path)} does not exist, or nothing can be made in it.`,
    ENOTDIR: `${dirname(path)} is not a folder.`,
    EACCES: 'you may not write there.',
    EPERM: 'you may not write there.',
    EROFS: 'the disk is read-only.',
    ENOSPC: 'the disk is full.',
  };
  return new HomeMoleError('output-unwritable', { path, detail: known[code ?? ''] ?? message });
}
