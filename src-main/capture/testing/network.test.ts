import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { missingProgram } from './network';

const NONE = 'a-program-that-nobody-has';

describe('a program that a test needs and that is not there', () => {
  beforeEach(() => {
    vi.spyOn(process, 'getuid').mockReturnValue(0);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  it('is an obstacle on the computer of a person', () => {
    vi.stubEnv('CI', '');
    expect(missingProgram(process.execPath, NONE, `/${NONE}`)).toBe(`needs ${NONE}, /${NONE}`);
    expect(missingProgram(process.execPath)).toBe('');
  });

  it('is a failure in CI, where all can be installed', () => {
    vi.stubEnv('CI', 'true');
    expect(() => missingProgram(NONE)).toThrow(NONE);
    expect(missingProgram(process.execPath)).toBe('');
    vi.mocked(process.getuid!).mockReturnValue(1000);
    expect(missingProgram(NONE)).toBe(`needs ${NONE}`);
  });
});
