import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { HomeMoleError } from '../contract/errors';
import { checkFile } from '../files';

/** Makes sure that `out` can be written and that no capture would be lost by it. */
export async function checkOutput(out: string, captures: readonly string[]): Promise<void> {
  await checkFile(out);
  const target = await realPath(out);
  for (const capture of captures) {
    if (capture === '-' || (await realPath(capture)) !== target) continue;
    throw new HomeMoleError('output-exists', { path: out, detail: 'it is one of the captures.' });
  }
}

function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}
