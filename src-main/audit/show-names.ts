import { type Device, NON_IOT } from '../contract/home';
import { claimMessages, fill } from '../contract/messages';
import type { VantageAudit } from '../contract/results';

/** An audit's devices and vantages by the names that people know. */
interface Shown {
  readonly devices: Device[];
  readonly vantages: VantageAudit[];
}

/**
 * Puts the names that people know (aliases, names that were found out) in place of the keys that the
 * adversary was trained by. It is done last, so that renaming a device changes no figure. Types that
 * a label file gives stay.
 */
export function showNames(
  devices: readonly Device[],
  vantages: readonly VantageAudit[],
  hasLabel: (device: Device) => boolean,
): Shown {
  const taken = new Set([NON_IOT, ...devices.filter(hasLabel).map(({ type }) => type)]);
  const names = new Map(devices.map(({ device, name }) => [device, name]));
  const types = new Map(
    devices
      .filter((device) => !hasLabel(device) && !taken.has(device.name))
      .map(({ type, name }) => [type, name]),
  );
  const nameOf = (device: string): string => names.get(device) ?? device;
  // Of several devices of one type events are told by the type.
  const eventName = (name: string): string => names.get(name) ?? typeOf(name);
  const typeOf = (type: string): string => types.get(type) ?? type;

  return {
    devices: devices.map((device) => ({
      ...device,
      device: nameOf(device.device),
      type: typeOf(device.type),
    })),
    vantages: vantages.map((one) => ({
      ...one,
      adversaries: one.adversaries.map((adversary) => ({
        ...adversary,
        categoryAccuracy: Object.fromEntries(
          Object.entries(adversary.categoryAccuracy).map(([type, share]) => [typeOf(type), share]),
        ),
        confusion: { ...adversary.confusion, labels: adversary.confusion.labels.map(typeOf) },
      })),
      devices: one.devices.map((verdict) => ({
        ...verdict,
        device: nameOf(verdict.device),
        type: typeOf(verdict.type),
        confusedWith: verdict.confusedWith && {
          ...verdict.confusedWith,
          type: typeOf(verdict.confusedWith.type),
        },
      })),
      events: one.events.map((event) => ({ ...event, device: eventName(event.device) })),
      interactions: one.interactions.map((score) => ({
        ...score,
        device: eventName(score.device),
      })),
      presence: one.presence.map((seen) => ({ ...seen, type: typeOf(seen.type) })),
      claims: one.claims.map((claim) => {
        const { type } = claim.params;
        if (typeof type !== 'string') return claim;
        const params = { ...claim.params, type: typeOf(type) };
        return { ...claim, params, text: fill(claimMessages[claim.code], params) };
      }),
      timeline: {
        ...one.timeline,
        lanes: one.timeline.lanes.map((lane) => ({ ...lane, type: typeOf(lane.type) })),
      },
    })),
  };
}
