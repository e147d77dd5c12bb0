import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { HomeMoleError } from '../contract/errors';
import { readCaptures } from './index';
import { coreRows, packetsOnly, tsharkCores } from './testing/compare';
import type { CoreRow } from './testing/compare';
import { capinfosLinks, isEncapsulation } from './testing/encapsulations';
import { frameLinks } from './testing/frame-links';
import { reviewed } from './testing/reviewed-differences';
import { digestOf, digestOfFile, record, recordedOf, save } from './testing/recorded-tshark';
import { hasTshark, tsharkCoreFrames, tsharkVersion } from './testing/tshark';

// tshark takes a second to start. A file that reads as tshark told when its answer was recorded is not
// shown to it again, but for every twentieth; every other file is.
const ALWAYS_ASKED = 20;
const isRecording = process.env['RECORD_TSHARK'] === '1';
vi.setConfig({ testTimeout: 600_000 });
const data = resolve(import.meta.dirname, '../../../shared/data');
const reason = !existsSync(data)
  ? ' (skipped: the development captures are not here)'
  : !hasTshark()
    ? ' (skipped: tshark is not installed)'
    : '';
/** Clocks in nanoseconds are rounded to what a float64 of seconds can hold. */
const TIME_STEP = 5e-7;

/**
 * How a file differs from what tshark tells of it, and capinfos of its interfaces (`declared`,
 * undefined where it cannot read the file); null when it does not.
 */
async function compare(path: string, declared: string[] | undefined): Promise<string | null> {
  const frames = packetsOnly(await tsharkCoreFrames(path));
  const theirs = tsharkCores(frames);
  const encapsulations = frames.map((frame) => frame.encapsulation);
  if (isRecording) record(digestOfFile(path), theirs, encapsulations);
  const links = async (ours: string): Promise<(string | null)[]> => [
    // A file of which neither tshark nor capinfos tells anything has no links to compare.
    declared || frames.length > 0 ? declaredDifference(ours, declared ?? []) : null,
    frameDifference(await frameLinks(path), encapsulations),
  ];
  try {
    const { packets, files } = await readCaptures([path], { keepCopies: true });
    const rows = difference(coreRows(packets), theirs);
    return told([rows, ...(await links(files[0]!.linkTypes.join(', ')))]);
  } catch (error) {
    if (!(error instanceof HomeMoleError)) throw error;
    const { problem } = error;
    if (problem.code === 'capture-unsupported-link') {
      return told([problem.code, ...(await links(`${problem.params['link']}`))]);
    }
    // A damaged file that both refuse is no difference.
    return theirs.length === 0 && problem.code === 'capture-malformed' ? null : problem.code;
  }
}

/** Whether HomeMole reads the file just as tshark's recorded answer has it. */
async function isAsRecorded(path: string, declared: string[] | undefined): Promise<boolean> {
  const theirs = recordedOf(digestOfFile(path));
  if (theirs === undefined || isRecording) return false;
  try {
    const { packets, files } = await readCaptures([path], { keepCopies: true });
    const links = files[0]!.linkTypes.join(', ');
    return (
      digestOf(coreRows(packets)) === theirs.rows &&
      declaredDifference(links, declared ?? []) === null &&
      frameDifference(await frameLinks(path), theirs.encapsulations) === null
    );
  } catch (error) {
    if (!(error instanceof HomeMoleError)) throw error;
    return false;
  }
}

function told(differences: readonly (string | null)[]): string | null {
  const some = differences.filter((one) => one !== null);
  return some.length === 0 ? null : some.join('; ');
}

/** Between the links that a file is said to have, as one text. */
function declaredDifference(ours: string, declared: readonly string[]): string | null {
  const theirs = declared.join(', ');
  return ours === theirs ? null : `links ${ours || 'none'}, not ${theirs || 'none'}`;
}

/** Between the LINKTYPE of each frame and tshark's; nothing where the frames are not the same. */
function frameDifference(ours: readonly number[], theirs: readonly string[]): string | null {
  if (ours.length !== theirs.length) return null;
  const wrong = theirs.filter((encapsulation, i) => !isEncapsulation(ours[i], encapsulation));
  return wrong.length === 0 ? null : `link type of ${wrong.length}`;
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
    '%s: packets, times, lengths, link types, addresses and ports, but for the reviewed differences',
    async (folder) => {
      const names = readdirSync(join(data, folder));
      expect(names.length).toBeGreaterThan(100);
      const found: Record<string, string> = {};
      const declared = capinfosLinks(names.map((name) => join(data, folder, name)));
      const queue = [...names];
      const worker = async (): Promise<void> => {
        for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
          const mayTrust = queue.length % ALWAYS_ASKED !== 0;
          if (mayTrust && (await isAsRecorded(join(data, folder, name), declared.get(name))))
            continue;
          const how = await compare(join(data, folder, name), declared.get(name));
          if (how !== null) found[name] = how;
        }
      };
      await Promise.all([worker(), worker()]);
      if (isRecording) save(tsharkVersion());
      const expected = Object.entries(reviewed).filter(([name]) => names.includes(name));
      expect(found).toEqual(Object.fromEntries(expected.map(([name, { how }]) => [name, how])));
    },
  );
});
