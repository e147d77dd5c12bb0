import type { Hint } from '../contract/hints';
import type { Label } from '../contract/home';
import type { KnownDevices } from '../contract/known-devices';
import type { Vendors } from './vendors';

/** What is known of the home beside its packets. */
export interface HomeKnowledge {
  readonly vendors: Pick<Vendors, 'of'>;
  readonly labels?: readonly Label[];
  /** What the user said of devices. */
  readonly known?: KnownDevices;
  /** What the devices said of themselves. */
  readonly hints?: readonly Hint[];
}
