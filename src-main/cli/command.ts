import { parseArgs } from 'node:util';
import { HomeMoleError } from '../contract/errors';
import type { CapturePlace, Hooks, LibraryPlace, Place } from '../engine';

/** One option of a command: as `parseArgs` takes it, with its words for the help. */
export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly short?: string;
  /** What stands for the value in the help, e.g. `FILE`. */
  readonly value?: string;
  readonly help: string;
}

/** The options of one call, by name. */
export type OptionValues = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** What a command may use of its surroundings. */
export interface Surroundings extends Hooks {
  readonly place: Place;
  /** Models that ship, and the user's own. */
  readonly models: LibraryPlace;
  /** The process that records. */
  readonly capture: CapturePlace;
  /** Writes to standard output, waiting while it is full. */
  write(text: string): Promise<void>;
  /** A line that the next one takes the place of, on a terminal; nothing elsewhere. */
  line(text: string): void;
  /** One line to people on standard error. */
  note(text: string): void;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Positional arguments, e.g. `CAPTURE...`. */
  readonly usage: string;
  /** Paragraphs that explain what it does and when to use it. */
  readonly about: string;
  readonly options: Record<string, OptionSpec>;
  readonly examples: readonly string[];
  run(call: Call, surroundings: Surroundings): Promise<void>;
}

/** Arguments of one call, with checks that end in a usage problem. */
export class Call {
  constructor(
    readonly positionals: readonly string[],
    private readonly values: OptionValues,
  ) {}

  /** The same options with other arguments. */
  withPositionals(positionals: readonly string[]): Call {
    return new Call(positionals, this.values);
  }

  flag(name: string): boolean {
    return this.values[name] === true;
  }

  text(name: string): string | null {
    const value = this.values[name];
    return typeof value === 'string' ? value : null;
  }

  texts(name: string): string[] {
    const value = this.values[name];
    return Array.isArray(value) ? value.map(String) : [];
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === null || value === '') throw usage(`--${name} is missing.`);
    return value;
  }

  /** The file that an option names, or null. */
  file(name: string): string | null {
    const value = this.text(name);
    if (value === '' || value === '-') throw usage(`--${name} needs the name of a file.`);
    return value;
  }

  /** A number within bounds, or the default. */
  number(name: string, fallback: number, low: number, high: number, whole = true): number {
    const text = this.text(name);
    if (text === null) return fallback;
    const value = Number(text);
    if (text.trim() === '' || !(value >= low && value <= high) || (whole && value % 1 !== 0)) {
      throw usage(
        `--${name} ${text}: give a ${whole ? 'whole ' : ''}number from ${low} to ${high}.`,
      );
    }
    return value;
  }

  /** At least one capture. */
  captures(): string[] {
    if (this.positionals.length === 0) {
      throw usage('Name at least one capture file (or - for standard input).');
    }
    if (this.positionals.filter((path) => path === '-').length > 1) {
      throw usage('Standard input (-) can be read only once.');
    }
    return [...this.positionals];
  }

  nothingElse(): void {
    if (this.positionals.length > 0) throw usage(`Unexpected: ${this.positionals.join(' ')}.`);
  }
}

/** A mistake in the call. */
export function usage(detail: string): HomeMoleError {
  return new HomeMoleError('usage', { detail });
}

/** Parses a command's arguments. @throws HomeMoleError `usage`. */
export function parseCall(command: Command, args: string[]): Call {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { type, multiple, short }]) => [
      name,
      { type, ...(multiple ? { multiple } : {}), ...(short ? { short } : {}) },
    ]),
  );
  try {
    const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
    return new Call(positionals, values as OptionValues);
  } catch (error) {
    const { message: said } = error as Error;
    const [, option] = /^Option '(.+)' argument is ambiguous/.exec(said) ?? [];
    if (option !== undefined) {
      const spec = Object.entries(command.options).find(([, { short }]) => option === `-${short}`);
      const long = spec ? `--${spec[0]}` : option.replace(/^.*--/, '--');
      throw usage(
        `The value of ${long} is missing; one that begins with - is written ${long}=VALUE.`,
      );
    }
    // Node explains on further lines how to write odd values; the first sentence names the mistake.
    const [first = ''] = said.split(/\.\s|\n/);
    const message = first.replace(/\.?$/, '.');
    throw usage(message);
  }
}
