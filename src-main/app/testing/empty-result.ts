import type { AuditResult } from '../../contract/results';

/** A whole result of a home in which nothing was found. */
export function emptyResult(): AuditResult {
  return {
    format: 'homemole-audit',
    version: 1,
    source: {
      simulated: false,
      files: [],
      startTime: 0,
      durationSeconds: 0,
      packets: 0,
      bytes: 0,
      internetPackets: 0,
    },
    home: { gateway: null, devices: [] },
    vantages: [],
    shaping: [],
    method: {
      split: 'none',
      seed: 0,
      trainSeconds: 0,
      gapSeconds: 0,
      testSeconds: 0,
      trainStart: 0,
      testStart: 0,
      window: 100,
    },
    limits: [],
  };
}
