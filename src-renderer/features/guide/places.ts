/** Where one can stand, best first; the numbers of the picture. */
export const guidePlaces = ['router', 'accessPoint', 'mirror', 'hotspot'] as const;
export type GuidePlace = (typeof guidePlaces)[number];
