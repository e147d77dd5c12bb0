import type { Device, Interaction } from '../contract/home';

/** Events whose device is given by its MAC address, by the name that the home has for it. */
export function namedEvents(
  events: readonly Interaction[],
  devices: readonly Device[],
): Interaction[] {
  const byMac = new Map(devices.map(({ mac, device }) => [mac, device]));
  return events.map((event) => {
    const device = byMac.get(event.device.toLowerCase());
    return device === undefined ? event : { ...event, device };
  });
}
