import { basename } from 'node:path';
import { HomeMoleError } from '../contract/errors';
import {
  type DeviceKind,
  type Interaction,
  interactionSchema,
  type Label,
  labelSchema,
} from '../contract/home';
import { readCsv } from './csv';

/**
 * Reads a label file: CSV with the header `device,mac[,ip,type,category,kind]`. An empty `type` is
 * the device's name, an empty `kind` is `iot`.
 * @throws HomeMoleError `labels-malformed` with the line; a MAC or a device named twice is one.
 */
export async function readLabels(path: string): Promise<Label[]> {
  const file = basename(path);
  const records = await readCsv(path, ['device', 'mac'], 'labels-malformed');
  const lineOfMac = new Map<string, number>();
  const lineOfDevice = new Map<string, number>();
  return records.map(({ line, fields }) => {
    const fail = (detail: string): never => {
      throw new HomeMoleError('labels-malformed', { file, line, detail });
    };
    const mac = (fields['mac'] ?? '').toLowerCase().replaceAll('-', ':');
    const device = fields['device'] ?? '';
    const kind = (fields['kind'] ?? '').toLowerCase() || 'iot';
    if (device === '') fail('the device has no name.');
    const parsed = labelSchema.safeParse({
      device,
      mac,
      ip: fields['ip'] || undefined,
      type: fields['type'] || device,
      category: fields['category'] || undefined,
      kind: kind as DeviceKind,
    });
    if (!parsed.success) {
      const place = parsed.error.issues[0]?.path[0];
      return fail(
        place === 'mac'
          ? `"${mac}" is not a MAC address (six pairs of hex digits).`
          : `"${kind}" is not a kind; it is iot or non-iot.`,
      );
    }
    const sameMac = lineOfMac.get(mac);
    if (sameMac !== undefined) fail(`${mac} is named on line ${sameMac} already.`);
    const sameDevice = lineOfDevice.get(device);
    if (sameDevice !== undefined) fail(`${device} is named on line ${sameDevice} already.`);
    lineOfMac.set(mac, line);
    lineOfDevice.set(device, line);
    return parsed.data;
  });
}

/**
 * Reads an event file: CSV with the header `time_epoch,device,interaction[,resolution]`.
 * @throws HomeMoleError `events-malformed` with the line.
 */
export async function readInteractions(path: string): Promise<Interaction[]> {
  const file = basename(path);
  const required = ['time_epoch', 'device', 'interaction'];
  const records = await readCsv(path, required, 'events-malformed');
  return records.map(({ line, fields }) => {
    const text = fields['time_epoch'] ?? '';
    const parsed = interactionSchema.safeParse({
      time: text === '' ? Number.NaN : Number(text),
      device: fields['device'],
      interaction: fields['interaction'],
      resolution: fields['resolution'] || 'second',
    });
    if (parsed.success) return parsed.data;
    const place = String(parsed.error.issues[0]?.path[0] ?? 'the line');
    const detail =
      place === 'time'
        ? `"${text}" is not a time in seconds since 1970.`
        : `${place} is missing or not one that is known.`;
    throw new HomeMoleError('events-malformed', { file, line, detail });
  });
}
