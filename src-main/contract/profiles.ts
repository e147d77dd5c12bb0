import { z } from 'zod';
import { vantageNameSchema } from './vantage';

/** IP protocol numbers of elements; everything else, and whatever is in a tunnel, is `OTHER_PROTOCOL`. */
export const TCP_PROTOCOL = 6;
export const UDP_PROTOCOL = 17;
export const OTHER_PROTOCOL = 0;

export const profileFields = ['length', 'flags', 'window', 'options', 'payload', 'ttl'] as const;
export type ProfileField = (typeof profileFields)[number];

/**
 * The fields of a packet's vector in the order in which an element has them (Ma et al., section III-A, table
 * III). An element has as many of the first as its vantage shows: all of an outbound packet, all but the TTL
 * of an inbound one, since that tells of the way and not of the device, and in a tunnel the length alone.
 */
export const fieldsOfProtocol: Readonly<Record<number, readonly ProfileField[]>> = {
  [TCP_PROTOCOL]: ['length', 'flags', 'window', 'options', 'payload', 'ttl'],
  [UDP_PROTOCOL]: ['length', 'payload', 'ttl'],
  [OTHER_PROTOCOL]: ['length', 'ttl'],
};

/**
 * One packet of a profile. Values of fields: `length` is that of the frame in bytes; `options` the kinds of
 * TCP options as `optionsCode` has them.
 */
export const profileElementSchema = z.object({
  protocol: z.union([z.literal(TCP_PROTOCOL), z.literal(UDP_PROTOCOL), z.literal(OTHER_PROTOCOL)]),
  /** 0 inbound, 1 outbound. */
  direction: z.union([z.literal(0), z.literal(1)]),
  /** Null is *any*. */
  fields: z.array(z.number().int().nonnegative().nullable()).min(1).max(profileFields.length),
});
export type ProfileElement = z.infer<typeof profileElementSchema>;

/** More packets than this a profile never has. */
export const MOST_ELEMENTS = 16;

/** A sequence of packets that is typical of a device: Ma et al., section III-A. */
export const profileSchema = z.object({
  elements: z.array(profileElementSchema).min(1).max(MOST_ELEMENTS),
  /** How often it came in the traffic that it was learned from. */
  count: z.number().int().nonnegative(),
  /** Share of the device's packets that are part of a match of it. */
  explained: z.number().min(0).max(1),
  /** V(S) of the paper's equations (6) and (7). */
  importance: z.number().nonnegative(),
  /** Longest of its matches in the traffic that it was learned from; a match never takes longer. */
  secondsLong: z.number().nonnegative(),
});
export type Profile = z.infer<typeof profileSchema>;

const share = z.number().min(0).max(1);

/** What was learned of a device. */
export const deviceProfilesSchema = z.object({
  device: z.string(),
  /** What people know it by. */
  name: z.string(),
  type: z.string(),
  /** Its packets that were learned from. */
  packets: z.number().int(),
  profiles: z.array(profileSchema),
  /** Share of these packets that the first 1, 2, ... profiles explain together (figure 13). */
  coverage: z.array(share),
  /**
   * Share of its packets in the later half of the time that profiles explain which were learned from the
   * first so many minutes after its first packet (figure 13); empty where it says nothing in either.
   */
  byMinutes: z.array(z.object({ minutes: z.number(), coverage: share })),
});
export type DeviceProfiles = z.infer<typeof deviceProfilesSchema>;

/** What `homemole profiles` tells. */
export const profilesResultSchema = z.object({
  vantage: vantageNameSchema,
  simulated: z.boolean(),
  /** From the first packet of the view to the last. */
  seconds: z.number(),
  /** Those that say most first. */
  devices: z.array(deviceProfilesSchema),
});
export type ProfilesResult = z.infer<typeof profilesResultSchema>;

const KINDS_KEPT = 10;
const MOST_KIND = 31;

/**
 * A list of TCP option kinds as a number: its first ten kinds as digits to the base of 32, those from 31 on
 * as 31.
 * @param list As in `PacketTable.optionLists`.
 */
export function optionsCode(list: string): number {
  if (list === '') return 0;
  return list
    .split(',')
    .slice(0, KINDS_KEPT)
    .reduce((code, kind) => code * (MOST_KIND + 1) + Math.min(MOST_KIND, Number(kind)), 0);
}

/** The option kinds of a code. Kind 0, the end of the list, is lost where the list begins with it. */
export function optionKindsOf(code: number): number[] {
  const kinds: number[] = [];
  for (let rest = code; rest > 0; rest = Math.floor(rest / (MOST_KIND + 1))) {
    kinds.unshift(rest % (MOST_KIND + 1));
  }
  return kinds;
}
