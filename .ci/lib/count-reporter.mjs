import { writeFileSync } from 'node:fs';

/**
 * A vitest reporter: how many tests passed and failed, and which were skipped with what reason, as
 * JSON in the file that HOMEMOLE_COUNTS names. (Vitest's own JSON knows no reasons.) A reason that a
 * test has in its name is not said twice: then it gives none of its own.
 */
export default class CountReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} unhandled errors outside of any test
   */
  onTestRunEnd(modules, unhandled) {
    let passed = 0;
    let failed = unhandled.length;
    const skipped = [];
    for (const module of modules) {
      // A file that could not even be loaded, or a failing hook.
      failed += module.errors().length;
      for (const suite of module.children.allSuites()) failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') passed++;
        else if (result.state === 'failed') failed++;
        else {
          const why = (result.state === 'skipped' && result.note) || null;
          skipped.push({ name: `${module.relativeModuleId}: ${test.fullName}`, why });
        }
      }
    }
    const file = process.env.HOMEMOLE_COUNTS;
    if (file) writeFileSync(file, JSON.stringify({ passed, failed, skipped }));
  }
}
