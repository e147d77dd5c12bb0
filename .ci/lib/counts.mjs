import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {{ name: string, why: string | null }[]} skipped
 */

/**
 * What a test runner has counted. A runner that fails without a failing test (it crashed, or wrote
 * nothing) counts as one failure, so that no failure is ever lost.
 *
 * @param {number} exitCode
 * @param {() => Counts} read
 * @returns {Counts}
 */
export function countsOf(exitCode, read) {
  /** @type {Counts} */
  let counts = { passed: 0, failed: 0, skipped: [] };
  try {
    counts = read();
  } catch {
    return { ...counts, failed: 1 };
  }
  if (exitCode !== 0 && counts.failed === 0) counts.failed = 1;
  if (counts.passed + counts.failed + counts.skipped.length === 0) counts.failed = 1;
  return counts;
}

/**
 * What `count-reporter.mjs` wrote.
 *
 * @param {string} file
 * @returns {Counts}
 */
export function readVitest(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * What Playwright's JSON reporter wrote.
 *
 * @param {string} file
 * @returns {Counts}
 */
export function readPlaywright(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  /** @type {Counts} */
  const counts = { passed: 0, failed: report.errors.length, skipped: [] };
  for (const suite of report.suites) countSuite(suite, counts);
  return counts;
}

/**
 * @param {any} suite
 * @param {Counts} counts
 */
function countSuite(suite, counts) {
  for (const inner of suite.suites ?? []) countSuite(inner, counts);
  for (const spec of suite.specs ?? []) {
    for (const test of spec.tests) {
      if (test.status === 'expected') counts.passed++;
      else if (test.status === 'skipped') {
        const note = test.annotations.find((/** @type {any} */ { type }) => type === 'skip');
        counts.skipped.push({
          name: `${spec.file}: ${spec.title}`,
          why: note?.description ?? null,
        });
      } else counts.failed++;
    }
  }
}
