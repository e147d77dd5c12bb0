/** Longest text of a hint, in UTF-16 units. */
const LONGEST = 255;
/** More bytes than this cannot be needed for it: four a character at most. */
const MOST_BYTES = 4 * LONGEST;

const utf8 = new TextDecoder('utf-8', { ignoreBOM: false });

/**
 * Words from a packet made fit to be shown: UTF-8 with what is no UTF-8 left out, no control,
 * direction or other invisible characters (Unicode category C), white space as single spaces, at
 * most 255 characters. Empty when nothing is left.
 */
export function cleanText(bytes: Uint8Array, from: number, to: number): string {
  const plain = plainText(bytes, from, to);
  if (plain !== null) return plain;
  return cleanString(utf8.decode(bytes.subarray(from, Math.min(to, from + MOST_BYTES))));
}

/** Short text of visible ASCII characters, as nearly all names are: it is clean. Null for any other. */
function plainText(bytes: Uint8Array, from: number, to: number): string | null {
  if (to - from > LONGEST || to > bytes.length) return null;
  let text = '';
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] as number;
    if (byte < 0x21 || byte > 0x7e) return null;
    text += String.fromCharCode(byte);
  }
  return text;
}

/** The same for text that is decoded already. */
export function cleanString(text: string): string {
  const clean = text
    .slice(0, MOST_BYTES)
    .replace(/\s+/gu, ' ')
    .replace(/[\p{C}\ufffd]/gu, '')
    .trim();
  if (clean.length <= LONGEST) return clean;
  // A pair of surrogates is not cut in half.
  const end = /[\ud800-\udbff]/.test(clean[LONGEST - 1] as string) ? LONGEST - 1 : LONGEST;
  return clean.slice(0, end).trimEnd();
}
