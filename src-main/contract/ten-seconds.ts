import { z } from 'zod';
import { hidingSchema, lengthFiguresSchema } from './hiding';
import { deviceKinds } from './home';
import { type VantageName, vantageNameSchema } from './vantage';

/** The same seconds of a capture seen from inside, from behind NAPT and from outside a tunnel. */

/** The most packets listed of each side; there may be more in the span, which is said. */
export const MOST_LISTED = 3000;
/** The most steps that the activity of the whole capture is told in. */
export const MOST_STEPS = 480;
const MOST_NAMES = 2 * MOST_LISTED;
export const LONGEST_SPAN = 10;

/** Ways of an inside packet: to the home, from it, or within the LAN. */
export const WITHIN = 2;

/** Whether the packets listed outside are the records of a TCP stream, which its segments carry. */
export function isRecords(vantage: VantageName): boolean {
  return vantage.startsWith('openvpn-tcp-');
}

const column = z.array(z.number()).max(MOST_LISTED);
/** Outside, a packet may leave in several. */
const outerColumn = z.array(z.number()).max(4 * MOST_LISTED);
const index = z.number().int();

/** Where in the capture it is worth looking. */
export const momentSchema = z.object({
  reason: z.enum(['interaction', 'many-devices', 'busiest', 'handshake']),
  /** Start of the seconds, since the epoch. */
  from: z.number(),
  /** Of an interaction: who, and what was done. */
  device: z.string().nullable(),
  interaction: z.string().nullable(),
});
export type Moment = z.infer<typeof momentSchema>;

/** Packets inside, a column each; all times are seconds from the start of the span. */
export const insidePacketsSchema = z.object({
  time: column,
  /** Index into `devices`; -1 where no device of the home is known to have sent or got it. */
  device: column,
  /** Index into `peers`: the server, or in the LAN whom it is for. */
  peer: column,
  /** The server's port; in the LAN that of the receiver; 0: none. */
  port: column,
  /** Ethernet header and IP packet, in bytes. */
  length: column,
  /** INBOUND, OUTBOUND or WITHIN. */
  way: column,
  /** The seven protocol bits. */
  protocols: column,
  /** TCP flags; 0 without TCP. */
  flags: column,
});
export type InsidePackets = z.infer<typeof insidePacketsSchema>;

/** Packets outside. `carries` is a place in the inside columns, or -1: the router's or the tunnel's own. */
export const outsidePacketsSchema = z.object({
  time: outerColumn,
  length: outerColumn,
  way: outerColumn,
  carries: outerColumn,
  /** Index into `outerKinds`. */
  kind: outerColumn,
});
export type OutsidePackets = z.infer<typeof outsidePacketsSchema>;

export const tenSecondsSchema = z.object({
  simulated: z.boolean(),
  /** Of the capture, in seconds since the epoch. */
  start: z.number(),
  end: z.number(),
  /** Packets a step from `start` on: those that cross the gateway, and those of the LAN. */
  activity: z.object({
    stepSeconds: z.number().positive(),
    crossing: z.array(index).max(MOST_STEPS),
    lan: z.array(index).max(MOST_STEPS),
  }),
  moments: z.array(momentSchema).max(16),
  vantage: vantageNameSchema,
  hiding: hidingSchema,
  /** What NAPT and each tunnel would leave of this home's packet lengths. */
  everywhere: z.array(lengthFiguresSchema).max(16),
  span: z.object({ from: z.number(), seconds: z.number() }),
  devices: z.array(z.object({ name: z.string(), kind: z.enum(deviceKinds) })).max(MOST_NAMES),
  peers: z.array(z.string()).max(MOST_NAMES),
  inside: insidePacketsSchema,
  router: outsidePacketsSchema,
  /** Of a tunnel over TCP its records, with its acknowledgements. */
  tunnel: outsidePacketsSchema,
  /** Packets of the span on each side, listed or not. */
  packets: z.object({ inside: index, router: index, tunnel: index }),
});
export type TenSeconds = z.infer<typeof tenSecondsSchema>;
