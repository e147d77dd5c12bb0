/** Where a name stands beside its mark: the middle of its line, and which end of it is at `x`. */
export interface NamePlace {
  x: number;
  y: number;
  anchor: 'start' | 'end';
}
export interface NamedMark {
  x: number;
  y: number;
  /** Pixels that the name takes. */
  width: number;
}
interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const LINE = 15;
const GAP = 10;

/**
 * A place for each name where it covers no mark and no other name, within `width`: right of its mark, left of
 * it, then above and below. The first come first; null: there is no room, the mark goes without.
 */
export function namePlaces(marks: readonly NamedMark[], width: number): (NamePlace | null)[] {
  const taken: Box[] = marks.map(({ x, y }) => ({
    left: x - 7,
    right: x + 7,
    top: y - 7,
    bottom: y + 7,
  }));
  return marks.map((mark) => {
    for (const place of candidates(mark)) {
      const box = boxOf(place, mark.width);
      if (box.left < 0 || box.right > width || box.top < 0) continue;
      if (taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      return place;
    }
    return null;
  });
}

function candidates({ x, y }: NamedMark): NamePlace[] {
  const sides = [
    { x: x + GAP, anchor: 'start' },
    { x: x - GAP, anchor: 'end' },
  ] as const;
  return [0, -LINE, LINE].flatMap((by) => sides.map((side) => ({ ...side, y: y + by })));
}

function boxOf({ x, y, anchor }: NamePlace, width: number): Box {
  const left = anchor === 'start' ? x : x - width;
  return { left, right: left + width, top: y - LINE / 2, bottom: y + LINE / 2 };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
