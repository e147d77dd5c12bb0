import type { HintSource } from '../../contract/hints';
import type { Device, Label } from '../../contract/home';
import type { KnownDevice } from '../../contract/known-devices';
import { describeDevices } from '../describe';
import { saidByDevice, nothingSaid } from '../words/said';

/** A device as a test writes it down. */
export interface ToldDevice {
  readonly mac?: string;
  readonly vendor?: string;
  readonly label?: Label;
  readonly known?: Partial<KnownDevice>;
  /** What it said, by source; `text×3` was said three times. */
  readonly said?: Partial<Record<HintSource, readonly string[]>>;
}

type Told = Omit<Device, 'ips' | 'packets' | 'bytes' | 'internetPackets'>;

/** What comes of devices that a test wrote down, in the same order. */
export function described(devices: readonly ToldDevice[]): Told[] {
  return describeDevices(
    devices.map(({ mac = '00:11:22:33:44:55', vendor = null, label, known, said = {} }) => {
      const hints = Object.entries(said).flatMap(([source, texts]) =>
        texts.map((text) => {
          const [words = '', count = '1'] = text.split('×');
          return {
            source: source as HintSource,
            mac: 0,
            address: 0,
            text: words,
            count: Number(count),
          };
        }),
      );
      return {
        key: mac,
        vendor,
        label,
        known: known && { alias: null, kind: null, ...known },
        said: saidByDevice(hints, () => 0).get(0) ?? nothingSaid,
      };
    }),
  );
}

/** What comes of one device. */
export function describedAlone(device: ToldDevice): Told {
  return described([device])[0] as Told;
}
