// `npm start`: from a bare checkout to the running program. Installs and builds what is missing; on
// a machine without a screen it runs the audit of the sample home on the command line instead.
import { prepareCapture } from './lib/capture.mjs';
import { hasDependencies, isBuilt, root, run, tool } from './lib/project.mjs';
import { hasCommand, hasDisplay } from './lib/system.mjs';

const SMOKE_MS = 60_000;
const smoke = process.argv.includes('--smoke');
const passed = process.argv.slice(2).filter((word) => word !== '--smoke');

/** @param {string} line */
const log = (line) => void process.stderr.write(`homemole: ${line}\n`);

process.exitCode = await main();

/** @returns {Promise<number>} */
async function main() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    log(`Node ${process.versions.node} is too old: HomeMole needs 20.19 or later`);
    return 1;
  }
  if (!hasDependencies()) {
    log('installing dependencies (npm ci) ...');
    if (run('npm', ['ci', '--no-audit', '--no-fund']) !== 0) return 1;
  }
  const first = !isBuilt();
  if (first) {
    log('building ...');
    if (run(tool('electron-vite'), ['build'], { quiet: true }) !== 0) return 1;
  }
  if (!smoke) prepareCapture(log, { install: first });
  if (hasDisplay()) return inElectron(smoke ? smokeTest : showWindow);
  if (!smoke) return auditOnTheCommandLine();
  if (!hasCommand('xvfb-run')) {
    log('no screen and no xvfb-run: nothing can be shown here');
    return 1;
  }
  return run('xvfb-run', ['-a', process.execPath, import.meta.filename, '--smoke']);
}

function auditOnTheCommandLine() {
  log('no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set): no window.');
  log('auditing the sample home on the command line; see `npm run homemole -- --help` for more.');
  const report = 'homemole-sample-report.html';
  return run(process.execPath, ['out/main/cli.cjs', 'audit', '--sample', '--report', report]);
}

/**
 * @param {(electron: Runtime, launch: Launch['launch']) => Promise<number>} then
 * @typedef {import('../e2e/runtime/electron.mjs').ElectronRuntime} Runtime
 * @typedef {typeof import('./lib/launch.mjs')} Launch
 */
async function inElectron(then) {
  try {
    // Only now: the module's imports need the dependencies that main() has just seen to.
    const { launch, readyElectron } = await import('./lib/launch.mjs');
    return await then(await readyElectron(log), launch);
  } catch (error) {
    log(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

/**
 * @param {Runtime} electron
 * @param {Launch['launch']} launch
 * @returns {Promise<number>}
 */
async function showWindow(electron, launch) {
  const child = launch(electron, passed, { log });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}

/**
 * Starts, waits until the window is seen, and ends. For tests of this script.
 *
 * @param {Runtime} electron
 * @param {Launch['launch']} launch
 */
async function smokeTest(electron, launch) {
  const started = Date.now();
  const child = launch(electron, passed, { log, trace: true });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const shown = await new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), SMOKE_MS);
    timer.unref();
    child.stderr?.on('data', (/** @type {Buffer} */ data) => {
      process.stderr.write(data);
      if (data.includes('shown after')) resolve(true);
    });
    void ended.then(() => resolve(false));
  });
  log(
    shown ? `window shown ${Date.now() - started} ms after start (${root})` : 'no window was shown',
  );
  child.kill('SIGTERM');
  await ended;
  return shown ? 0 : 1;
}
