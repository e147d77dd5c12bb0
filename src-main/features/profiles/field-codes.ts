import { optionsCode, type Profile, profileFields } from '../../contract/profiles';
import { type PacketVectors, shapeOf } from './packet-vectors';

const OPTIONS = profileFields.indexOf('options');

/** Small numbers for the values of a field that profiles ask for. */
export interface FieldCodes {
  /** By value in the view's column, 0 where no profile asks for it. */
  readonly table: Uint16Array;
  /** The code of a value that a profile asks for. */
  codeOf(value: number): number;
}

/**
 * Of each field the values that profiles ask for.
 * @throws RangeError where profiles have fields that the view lacks, or the other way round.
 */
export function fieldCodes(
  { fields, optionLists }: PacketVectors,
  profiles: readonly Pick<Profile, 'elements'>[],
): FieldCodes[] {
  const codes = profileFields.map(() => new Map<number, number>());
  for (const element of profiles.flatMap(({ elements }) => elements)) {
    const own = fields[shapeOf(element)] as readonly number[];
    if (own.length !== element.fields.length) {
      throw new RangeError('profiles and view have not the same header fields');
    }
    for (const [at, field] of own.entries()) {
      const known = codes[field] as Map<number, number>;
      const value = element.fields[at] as number | null;
      if (value !== null && !known.has(value)) known.set(value, known.size + 1);
    }
  }
  return codes.map((known, field) => {
    const codeOf = (value: number): number => known.get(value) as number;
    if (field === OPTIONS) {
      const table = Uint16Array.from(optionLists, (list) => known.get(optionsCode(list)) ?? 0);
      return { table, codeOf };
    }
    const table = new Uint16Array(Math.max(0, ...known.keys()) + 1);
    for (const [value, code] of known) table[value] = code;
    return { table, codeOf };
  });
}
