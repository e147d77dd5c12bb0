import type { CaptureInterface } from '@contract/capture';
import type { IconName } from '../../ui/icon-shapes';

/** The drawing of each kind of interface. */
export const interfaceIcons: Record<CaptureInterface['kind'], IconName> = {
  ethernet: 'ethernet',
  wifi: 'wifi',
  bridge: 'bridge',
  tunnel: 'tunnel',
  loopback: 'loopback',
  virtual: 'virtual',
  mobile: 'mobile',
  bluetooth: 'bluetooth',
  any: 'any',
  other: 'plug',
};
