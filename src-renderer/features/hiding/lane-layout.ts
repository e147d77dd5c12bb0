/** Where everything of the lanes lies, in pixels. */
export const laneSizes = {
  title: 30,
  device: 28,
  server: 22,
  wall: 34,
  tunnel: 104,
  axis: 26,
} as const;

export interface LaneLayout {
  /** Top of each lane's title, of its rows, and its end. */
  readonly inside: Band;
  readonly router: Band;
  readonly tunnel: Band;
  /** Tops of the two walls. */
  readonly walls: readonly [number, number];
  readonly axis: number;
  readonly height: number;
}

export interface Band {
  readonly title: number;
  readonly top: number;
  readonly row: number;
  readonly rows: number;
  readonly end: number;
}

function band(title: number, row: number, rows: number): Band {
  const top = title + laneSizes.title;
  return { title, top, row, rows, end: top + row * rows + 6 };
}

export function layoutOf(devices: number, servers: number): LaneLayout {
  const inside = band(0, laneSizes.device, Math.max(1, devices));
  const router = band(inside.end + laneSizes.wall, laneSizes.server, Math.max(1, servers));
  const tunnel = band(router.end + laneSizes.wall, laneSizes.tunnel, 1);
  return {
    inside,
    router,
    tunnel,
    walls: [inside.end, router.end],
    axis: tunnel.end,
    height: tunnel.end + laneSizes.axis,
  };
}

/** The line that the packets of a row stand on, or hang from. */
export function baseOf({ top, row }: Band, index: number): number {
  return Math.round(top + row * (index + 0.5)) + 0.5;
}

const LONGEST = 1600;

/** Height of a packet: the root of its size, so that a small one is seen beside a large one. */
export function heightOf(length: number, most: number): number {
  return Math.max(3, most * Math.sqrt(Math.min(length, LONGEST) / LONGEST));
}
