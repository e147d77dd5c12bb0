/**
 * Writes resources/vendors/vendors.txt from the development dependency `oui-data`:
 *
 *     node .ci/build-vendors.mjs
 *
 * One line a prefix, `PREFIX<tab>Organisation`, sorted by bytes so that src-main/home/vendors.ts can
 * search the file as it lies. Prefixes have 6 (MA-L), 7 (MA-M) or 9 (MA-S) upper-case hex digits.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const require = createRequire(import.meta.url);
const index = JSON.parse(await readFile(require.resolve('oui-data'), 'utf8'));
const manifest = resolve(require.resolve('oui-data'), '../package.json');
const { version } = JSON.parse(await readFile(manifest, 'utf8'));

/** Entries that name no maker: an undisclosed owner, and blocks that are divided further. */
const nameless = new Set(['Private', 'IEEE Registration Authority']);

/**
 * The organisation alone (the lines after it are its address), as one line of plain text.
 *
 * @param {string} entry
 */
function organisation(entry) {
  return entry
    .split('\n', 1)[0]
    .normalize('NFKC')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
}

const lines = Object.entries(index)
  .filter(([prefix]) => /^(?:[0-9A-F]{6}|[0-9A-F]{7}|[0-9A-F]{9})$/.test(prefix))
  .map(([prefix, entry]) => [prefix, organisation(entry)])
  .filter(([, name]) => name !== '' && !nameless.has(name))
  .map(([prefix, name]) => `${prefix}\t${name}`)
  // A tab sorts before every digit, so a short prefix stands before the longer ones it begins.
  .sort((a, b) => (a < b ? -1 : 1));

const header = `# MAC address prefixes and their owners: IEEE registries MA-L, MA-M, MA-S, from oui-data ${version} (BSD-2-Clause), ${lines.length} entries`;
const target = resolve(import.meta.dirname, '../resources/vendors/vendors.txt');
await writeFile(target, [header, ...lines, ''].join('\n'));
console.log(`${lines.length} prefixes of oui-data ${version} -> resources/vendors/vendors.txt`);
