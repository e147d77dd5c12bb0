import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkFile, checkFolder, writeFolder, writeWholeFile } from '.';

let folder = '';
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'homemole-files-'))));
afterEach(() => rm(folder, { recursive: true }));

const fill = (name: string) => (sibling: string) => writeFile(join(sibling, name), 'new');

describe('a folder', () => {
  it('appears with all that is in it', async () => {
    await writeFolder(join(folder, 'out'), ['a'], fill('a'));
    expect(await readdir(folder)).toEqual(['out']);
    expect(await readFile(join(folder, 'out', 'a'), 'utf8')).toBe('new');
  });

  it('replaces one that holds the same files and nothing else', async () => {
    const out = join(folder, 'out');
    await writeFolder(out, ['a', 'b'], fill('a'));
    await writeFolder(out, ['a', 'b'], fill('b'));
    expect(await readdir(out)).toEqual(['b']);
    await writeFile(join(out, 'thesis.txt'), 'mine');
    await expect(writeFolder(out, ['a', 'b'], fill('a'))).rejects.toThrow(/output-exists.*thesis/);
    expect(await readdir(out)).toEqual(['b', 'thesis.txt']);
  });

  it('leaves nothing behind when filling it fails', async () => {
    const failing = writeFolder(join(folder, 'out'), ['a'], async (sibling) => {
      await fill('a')(sibling);
      throw new Error('no more');
    });
    await expect(failing).rejects.toThrow(/output-unwritable.*no more/);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each(['/proc/homemole', '/dev/null/homemole'])(
    'ends at once where nothing can be made: %s',
    async (path) => {
      await expect(writeFolder(path, ['a'], fill('a'))).rejects.toThrow(/output-unwritable/);
    },
  );

  it('says before the work that it cannot be made', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(checkFolder(join(folder, 'file'), [])).rejects.toThrow(/output-exists/);
    await expect(checkFolder(join(folder, 'no', 'where'), [])).rejects.toThrow(/does not exist/);
    expect(await checkFolder(join(folder, 'free'), [])).toBe(false);
  });
});

describe('a file', () => {
  it('appears whole and replaces one of its name', async () => {
    const path = join(folder, 'report.html');
    await writeWholeFile(path, 'one');
    await writeWholeFile(path, 'two');
    expect(await readFile(path, 'utf8')).toBe('two');
    expect(await readdir(folder)).toEqual(['report.html']);
  });

  it('never takes the place of a device or a pipe', async () => {
    const pipe = join(folder, 'pipe');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    for (const path of [pipe, '/dev/null']) {
      await expect(checkFile(path)).rejects.toThrow(/output-exists.*device or a pipe/);
      await expect(writeWholeFile(path, '')).rejects.toThrow(/output-exists/);
    }
    expect((await stat(pipe)).isFIFO()).toBe(true);
  });

  it('is refused before the work where it cannot be', async () => {
    await mkdir(join(folder, 'sub'));
    await expect(checkFile(join(folder, 'sub'))).rejects.toThrow(/output-exists/);
    await expect(checkFile(join(folder, 'none', 'x.html'))).rejects.toThrow(/does not exist/);
    await expect(checkFile('/proc/x.html')).resolves.toBeUndefined();
    await expect(writeWholeFile('/proc/x.html', '')).rejects.toThrow(/output-unwritable/);
  });
});
