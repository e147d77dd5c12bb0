import { createRequire } from 'node:module';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRandomisedMac, loadVendors, type Vendors } from './vendors';

const root = resolve(import.meta.dirname, '../..');
const shipped = join(root, 'resources/vendors/vendors.txt');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homemole-vendors-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function table(...lines: string[]): Promise<Vendors> {
  const path = join(folder, 'table.txt');
  await writeFile(path, ['# header', ...lines, ''].join('\n'));
  return loadVendors(path);
}

describe('the shipped table', () => {
  // Assignments that are public knowledge.
  it.each([
    ['00:17:88:01:02:03', 'Philips Lighting BV'],
    ['b8:27:eb:00:00:00', 'Raspberry Pi Foundation'],
    ['00:1b:63:ff:ff:ff', 'Apple, Inc.'],
    ['00-00-0C-12-34-56', 'Cisco Systems, Inc'],
  ])('%s belongs to %s', async (mac, name) => {
    expect((await loadVendors(shipped)).of(mac)).toBe(name);
  });

  it('agrees with its source on every prefix, at both ends of the prefix', async () => {
    const vendors = await loadVendors(shipped);
    const source = createRequire(import.meta.url).resolve('oui-data');
    const index = JSON.parse(await readFile(source, 'utf8')) as Record<string, string>;
    const withheld = new Set(['Private', 'IEEE Registration Authority']);
    const wrong: string[] = [];
    for (const [prefix, entry] of Object.entries(index)) {
      const expected = (entry.split('\n')[0] ?? '').replace(/[\p{C}\s]+/gu, ' ').trim();
      for (const end of ['0', 'F']) {
        const said = vendors.of(prefix.padEnd(12, end));
        // A block without a name may be divided into parts that have one.
        const right = withheld.has(expected)
          ? !withheld.has(said ?? '')
          : said === expected.normalize('NFKC');
        if (!right) wrong.push(`${prefix}, ${end}: ${said}`);
      }
    }
    expect(Object.keys(index).length).toBeGreaterThan(50_000);
    expect(wrong).toEqual([]);
  });

  it('is small, sorted, names its source, and carries no address', async () => {
    expect((await stat(shipped)).size).toBeLessThan(2_500_000);
    const [header, ...lines] = (await readFile(shipped, 'utf8')).trimEnd().split('\n');
    expect(header).toMatch(/oui-data \d+\.\d+\.\d+ \(BSD-2-Clause\)/);
    expect(lines.every((line) => /^[0-9A-F]{6,9}\t\S.*\S$/.test(line))).toBe(true);
    expect(lines.every((line, i) => i === 0 || lines[i - 1]! < line)).toBe(true);
  });
});

describe('of', () => {
  it('takes the longest prefix first', async () => {
    const vendors = await table(
      '70B3D5\tLarge',
      '70B3D51\tMedium',
      '70B3D5123\tSmall',
      '70B3D6\tOther',
    );
    expect(vendors.of('70:b3:d5:12:3f:ff')).toBe('Small');
    expect(vendors.of('70:b3:d5:12:4f:ff')).toBe('Medium');
    expect(vendors.of('70:b3:d5:22:3f:ff')).toBe('Large');
    expect(vendors.of('70:b3:d6:00:00:00')).toBe('Other');
    expect(vendors.of('70:b3:d7:00:00:00')).toBeNull();
    expect(vendors.of('70:b3:d4:00:00:00')).toBeNull();
  });

  it('finds every line of tables of every small size', async () => {
    for (let size = 0; size <= 12; size++) {
      const prefixes = Array.from({ length: size }, (_, i) =>
        (0x100000 + 2 * i).toString(16).toUpperCase(),
      );
      const vendors = await table(...prefixes.map((p, i) => `${p}\t${'é'.repeat(i + 1)}`));
      for (const [i, prefix] of prefixes.entries()) {
        expect(vendors.of(prefix.padEnd(12, '0'))).toBe('é'.repeat(i + 1));
        const between = (0x100001 + 2 * i).toString(16);
        expect(vendors.of(between.padEnd(12, '0'))).toBeNull();
      }
      expect(vendors.of('ffffffffffff')).toBeNull();
      expect(vendors.of('000000000000')).toBeNull();
    }
  });

  it('knows nobody for what is not a MAC address', async () => {
    const vendors = await table('70B3D5\tLarge');
    for (const text of ['', '70:b3:d5', '70:b3:d5:00:00:0g', '70:b3:d5:00:00:00:00']) {
      expect(vendors.of(text)).toBeNull();
    }
  });
});

it('says which file is missing', async () => {
  const file = join(folder, 'absent.txt');
  await expect(loadVendors(file)).rejects.toMatchObject({
    problem: { code: 'file-not-found', params: { file } },
  });
  await expect(loadVendors(folder)).rejects.toMatchObject({ problem: { code: 'file-unreadable' } });
});

describe('isRandomisedMac', () => {
  it.each([
    ['02:00:00:00:00:01', true],
    ['da:a1:19:00:00:00', true],
    ['FE:00:00:00:00:00', true],
    ['00:17:88:00:00:00', false],
    ['b8:27:eb:00:00:00', false],
    ['01:00:5e:00:00:fb', false],
    ['33:33:00:00:00:01', false],
    ['ff:ff:ff:ff:ff:ff', false],
  ])('%s: %s', (mac, randomised) => {
    expect(isRandomisedMac(mac)).toBe(randomised);
  });
});
