/** `02:00:5e:10:00:01` of the six bytes at `at`. */
export function macText(bytes: Uint8Array, at: number): string {
  const parts: string[] = [];
  for (let i = 0; i < 6; i += 1) parts.push(bytes[at + i]!.toString(16).padStart(2, '0'));
  return parts.join(':');
}

/** Dotted text of the four bytes at `at`. */
export function ipv4Text(bytes: Uint8Array, at: number): string {
  return `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`;
}

/**
 * Text of the sixteen bytes at `at`, in the canonical form of RFC 5952: lower case, no leading
 * zeros, the first longest run of two or more zero groups as `::`, IPv4-mapped ones mixed.
 */
export function ipv6Text(bytes: Uint8Array, at: number): string {
  const groups: number[] = [];
  for (let i = 0; i < 16; i += 2) groups.push((bytes[at + i]! << 8) | bytes[at + i + 1]!);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return `::ffff:${ipv4Text(bytes, at + 12)}`;
  }
  let best = 0;
  let bestLength = 0;
  for (let i = 0; i < 8; i += 1) {
    let length = 0;
    while (groups[i + length] === 0) length += 1;
    if (length > bestLength) [best, bestLength] = [i, length];
  }
  const text = (from: number, to: number): string =>
    groups
      .slice(from, to)
      .map((group) => group.toString(16))
      .join(':');
  if (bestLength < 2) return text(0, 8);
  return `${text(0, best)}::${text(best + bestLength, 8)}`;
}
