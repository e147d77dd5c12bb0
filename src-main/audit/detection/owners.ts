import { type Home, NON_IOT } from '../../contract/home';
import type { View, ViewWithOrigin } from '../../contract/vantage';
import { deviceClasses, devicesOf } from '../../evaluation';
import { composeView, rowsWhere } from '../../features';

/** What of a view is of a type. */
export interface TypePackets {
  /** Which packets are of its devices. */
  readonly own: Uint8Array;
  readonly rows: Int32Array;
  /** When they pass. */
  readonly times: Float64Array;
  /** Packets of each of its devices, those that have any. */
  readonly devices: readonly Int32Array[];
  /** The view as it would be without them. */
  readonly without: View;
}

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

  packetsOf(type: string): TypePackets {
    const { view } = this.seen;
    const isOwn = this.classOf.map((name) => Number(name === type));
    const own = Uint8Array.from(this.device, (device) => (device < 0 ? 0 : isOwn[device]!));
    const rows = rowsWhere(own);
    const devices = isOwn.flatMap((is, device) => {
      const of = is === 1 ? rows.filter((row) => this.device[row] === device) : [];
      return of.length > 0 ? [Int32Array.from(of)] : [];
    });
    return {
      own,
      rows,
      times: Float64Array.from(rows, (row) => view.time[row] as number),
      devices,
      without: composeView(view, rowsWhere(own.map((one) => 1 - one))),
    };
  }
}
