import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ByteWriter } from 'hyparquet-writer';
import { unwritable } from '../../files';

/**
 * Where the Parquet library writes: what it has made goes to a new sibling file when a row group is whole,
 * so that memory holds one row group. The sibling takes the wanted name at the end.
 *
 * @throws HomeMoleError `output-unwritable`
 */
export class FileWriter extends ByteWriter {
  private finished = false;

  private constructor(
    private readonly path: string,
    private readonly fresh: string,
    private readonly file: FileHandle,
  ) {
    super(1 << 20);
  }

  static async create(path: string): Promise<FileWriter> {
    const wanted = resolve(path);
    const fresh = join(dirname(wanted), `.${basename(wanted)}.new-${randomUUID()}`);
    try {
      return new FileWriter(path, fresh, await open(fresh, 'wx'));
    } catch (error) {
      throw unwritable(path, error);
    }
  }

  /** The library calls it after each row group and waits. */
  async flush(): Promise<void> {
    const bytes = this.getBytes();
    try {
      for (let done = 0; done < bytes.length;) {
        done += (await this.file.write(bytes, done)).bytesWritten;
      }
    } catch (error) {
      throw unwritable(this.path, error);
    }
    this.index = 0;
  }

  /** Writes the rest, which is not in a row group, and gives the file its name. */
  async save(): Promise<void> {
    await this.flush();
    try {
      await this.file.sync();
      await this.file.close();
      await rename(this.fresh, resolve(this.path));
      this.finished = true;
    } catch (error) {
      throw unwritable(this.path, error);
    }
  }

  /** Deletes what was written; harmless after `save`. */
  async abort(): Promise<void> {
    if (this.finished) return;
    this.finished = true;
    await this.file.close().catch(() => undefined);
    await rm(this.fresh, { force: true });
  }
}
