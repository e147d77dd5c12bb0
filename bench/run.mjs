/** Runs the sections named on the command line, or all: see README.md. */
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const known = [
  'reading',
  'viewing',
  'shaping',
  'laboratory',
  'export',
  'forest',
  'inference',
  'training',
  'live',
  'profiles',
];
/** Only run when named: they take an hour or more. */
const long = ['replay'];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => ![...known, ...long].includes(name));
if (unknown.length > 0) {
  console.error(
    `There is no section ${unknown.join(', ')}. Sections: ${[...known, ...long].join(', ')}.`,
  );
  process.exit(2);
}

const print = (line = '') => console.log(line);
print(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown CPU'}`);
for (const name of [...known, ...long.filter((name) => asked.includes(name))]) {
  const file = resolve(import.meta.dirname, `${name}.mjs`);
  if (asked.length > 0 ? !asked.includes(name) : !existsSync(file)) continue;
  print(`\n${name}`);
  const { run } = await import(pathToFileURL(file).href);
  await run({ print });
}
