import { type OutsideInput, parseVantage, type SideChoice } from '../engine';
import { type Call, type OptionSpec, usage } from './command';

/** Options for captures of both sides of the router. */
export const sides: Record<string, OptionSpec> = {
  lan: {
    type: 'string',
    multiple: true,
    value: 'FILE',
    help: 'Capture from inside the home, of the same time as --wan; may be given several times.',
  },
  wan: {
    type: 'string',
    multiple: true,
    value: 'FILE',
    help: 'Capture from between router and provider; may be given several times.',
  },
  tunnel: {
    type: 'string',
    value: 'ADDRESS',
    help: 'With --wan: which tunnel, by the address (or ADDRESS:PORT) of an end; default the largest.',
  },
};

/** Whether a call names captures of two sides. */
export function isTwoSided(call: Call): boolean {
  return call.texts('lan').length > 0 || call.texts('wan').length > 0;
}

/** What a call says of two sides. @throws HomeMoleError `usage`. */
export function sidesOf(call: Call): {
  captures: string[];
  wan: string[];
  choice: SideChoice;
} {
  const captures = call.texts('lan');
  const wan = call.texts('wan');
  if (captures.length === 0) throw usage('--lan is missing: the capture from inside the home.');
  if (wan.length === 0) throw usage('--wan is missing: the capture from outside the router.');
  call.nothingElse();
  const vantage = call.text('vantage');
  return {
    captures,
    wan,
    choice: {
      vantage: vantage === null ? null : parseVantage(vantage),
      tunnel: call.text('tunnel'),
    },
  };
}

/** The captures of a call and, where it names both sides, those outside. */
export function viewInputOf(call: Call): { captures: string[]; outside: OutsideInput | null } {
  if (!isTwoSided(call)) return { captures: call.captures(), outside: null };
  const { captures, wan, choice } = sidesOf(call);
  return { captures, outside: { wan, tunnel: choice.tunnel } };
}
