import { readFile } from 'node:fs/promises';
import { HomeMoleError } from '../contract/errors';

/** Hex digits of a prefix in the registries MA-S, MA-M and MA-L (36, 28 and 24 bits). */
const prefixDigits = [9, 7, 6] as const;

const NEWLINE = 0x0a;
const TAB = 0x09;

/** Who owns a MAC address prefix, by the IEEE registries. */
export interface Vendors {
  /**
   * The organisation that registered the longest prefix of `mac` (12 hex digits; colons, hyphens and
   * case do not matter); null when nobody did, or when `mac` is not a MAC address.
   */
  of(mac: string): string | null;
}

/**
 * Reads the vendor table (resources/vendors/vendors.txt). The file stays one buffer and is searched
 * as it lies; nothing is parsed before it is asked for.
 *
 * Throws `file-not-found` or `file-unreadable`.
 */
export async function loadVendors(path: string): Promise<Vendors> {
  const table = await readTable(path);
  const first = table[0] === 0x23 /* # */ ? table.indexOf(NEWLINE) + 1 : 0;
  return {
    of(mac) {
      const digits = mac.replace(/[:-]/g, '').toUpperCase();
      if (!/^[0-9A-F]{12}$/.test(digits)) return null;
      for (const length of prefixDigits) {
        const name = find(table, first, digits.slice(0, length));
        if (name !== null) return name;
      }
      return null;
    },
  };
}

/**
 * Whether the address was made up by the device and not burnt in by its maker: locally administered
 * and not multicast (IEEE 802-2014, 8.4). Phones and computers do so for privacy.
 */
export function isRandomisedMac(mac: string): boolean {
  return (Number.parseInt(mac.slice(0, 2), 16) & 0b11) === 0b10;
}

/** A vendor's name without its legal form: `TP-Link Technologies Co., Ltd.` -> `TP-Link`. */
export function shortVendor(vendor: string): string {
  const legal =
    /[\s,]+(incorporated|inc|corporation|corp|company|co|limited|ltd|llc|gmbh|ag|s\.?a|b\.?v|technologies|technology|electronics|international|communications?)\b\.?.*$/i;
  return vendor.replace(legal, '').trim() || vendor;
}

async function readTable(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new HomeMoleError('file-not-found', { file: path });
    }
    const detail = error instanceof Error ? error.message : String(error);
    throw new HomeMoleError('file-unreadable', { file: path, detail });
  }
}

/** Binary search over the sorted lines of `table` from byte `low` on. */
function find(table: Buffer, low: number, prefix: string): string | null {
  let high = table.length;
  while (low < high) {
    const line = lineStart(table, low, (low + high) >>> 1);
    const order = compare(table, line, prefix);
    if (order < 0) low = lineEnd(table, line) + 1;
    else if (order > 0) high = line;
    else return table.toString('utf8', line + prefix.length + 1, lineEnd(table, line));
  }
  return null;
}

function lineStart(table: Buffer, low: number, position: number): number {
  while (position > low && table[position - 1] !== NEWLINE) position--;
  return position;
}

function lineEnd(table: Buffer, position: number): number {
  const end = table.indexOf(NEWLINE, position);
  return end < 0 ? table.length : end;
}

/** Negative when the line's prefix sorts before `prefix`, 0 when it is the same. */
function compare(table: Buffer, line: number, prefix: string): number {
  for (let i = 0; i < prefix.length; i++) {
    const order = (table[line + i] ?? 0) - prefix.charCodeAt(i);
    if (order !== 0) return order;
  }
  return (table[line + prefix.length] ?? 0) - TAB;
}
