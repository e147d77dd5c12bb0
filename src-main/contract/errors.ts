import { z } from 'zod';

/** Every problem HomeMole can name. Sentences for people are in `messages.ts`, by code. */
export const errorCodes = [
  'unexpected',
  'usage',
  'file-not-found',
  'file-unreadable',
  'capture-empty',
  'capture-unknown-format',
  'capture-malformed',
  'capture-unsupported-link',
  'no-packets',
  'no-internet-packets',
  'no-devices',
  'too-few-packets',
  'nothing-to-judge',
  'one-class-only',
  'labels-malformed',
  'labels-unknown-macs',
  'events-malformed',
  'events-none',
  'model-missing',
  'model-malformed',
  'model-changed',
  'model-wrong-vantage',
  'model-name-taken',
  'device-unknown',
  'vantage-unknown',
  'scenario-unknown',
  'shaping-malformed',
  'shaping-impossible',
  'shaping-too-large',
  'output-exists',
  'output-unwritable',
  'cancelled',
  'engine-gone',
  'known-devices-malformed',
  'filter-invalid',
  'interface-unknown',
  'interface-gone',
  'capture-permission',
  'capture-program-missing',
  'capture-library-missing',
  'capture-failed',
  'capture-helper-gone',
  'disk-full',
  'ssh-refused',
  'ssh-host-unknown',
  'nothing-captured',
  'sides-no-tunnel',
  'sides-tunnel-unknown',
  'sides-not-paired',
  'sides-nothing-known',
  'sides-swapped',
  'sides-vantage',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/**
 * An error as a value: what crosses process boundaries and what the CLI prints. A param named
 * `command` is what to type on this very system; the window shows it with a copy button.
 */
export const problemSchema = z.object({
  code: z.enum(errorCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Problem = z.infer<typeof problemSchema>;

/** Thrown inside one process only; `problem` is what leaves it. */
export class HomeMoleError extends Error {
  readonly problem: Problem;

  constructor(code: ErrorCode, params: Problem['params'] = {}) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'HomeMoleError';
    this.problem = { code, params };
  }
}

/** The problem of anything thrown; a foreign error becomes `unexpected` with its message. */
export function problemOf(error: unknown): Problem {
  if (error instanceof HomeMoleError) return error.problem;
  const detail = error instanceof Error ? error.message : String(error);
  return { code: 'unexpected', params: { detail } };
}

/** Exit codes of the command line. */
export const exitCodes = {
  done: 0,
  unexpected: 1,
  usage: 2,
  unreadable: 3,
  nothingToAnalyse: 4,
  interrupted: 130,
} as const;

const exitCodeOf: Partial<Record<ErrorCode, number>> = {
  usage: exitCodes.usage,
  'vantage-unknown': exitCodes.usage,
  'scenario-unknown': exitCodes.usage,
  'shaping-malformed': exitCodes.usage,
  'shaping-impossible': exitCodes.usage,
  'shaping-too-large': exitCodes.usage,
  'output-exists': exitCodes.usage,
  'output-unwritable': exitCodes.usage,
  'model-wrong-vantage': exitCodes.usage,
  'model-name-taken': exitCodes.usage,
  'device-unknown': exitCodes.usage,
  'filter-invalid': exitCodes.usage,
  'interface-unknown': exitCodes.usage,
  'known-devices-malformed': exitCodes.unreadable,
  'interface-gone': exitCodes.unreadable,
  'capture-permission': exitCodes.unreadable,
  'capture-program-missing': exitCodes.unreadable,
  'capture-library-missing': exitCodes.unreadable,
  'capture-failed': exitCodes.unreadable,
  'capture-helper-gone': exitCodes.unreadable,
  'disk-full': exitCodes.unreadable,
  'ssh-refused': exitCodes.unreadable,
  'ssh-host-unknown': exitCodes.unreadable,
  'nothing-captured': exitCodes.nothingToAnalyse,
  'file-not-found': exitCodes.unreadable,
  'file-unreadable': exitCodes.unreadable,
  'capture-empty': exitCodes.unreadable,
  'capture-unknown-format': exitCodes.unreadable,
  'capture-malformed': exitCodes.unreadable,
  'capture-unsupported-link': exitCodes.unreadable,
  'labels-malformed': exitCodes.unreadable,
  'labels-unknown-macs': exitCodes.unreadable,
  'events-malformed': exitCodes.unreadable,
  'events-none': exitCodes.nothingToAnalyse,
  'model-missing': exitCodes.unreadable,
  'model-malformed': exitCodes.unreadable,
  'model-changed': exitCodes.unreadable,
  'no-packets': exitCodes.nothingToAnalyse,
  'no-internet-packets': exitCodes.nothingToAnalyse,
  'no-devices': exitCodes.nothingToAnalyse,
  'too-few-packets': exitCodes.nothingToAnalyse,
  'nothing-to-judge': exitCodes.nothingToAnalyse,
  'one-class-only': exitCodes.nothingToAnalyse,
  'sides-no-tunnel': exitCodes.nothingToAnalyse,
  'sides-not-paired': exitCodes.nothingToAnalyse,
  'sides-nothing-known': exitCodes.nothingToAnalyse,
  'sides-tunnel-unknown': exitCodes.usage,
  'sides-swapped': exitCodes.usage,
  'sides-vantage': exitCodes.usage,
  cancelled: exitCodes.interrupted,
};

/** The exit code of the command line for a problem. */
export function exitCodeFor(code: ErrorCode): number {
  return exitCodeOf[code] ?? exitCodes.unexpected;
}
