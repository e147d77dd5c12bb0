import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from './network';

/**
 * A script that runs Node where files are hidden from it and from all it starts, by empty ones in
 * their place, for `CapturePlace.runtime`; this computer stays as it is.
 */
export function runtimeWithout(folder: string, files: readonly string[]): string {
  const runtime = join(folder, 'node-without');
  const hide = files.map((file) => `mount --bind /dev/null '${file}' && `).join('');
  const script = `${hide}exec "$0" "$@"`;
  writeFileSync(
    runtime,
    `#!/bin/sh\nexec unshare -m sh -c "${script.replace(/["$]/g, '\\$&')}" ${process.execPath} "$@"\n`,
    {
      mode: 0o755,
    },
  );
  return runtime;
}

/** The files of a shared library that a program is linked with, e.g. `libpcap`. */
export function librariesOf(program: string, name: string): string[] {
  const found = must('ldd', program).matchAll(/=> (\/\S+)/g);
  return [...found].map((match) => match[1] ?? '').filter((path) => path.includes(`/${name}.`));
}
