/**
 * Trains the models that ship, and lists them with their SHA-256 in models.json:
 *     node models/rebuild.mjs --labels FILE --source TEXT [--model forest] CAPTURE...
 * With --model only those, and of the others those that the manifest lists stay.
 * Each is what `homemole train` makes of the captures; build first (`npm run build`).
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const here = import.meta.dirname;
const cli = resolve(here, '../out/main/cli.cjs');

/** The vantages and models that ship, and what `train` is told of each model. */
const vantages = ['napt', 'openvpn-udp-aes-128-cbc-sha1', 'openvpn-udp-aes-256-gcm', 'wireguard'];
const models = { forest: ['--min-leaf', '10'], blstm: [] };
const MOST_BYTES = 25e6;

const { values, positionals } = parseArgs({
  options: {
    labels: { type: 'string' },
    source: { type: 'string' },
    model: { type: 'string', multiple: true },
  },
  allowPositionals: true,
});
const chosen = values.model ?? Object.keys(models);
const isKnown = chosen.every((model) => model in models);
if (!values.labels || !values.source || positionals.length === 0 || !isKnown) {
  console.error(
    'Usage: node models/rebuild.mjs --labels FILE --source TEXT [--model forest|blstm] CAPTURE...',
  );
  process.exit(2);
}

const manifest = join(here, 'models.json');
const before = JSON.parse(readFileSync(manifest, 'utf8')).models;
const entries = before.filter(({ folder }) =>
  Object.keys(models).every((model) => !folder.startsWith(`${model}-`) || !chosen.includes(model)),
);
for (const vantage of vantages) {
  for (const [model, options] of Object.entries(models)) {
    if (!chosen.includes(model)) continue;
    const folder = `${model}-${vantage}`;
    console.log(`== ${folder}`);
    const told = ['--labels', values.labels, '--source', values.source, ...options];
    const made = spawnSync(
      process.execPath,
      [cli, 'train', ...positionals, ...told, '--vantage', vantage, '--model', model].concat(
        ...['--out', join(here, folder)],
      ),
      { stdio: 'inherit' },
    );
    if (made.status !== 0) process.exit(made.status ?? 1);
    const bytes = readFileSync(join(here, folder, 'model.onnx'));
    entries.push({ folder, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
}

const shipped = new Set(entries.map(({ folder }) => folder));
for (const { name } of readdirSync(here, { withFileTypes: true }).filter((at) => at.isDirectory())) {
  // A folder that the manifest does not name would be carried along and never be used.
  if (!shipped.has(name)) rmSync(join(here, name), { recursive: true });
}
entries.sort((one, other) => one.folder.localeCompare(other.folder));
writeFileSync(manifest, `${JSON.stringify({ models: entries }, null, 2)}\n`);
const total = entries
  .flatMap(({ folder }) => readdirSync(join(here, folder)).map((file) => join(here, folder, file)))
  .reduce((sum, file) => sum + statSync(file).size, 0);
console.log(`${entries.length} models, ${(total / 1e6).toFixed(1)} MB`);
if (total > MOST_BYTES) {
  console.error(`More than ${MOST_BYTES / 1e6} MB in all: models must be made smaller.`);
  process.exit(1);
}
