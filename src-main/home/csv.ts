import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { HomeMoleError, type ErrorCode } from '../contract/errors';

/** One record of a CSV with a header, and the line it began on. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: Record<string, string>;
}

const LARGEST = 64 * 1024 * 1024;

/**
 * Reads a CSV file with a header line (RFC 4180; a byte order mark, CRLF and blank lines are fine).
 * @throws HomeMoleError `malformed` with file, line and detail; `file-not-found`, `file-unreadable`.
 */
export async function readCsv(
  path: string,
  required: readonly string[],
  malformed: ErrorCode,
): Promise<CsvRecord[]> {
  const file = basename(path);
  const text = await readText(path);
  const fail = (line: number, detail: string): never => {
    throw new HomeMoleError(malformed, { file, line, detail });
  };
  if (text.includes('\0')) fail(1, 'this is not a text file.');
  let rows: { record: string[]; info: { lines: number } }[] = [];
  try {
    rows = parse(text, { bom: true, info: true, skip_empty_lines: true, trim: true }) as never;
  } catch (error) {
    const { lines, message } = error as { lines?: number; message: string };
    fail(lines ?? 1, `${message.replace(/\.?$/, '.')}`);
  }
  const header = rows[0]?.record.map((name) => name.toLowerCase());
  if (!header) return fail(1, 'the file is empty.');
  if (header.length === 1 && header[0]?.includes(';')) {
    fail(1, 'the columns are separated by semicolons; save it with commas.');
  }
  const missing = required.filter((name) => !header.includes(name));
  if (missing.length > 0) fail(1, `the header lacks ${missing.join(' and ')}.`);
  return rows.slice(1).map(({ record, info }) => ({
    line: info.lines,
    fields: Object.fromEntries(header.map((name, column) => [name, record[column] ?? ''])),
  }));
}

async function readText(path: string): Promise<string> {
  try {
    const bytes = await readFile(path);
    if (bytes.length > LARGEST) {
      throw new HomeMoleError('file-unreadable', { file: path, detail: 'larger than 64 MB.' });
    }
    return bytes.toString('utf8');
  } catch (error) {
    if (error instanceof HomeMoleError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === 'ENOENT'
      ? new HomeMoleError('file-not-found', { file: path })
      : new HomeMoleError('file-unreadable', {
          file: path,
          detail: code === 'EISDIR' ? 'it is a folder.' : message,
        });
  }
}
