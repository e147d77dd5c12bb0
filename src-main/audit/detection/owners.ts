import { type Home, NON_IOT } from '../../contract/home';
import type { ViewWithOrigin } from '../../contract/vantage';
import { deviceClasses, devicesOf } from '../../evaluation';

/** Whose packets a view holds. */
export class Owners {
  /** Types of IoT devices that have packets, sorted. */
  readonly types: readonly string[];
  private readonly classOf: readonly string[];
  private readonly device: Int32Array;

  constructor(
    private readonly seen: ViewWithOrigin,
    home: Home,
  ) {
    this.classOf = deviceClasses(home);
    this.device = devicesOf(home, seen.origin);
    const found = new Uint8Array(home.devices.length);
    for (const device of this.device) if (device >= 0) found[device] = 1;
    const present = this.classOf.filter((_, device) => found[device] === 1);
    this.types = [...new Set(present)].filter((name) => name !== NON_IOT).sort();
  }

  /** Which packets are of devices of a type, and which are not. */
  packetsOf(type: string): { own: Uint8Array; others: Uint8Array; times: Float64Array } {
    const isOwn = this.classOf.map((name) => Number(name === type));
    const own = Uint8Array.from(this.device, (device) => (device < 0 ? 0 : isOwn[device]!));
    const times = this.seen.view.time.filter((_, row) => own[row] === 1);
    return { own, others: own.map((one) => 1 - one), times };
  }
}
