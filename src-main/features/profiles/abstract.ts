import {
  optionsCode,
  type Profile,
  type ProfileElement,
  profileFields,
} from '../../contract/profiles';
import { ofShape, type PacketVectors } from './packet-vectors';

const OPTIONS = profileFields.indexOf('options');

/**
 * The elements that pairs of packets have in common (Ma et al., equation (5)): a field keeps its value where
 * both have the same, else it is *any*.
 * @param pairs As `commonSubsequence` gives them.
 */
export function abstract(vectors: PacketVectors, pairs: Int32Array): ProfileElement[] {
  const elements: ProfileElement[] = [];
  for (let at = 0; at < pairs.length; at += 2) {
    const one = pairs[at] as number;
    const other = pairs[at + 1] as number;
    const shape = vectors.shape[one] as number;
    const own = vectors.fields[shape] as readonly number[];
    const fields = own.map((field) => {
      const column = vectors.columns[field] as Uint32Array;
      const value = column[one] as number;
      if (value !== column[other]) return null;
      return field === OPTIONS ? optionsCode(vectors.optionLists[value] as string) : value;
    });
    elements.push({ ...ofShape(shape), fields });
  }
  return elements;
}

/** What a field adds to a profile's importance: 1 unless it is *any*, or, as printed, 1 if it is. */
export type ImportanceReading = 'any-free' | 'literal';

/**
 * How often the profile came times the number of its fields that are not *any* (Ma et al., equations (6) and
 * (7)). Equation (7) as printed says 1 where a field is *any*, and the text says so, too; then a heartbeat
 * whose packets never change is worth nothing, so the reading is the other one unless `literal` is asked for.
 */
export function importanceOf(
  elements: readonly ProfileElement[],
  count: number,
  reading: ImportanceReading,
): number {
  const counted = elements.flatMap(({ fields }) =>
    fields.filter((value) => (value === null) === (reading === 'literal')),
  );
  return count * counted.length;
}

/** Share of a profile's fields that are not *any*. */
export function concreteShare({ elements }: Pick<Profile, 'elements'>): number {
  const all = elements.flatMap(({ fields }) => fields);
  return all.filter((value) => value !== null).length / all.length;
}
