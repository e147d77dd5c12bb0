/** Distinguished encoding rules, as much as a certificate needs (ITU-T X.690). */

export function der(tag: number, ...parts: Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const head =
    length < 128
      ? [tag, length]
      : length < 256
        ? [tag, 0x81, length]
        : [tag, 0x82, length >>> 8, length & 255];
  return concat(Uint8Array.from(head), ...parts);
}

export const sequence = (...parts: Uint8Array[]): Uint8Array => der(0x30, ...parts);

export function integer(bytes: Uint8Array): Uint8Array {
  const positive = (bytes[0] as number) < 128 ? bytes : concat(Uint8Array.of(0), bytes);
  return der(2, positive);
}

/** An object identifier given by its content in hexadecimal. */
export const identifier = (hex: string): Uint8Array => der(6, Buffer.from(hex, 'hex'));

export function bitString(bytes: Uint8Array): Uint8Array {
  return der(3, Uint8Array.of(0), bytes);
}

export const utf8 = (text: string): Uint8Array => der(0x0c, ascii(text));

export const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

export function concat(...parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
