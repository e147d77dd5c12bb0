import type { Device } from '../../contract/home';
import { type LiveDevice, MOST_LIVE_DEVICES } from '../../contract/live';
import type { PacketTable } from '../../contract/packet-table';
import type { RowsAssigned } from '../../home';
import { RecentRate } from './recent-rate';

interface Counted {
  readonly rate: RecentRate;
  lastSeen: number;
  labelled: number;
  correct: number;
}

/**
 * What is counted of each device while packets come in. Devices move in the list as others appear, so
 * each gets a number of its own, by its MAC address.
 */
export class DeviceCounts {
  private readonly numbers = new Map<string, number>();
  private readonly counted: Counted[] = [];
  /** The devices by number, as they were given last. */
  readonly byNumber: Device[] = [];

  /** The numbers of devices, in their order. */
  numbersOf(devices: readonly Device[]): Int32Array {
    return Int32Array.from(devices, (device) => {
      const { mac } = device;
      let number = this.numbers.get(mac);
      if (number === undefined) {
        number = this.counted.length;
        this.numbers.set(mac, number);
        this.counted.push({ rate: new RecentRate(), lastSeen: 0, labelled: 0, correct: 0 });
      }
      this.byNumber[number] = device;
      return number;
    });
  }

  /**
   * Takes note of the rows of a batch, each by the device it is of.
   * @param numbers Of the devices that `rows` was assigned by.
   * @param now Seconds of a steady clock.
   */
  add(
    { count, time, length }: PacketTable,
    rows: RowsAssigned,
    numbers: Int32Array,
    now: number,
  ): void {
    const bytes = new Float64Array(numbers.length);
    for (let row = 0; row < count; row++) {
      const device = rows.device[row] as number;
      if (device < 0) continue;
      bytes[device]! += length[row] as number;
      const counted = this.counted[numbers[device] as number] as Counted;
      if ((time[row] as number) > counted.lastSeen) counted.lastSeen = time[row] as number;
    }
    bytes.forEach((sum, device) => {
      if (sum > 0) this.counted[numbers[device] as number]!.rate.add(sum, now);
    });
  }

  /** A packet of a device was labelled. */
  labelled(number: number, correct: boolean): void {
    const counted = this.counted[number];
    if (!counted) return;
    counted.labelled++;
    if (correct) counted.correct++;
  }

  /**
   * The busiest devices with their counts, in the order given, and how many more there are.
   * @param now Seconds of a steady clock.
   */
  present(devices: readonly Device[], now: number): { devices: LiveDevice[]; moreDevices: number } {
    const shown = busiest(devices);
    const numbers = this.numbersOf(shown);
    const counted = shown.map((device, index) => {
      const { rate, lastSeen, labelled, correct } = this.counted[
        numbers[index] as number
      ] as Counted;
      return { ...device, bytesPerSecond: rate.perSecond(now), lastSeen, labelled, correct };
    });
    return { devices: counted, moreDevices: devices.length - shown.length };
  }
}

/** By packets; of equals the lower hardware address, so that none comes and goes. */
function busiest(devices: readonly Device[]): readonly Device[] {
  if (devices.length <= MOST_LIVE_DEVICES) return devices;
  const order = [...devices].sort(
    (one, other) => other.packets - one.packets || (one.mac < other.mac ? -1 : 1),
  );
  const kept = new Set(order.slice(0, MOST_LIVE_DEVICES));
  return devices.filter((device) => kept.has(device));
}
