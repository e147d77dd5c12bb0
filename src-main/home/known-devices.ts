import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { HomeMoleError } from '../contract/errors';
import {
  type KnownDevice,
  type KnownDeviceChange,
  knownDeviceChangeSchema,
  type KnownDevices,
  knownDevicesSchema,
  noKnownDevices,
} from '../contract/known-devices';
import { writeWholeFile } from '../files';

/** Far more than a house full of devices takes. */
const LARGEST = 16 * 2 ** 20;
const LONGEST_ALIAS = 80;

/**
 * What the user said of devices. A file that is not there yet says nothing.
 * @throws HomeMoleError `known-devices-malformed`; `file-unreadable`.
 */
export async function readKnownDevices(path: string): Promise<KnownDevices> {
  const text = await readText(path);
  if (text === null) return noKnownDevices;
  const fail = (detail: string): never => {
    throw new HomeMoleError('known-devices-malformed', { file: path, detail });
  };
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    return fail((error as Error).message);
  }
  const { version } = (content ?? {}) as { version?: unknown };
  if (typeof version === 'number' && version > noKnownDevices.version) {
    return fail('a later version of HomeMole wrote it.');
  }
  const parsed = knownDevicesSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return fail(`${issue?.path.join(' > ') || 'the whole'}: ${issue?.message}.`);
}

/**
 * Keeps an alias or a ruling of one device; the folder is made where it is missing. The file is read
 * anew for every change and written whole or not at all; changes of one process wait for each other.
 * A file that cannot be understood is never written over.
 * @returns All that is kept afterwards.
 * @throws HomeMoleError as `readKnownDevices`; `output-unwritable`; `usage` for no MAC address.
 */
export function changeKnownDevice(path: string, change: KnownDeviceChange): Promise<KnownDevices> {
  const before = changes.get(path) ?? Promise.resolve();
  const made = before.then(() => apply(path, change));
  const settled = made.catch(() => undefined);
  changes.set(path, settled);
  return made;
}

/** The last change of each file, done or not. */
const changes = new Map<string, Promise<unknown>>();

async function apply(path: string, change: KnownDeviceChange): Promise<KnownDevices> {
  const alias = change.alias && cleanAlias(change.alias);
  const parsed = knownDeviceChangeSchema.safeParse({ ...change, alias });
  if (!parsed.success) {
    const detail = `${change.mac} is not a device that can be named: ${parsed.error.issues[0]?.message}.`;
    throw new HomeMoleError('usage', { detail });
  }
  const known = await readKnownDevices(path);
  const { mac } = parsed.data;
  const changed: KnownDevice = {
    alias:
      parsed.data.alias === undefined ? (known.devices[mac]?.alias ?? null) : parsed.data.alias,
    kind: parsed.data.kind === undefined ? (known.devices[mac]?.kind ?? null) : parsed.data.kind,
  };
  const { [mac]: _, ...others } = known.devices;
  const isKept = changed.alias !== null || changed.kind !== null;
  const devices = Object.entries(isKept ? { ...others, [mac]: changed } : others);
  devices.sort(([one], [other]) => (one < other ? -1 : 1));
  const next: KnownDevices = { ...known, devices: Object.fromEntries(devices) };
  await mkdir(dirname(path), { recursive: true, mode: 0o700 }).catch(() => undefined);
  await writeWholeFile(path, `${JSON.stringify(next, null, 2)}\n`);
  return next;
}

/**
 * A name as it is kept: no control, direction or other invisible character (but the joiner within
 * emoji), white space as single spaces, at most 80 characters; null when nothing is left.
 */
export function cleanAlias(text: string): string | null {
  const clean = text
    .replace(/\s+/gu, ' ')
    .replace(/(?!\u200d)\p{C}/gu, '')
    .trim();
  let short = '';
  for (const letter of clean) {
    if (short.length + letter.length > LONGEST_ALIAS) break;
    short += letter;
  }
  return short.trim() || null;
}

async function readText(path: string): Promise<string | null> {
  try {
    const bytes = await readFile(path);
    if (bytes.length <= LARGEST) return bytes.toString('utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    const detail = code === 'EISDIR' ? 'it is a folder.' : message;
    throw new HomeMoleError('file-unreadable', { file: path, detail });
  }
  throw new HomeMoleError('known-devices-malformed', { file: path, detail: 'larger than 16 MB.' });
}
