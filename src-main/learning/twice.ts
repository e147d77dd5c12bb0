/** The same numbers in an array of twice the length. */
export function twice<T extends Int16Array | Int32Array | Uint8Array | Uint16Array | Float32Array>(
  array: T,
): T {
  const longer = new (array.constructor as new (length: number) => T)(2 * array.length);
  longer.set(array);
  return longer;
}
