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
  return cleanString(utf8.decode(bytes.subarray(from, Math.min(to, from + MOST_BYTES))));
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
