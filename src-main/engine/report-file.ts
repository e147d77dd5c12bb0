import type { AuditResult } from '../contract/results';
import { checkFile, writeWholeFile } from '../files';
import { renderReport } from '../report';

/**
 * Makes sure that a report can be written there; to be asked before the audit.
 * @throws HomeMoleError `output-unwritable`, `output-exists`.
 */
export function checkReportFile(path: string): Promise<void> {
  return checkFile(path);
}

/**
 * Writes an audit's HTML report; it appears whole or not at all.
 * @throws HomeMoleError `output-unwritable`, `output-exists`.
 */
export function writeReportFile(result: AuditResult, path: string): Promise<void> {
  return writeWholeFile(path, renderReport(result));
}
