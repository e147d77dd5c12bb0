// `npm test`: sets up what it needs, runs every check and every test, and ends with one line
// `N passed, N failed[, N skipped]`. A check (types, lint, arrows, build) counts as one.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { hasCap, hasPcapHeaders, readyCap } from './lib/cap.mjs';
import { countsOf, readPlaywright, readVitest } from './lib/counts.mjs';
import { hasDependencies, root, run, runAside, tool } from './lib/project.mjs';
import { hasCommand, hasDisplay, installPackages } from './lib/system.mjs';

/** @type {{ step: string, seconds: number, passed: number, failed: number, skipped: { name: string, why: string | null }[] }[]} */
const results = [];
const resultsFolder = join(root, 'test-results');

/** @param {string} line */
const log = (line) => void process.stdout.write(`${line}\n`);

/**
 * Runs a step and keeps what it counted.
 *
 * @param {string} step
 * @param {() => import('./lib/counts.mjs').Counts} count
 */
function step(step, count) {
  log(`\n== ${step}`);
  const start = Date.now();
  const counts = count();
  results.push({ step, seconds: (Date.now() - start) / 1000, ...counts });
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {import('./lib/counts.mjs').Counts}
 */
function check(command, args) {
  const failed = run(command, args) === 0 ? 0 : 1;
  return { passed: 1 - failed, failed, skipped: [] };
}

/**
 * Runs checks beside each other; what each says is printed when it has ended.
 *
 * @param {Record<string, [command: string, args: string[]]>} checks by step
 */
async function stepsAtOnce(checks) {
  const run = async (/** @type {string} */ step) => {
    const [command, args] = checks[step] ?? ['', []];
    const start = Date.now();
    const { code, output } = await runAside(command, args);
    log(`\n== ${step}\n${output.trimEnd()}`);
    const failed = code === 0 ? 0 : 1;
    const seconds = (Date.now() - start) / 1000;
    results.push({ step, seconds, passed: 1 - failed, failed, skipped: [] });
  };
  await Promise.all(Object.keys(checks).map(run));
}

/**
 * What the tests need of the system: commands, and the packages that bring them.
 *
 * @returns {string | null} why the end-to-end tests cannot run
 */
function prepareSystem() {
  if (process.platform !== 'linux') return null;
  const wanted = {
    'xvfb-run': ['xvfb', 'xauth'],
    xauth: ['xauth'],
    chromium: ['chromium', 'chromium-headless-shell'],
    tshark: ['tshark'],
    tcpdump: ['tcpdump'],
    // Live capture: what records, what the tests log in to, and what they build networks with.
    dumpcap: ['wireshark-common'],
    ssh: ['openssh-client'],
    sshd: ['openssh-server'],
    ip: ['iproute2'],
    setcap: ['libcap2-bin'],
    tcpreplay: ['tcpreplay'],
    // Real tunnels. Debian starts no OpenVPN that has no settings in /etc/openvpn.
    openvpn: ['openvpn'],
    nft: ['nftables'],
    openssl: ['openssl'],
    'wireguard-go': ['wireguard-go'],
    wg: ['wireguard-tools'],
  };
  // IPsec: only where it starts no daemon that a person did not ask for.
  const ipsec = [
    'strongswan-swanctl',
    'strongswan-charon',
    'libstrongswan-standard-plugins',
    'libcharon-extra-plugins',
  ];
  // What npm builds cap with, where `npm ci` could not.
  const tools = { make: ['make'], 'g++': ['g++'], python3: ['python3'] };
  if (!hasCap()) Object.assign(wanted, tools);
  const missing = Object.entries(wanted).filter(([command]) => !hasCommand(command));
  // Its ESP in userspace is a plugin, no command.
  const esp = '/usr/lib/ipsec/plugins/libstrongswan-kernel-libipsec.so';
  const hasIpsec = hasCommand('swanctl') && existsSync(esp);
  if (process.env.CI && !hasIpsec) missing.push(['swanctl', ipsec]);
  // Draws without what a browser's own window needs: the window's tests take half as long.
  const shell = 'chromium-headless-shell';
  if (process.env.CI && !hasCommand(shell)) missing.push([shell, [shell]]);
  if (!hasPcapHeaders()) missing.push(['pcap.h', ['libpcap-dev']]);
  if (missing.length === 0) return null;
  const packages = [...new Set(missing.flatMap(([, names]) => names))];
  const command = installPackages(packages, log);
  if (command === null) return null;
  log(`\n!! Some tests need programs that are not here. To have them run:\n!!   ${command}\n`);
  const lacking = ['xvfb-run', 'chromium'].filter((name) => !hasCommand(name));
  const enough = lacking.every((name) => name === 'xvfb-run' && hasDisplay());
  return enough ? null : `${lacking.join(' and ')} missing; run: ${command}`;
}

/** @returns {Promise<string | null>} why the end-to-end tests cannot run */
async function prepareElectron() {
  const { readyElectron } = await import('./lib/launch.mjs');
  try {
    const electron = await readyElectron(log);
    process.env.ELECTRON_OVERRIDE_DIST_PATH = electron.dist;
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function unitTests() {
  const file = join(resultsFolder, 'unit.json');
  const code = run(
    tool('vitest'),
    ['run', '--reporter=default', '--reporter=./.ci/lib/count-reporter.mjs'],
    { env: { HOMEMOLE_COUNTS: file } },
  );
  return countsOf(code, () => readVitest(file));
}

/**
 * The tests of one of Playwright's projects.
 *
 * @param {'renderer' | 'electron'} project
 * @param {string | null} obstacle
 */
function endToEndTests(project, obstacle) {
  if (obstacle !== null) {
    log(`!! not run: ${obstacle}`);
    // On a person's machine a gap that is said loudly; in CI nothing may go untested.
    if (process.env.CI) return { passed: 0, failed: 1, skipped: [] };
    const name = `all end-to-end tests (${project})`;
    return { passed: 0, failed: 0, skipped: [{ name, why: obstacle }] };
  }
  const file = join(resultsFolder, `e2e-${project}.json`);
  const playwright = [
    ...[tool('playwright'), 'test', '--config', 'e2e/playwright.config.ts'],
    ...['--project', project],
  ];
  const [command = '', ...args] = hasDisplay() ? playwright : ['xvfb-run', '-a', ...playwright];
  const code = run(command, args, { env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file } });
  return countsOf(code, () => readPlaywright(file));
}

function summary() {
  log('\n== summary');
  for (const { step, seconds, passed, failed, skipped } of results) {
    const mark = failed > 0 ? 'FAILED' : 'ok';
    const counts = `${passed} passed, ${failed} failed, ${skipped.length} skipped`;
    log(`${mark.padEnd(7)}${step.padEnd(18)}${counts.padEnd(36)}${seconds.toFixed(1)} s`);
  }
  const skipped = results.flatMap((result) => result.skipped);
  if (skipped.length > 0) log('\nskipped:');
  for (const { name, why } of skipped) log(`  ${name}${why === null ? '' : ` (${why})`}`);
  const sum = (/** @type {'passed' | 'failed'} */ key) =>
    results.reduce((total, result) => total + result[key], 0);
  const tail = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
  log(`\n${sum('passed')} passed, ${sum('failed')} failed${tail}`);
  return sum('failed') === 0 ? 0 : 1;
}

if (!hasDependencies() && run('npm', ['ci', '--no-audit', '--no-fund']) !== 0) process.exit(1);
if (!existsSync(resultsFolder)) mkdirSync(resultsFolder);
const systemObstacle = prepareSystem();
if (!readyCap()) log('!! the package cap cannot be built here: its tests are skipped');
const obstacle = systemObstacle ?? (await prepareElectron());

// Each of them takes one core.
await stepsAtOnce({
  types: ['npm', ['run', '--silent', 'typecheck']],
  lint: ['npm', ['run', '--silent', 'lint']],
});
step('arrows', () => check('npm', ['run', '--silent', 'arrows']));
step('build', () => check(tool('electron-vite'), ['build']));
step('unit and CLI', unitTests);
step('the window', () => endToEndTests('renderer', obstacle));
step('the program', () => endToEndTests('electron', obstacle));
process.exitCode = summary();
