import { z } from 'zod';
import { deviceKinds } from './home';

const mac = z.string().regex(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/);

/** What the user said of a device. It wins over everything HomeMole finds out by itself. */
export const knownDeviceSchema = z.object({
  /** The name the user gave; null for none. */
  alias: z.string().min(1).max(80).nullable(),
  /** IoT or not, as the user ruled; null: HomeMole's own rule. */
  kind: z.enum(deviceKinds).nullable(),
});
export type KnownDevice = z.infer<typeof knownDeviceSchema>;

/** `known-devices.json` in the user's own folder: by MAC address, across captures. */
export const knownDevicesSchema = z.object({
  format: z.literal('homemole-known-devices'),
  version: z.literal(1),
  devices: z.record(mac, knownDeviceSchema),
});
export type KnownDevices = z.infer<typeof knownDevicesSchema>;

export const noKnownDevices: KnownDevices = {
  format: 'homemole-known-devices',
  version: 1,
  devices: {},
};

/** A change of one device; `alias` and `kind` as in KnownDevice, absent: as it was. */
export const knownDeviceChangeSchema = z.object({
  mac,
  alias: knownDeviceSchema.shape.alias.optional(),
  kind: knownDeviceSchema.shape.kind.optional(),
});
export type KnownDeviceChange = z.infer<typeof knownDeviceChangeSchema>;
