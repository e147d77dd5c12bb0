import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { HomeMoleError } from '../contract/errors';
import { readCaptures } from './index';
import { coreRows, tsharkCores } from './testing/compare';
import type { CoreRow } from './testing/compare';
import { reviewed } from './testing/reviewed-differences';
import { hasTshark, tsharkCoreFrames } from './testing/tshark';

// tshark is what takes long: it starts for every file.
vi.setConfig({ testTimeout: 600_000 });
const data = resolve(import.meta.dirname, '../../../shared/data');
const reason = !existsSync(data)
  ? ' (skipped: the development captures are not here)'
  : !hasTshark()
    ? ' (skipped: tshark is not installed)'
    : '';
/** Clocks in nanoseconds are rounded to what a float64 of seconds can hold. */
const TIME_STEP = 5e-7;

/** How a file differs from what tshark tells of it; null when it does not. */
async function compare(path: string): Promise<string | null> {
  const theirs = tsharkCores(await tsharkCoreFrames(path));
  try {
    const { packets } = await readCaptures([path], { keepCopies: true });
    return difference(coreRows(packets), theirs);
  } catch (error) {
    if (!(error instanceof HomeMoleError)) throw error;
    const { code } = error.problem;
    // A damaged file that both refuse is no difference.
    return theirs.length === 0 && code === 'capture-malformed' ? null : code;
  }
}

function difference(ours: readonly CoreRow[], theirs: readonly CoreRow[]): string | null {
  if (ours.length !== theirs.length) return `${ours.length} packets, not ${theirs.length}`;
  const wrong = ours.filter((row, i) => !isSame(row, theirs[i]!));
  if (wrong.length === 0) return null;
  const fields = (['length', 'addresses', 'ports'] as const).filter((field) =>
    ours.some((row, i) => row[field] !== theirs[i]![field]),
  );
  const isTimely = ours.every((row, i) => Math.abs(row.time - theirs[i]!.time) < TIME_STEP);
  return `${[...(isTimely ? [] : ['time']), ...fields].join(' and ')} of ${wrong.length}`;
}

function isSame(one: CoreRow, other: CoreRow): boolean {
  return (
    Math.abs(one.time - other.time) < TIME_STEP &&
    one.length === other.length &&
    one.addresses === other.addresses &&
    one.ports === other.ports
  );
}

describe.skipIf(reason !== '')(`every file against tshark${reason}`, () => {
  it.each(['odd-captures', 'protocols'])(
    '%s: packets, times, lengths, addresses and ports, but for the reviewed differences',
    async (folder) => {
      const names = readdirSync(join(data, folder));
      expect(names.length).toBeGreaterThan(100);
      const found: Record<string, string> = {};
      const queue = [...names];
      const worker = async (): Promise<void> => {
        for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
          const how = await compare(join(data, folder, name));
          if (how !== null) found[name] = how;
        }
      };
      await Promise.all([worker(), worker()]);
      const expected = Object.entries(reviewed).filter(([name]) => names.includes(name));
      expect(found).toEqual(Object.fromEntries(expected.map(([name, { how }]) => [name, how])));
    },
  );
});
