import type { Identity } from './devices/gadget';
import { START_EPOCH } from './world/day';
import type { DoneInteraction } from './world/virtual-home';

/** The label file: who is who by MAC address. */
export function labelsCsv(identities: readonly Identity[]): string {
  const rows = identities.map(({ device, mac, ip, type, category, kind }) =>
    [device, mac, ip, type, category, kind].join(','),
  );
  return `device,mac,ip,type,category,kind\n${rows.join('\n')}\n`;
}

/** The event file: the very microsecond of each command packet. */
export function interactionsCsv(interactions: readonly DoneInteraction[]): string {
  const rows = interactions.map(
    ({ time, device, interaction }) => `${epochText(time)},${device},${interaction},packet`,
  );
  return ['time_epoch,device,interaction,resolution', ...rows, ''].join('\n');
}

/** Seconds since the start as the capture records them: whole microseconds of the epoch. */
function epochText(time: number): string {
  const microseconds = Math.round((START_EPOCH + time) * 1e6);
  const seconds = Math.floor(microseconds / 1e6);
  return `${seconds}.${String(microseconds - seconds * 1e6).padStart(6, '0')}`;
}
