import { z } from 'zod';
import { hintSources } from './hints';
import type { PacketTable } from './packet-table';

export const deviceKinds = ['iot', 'non-iot'] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** The class that holds all phones, laptops and tablets together. */
export const NON_IOT = 'non-iot';

/** One row of a label file (`device,mac,ip,type,category,kind`; device and mac are required). */
export const labelSchema = z.object({
  device: z.string().min(1),
  mac: z.string().regex(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/),
  ip: z.string().optional(),
  type: z.string().min(1),
  category: z.string().optional(),
  kind: z.enum(deviceKinds),
});
export type Label = z.infer<typeof labelSchema>;

/** A user interaction at a time (`time_epoch,device,interaction[,resolution]`). */
export const interactionSchema = z.object({
  time: z.number(),
  device: z.string().min(1),
  interaction: z.string().min(1),
  resolution: z.enum(['packet', 'second', 'minute']),
});
export type Interaction = z.infer<typeof interactionSchema>;

/** A device: one MAC address of the home. */
export const deviceSchema = z.object({
  /**
   * Its name in the label file, else one made of vendor and MAC address alone; unique in the home.
   * Training goes by it, so it is the same in every capture. In the result of an audit it is `name`.
   */
  device: z.string(),
  mac: z.string(),
  vendor: z.string().nullable(),
  /** What people know it by: the user's alias, else the label's name, else what was found out; unique. */
  name: z.string(),
  /** Where the name comes from. */
  nameSource: z.enum([
    'alias',
    'label',
    'dhcp-hostname',
    'mdns',
    'netbios',
    'ssdp',
    'product',
    'vendor',
    'randomised-mac',
    'mac',
    'address',
  ]),
  /** What the device said of itself, or asked for, that hints at what it is; strongest first, at most 24. */
  hints: z.array(z.object({ source: z.enum(hintSources), text: z.string() })),
  /** At most 256, IPv4 before IPv6, link-local last. */
  ips: z.array(z.string()),
  packets: z.number().int(),
  bytes: z.number().int(),
  internetPackets: z.number().int(),
  /** The class a model knows it by: the label's type, else `device`. */
  type: z.string(),
  category: z.string().nullable(),
  kind: z.enum(deviceKinds),
  /** Which rule says that it is IoT or not; `user` is the user's own ruling. */
  kindSource: z.enum([
    'user',
    'label',
    'randomised-mac',
    'hostname',
    'vendor-class',
    'product',
    'vendor',
    'destinations',
    'default',
  ]),
  /** The rule's reason in words, e.g. `Its DHCP name is “Galaxy-S21”.` */
  kindReason: z.string(),
});
export type Device = z.infer<typeof deviceSchema>;

export const gatewaySchema = z.object({
  mac: z.string(),
  vendor: z.string().nullable(),
  ips: z.array(z.string()),
});
export type Gateway = z.infer<typeof gatewaySchema>;

/** A capture's inventory and, packet by packet, whose it is. Rows as in `packets`. */
export interface Home {
  readonly packets: PacketTable;
  readonly devices: readonly Device[];
  readonly gateway: Gateway | null;
  /** Index into `devices` of the packet's device; -1 when none (gateway's own, LAN broadcast). */
  readonly device: Int32Array;
  /** INBOUND or OUTBOUND as the gateway would pass it; meaningful where `internet` is 1. */
  readonly direction: Uint8Array;
  /** 1 where the packet crosses the gateway, 0 where it stays in the LAN. */
  readonly internet: Uint8Array;
}
