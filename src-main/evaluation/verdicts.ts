import type { DeviceVerdict, Verdict } from '../contract/results';
import {
  ENOUGH_TEST_PACKETS,
  ENOUGH_TRAIN_PACKETS,
  HIDDEN_BELOW,
  IDENTIFIED_FROM,
  PRESENCE_SECONDS,
} from '../contract/thresholds';
import { abstains } from './calibration/abstain';
import { SIGHTING_PACKETS } from './presence/sightings';
import { confidenceOf, type TestPart } from './test-part';
import { deviceClasses } from './truth';

/**
 * What the adversary learned of each device of the home, also of those it never saw.
 * @param trainPackets Packets of each device that it learned from.
 * @param abstainBelow Less sure than this it says `unknown`; null when it never does.
 */
export function judgeDevices(
  test: TestPart,
  trainPackets: Int32Array,
  abstainBelow: number | null = null,
): DeviceVerdict[] {
  const { home, labels, classOfDevice, devices, predictions } = test;
  const columns = labels.length;
  const given = new Int32Array(home.devices.length * columns);
  const confidence = new Float64Array(home.devices.length);
  const unknown = new Int32Array(home.devices.length);
  const givenOfClass = new Int32Array(columns);
  const rightOfClass = new Int32Array(columns);
  for (let i = 0; i < devices.length; i++) {
    const device = devices[i] as number;
    // The tunnel's own packets count in none: whoever listens tells them by type or length.
    if (device < 0) continue;
    const label = predictions.label[i] as number;
    given[device * columns + label]!++;
    if (abstainBelow !== null && abstains(predictions, i, abstainBelow)) unknown[device]!++;
    givenOfClass[label]!++;
    if (label !== classOfDevice[device]) continue;
    rightOfClass[label]!++;
    confidence[device]! += confidenceOf(test, i);
  }
  const first = firstSightings(test);
  const types = deviceClasses(home);
  return home.devices.map((device, index): DeviceVerdict => {
    const own = classOfDevice[index] as number;
    const row = given.subarray(index * columns, (index + 1) * columns);
    const testPackets = row.reduce((sum, count) => sum + count, 0);
    const train = trainPackets[index] as number;
    const right = own < 0 ? 0 : (row[own] as number);
    const recall = testPackets === 0 ? null : right / testPackets;
    const claimed = own < 0 ? 0 : (givenOfClass[own] as number);
    const precision = claimed === 0 ? null : (rightOfClass[own] as number) / claimed;
    return {
      device: device.device,
      type: types[index] as string,
      verdict: verdictOf(train, testPackets, recall ?? 0, precision ?? 0),
      recall,
      precision,
      firstIdentifiedSeconds: first[index] as number | null,
      trainPackets: train,
      testPackets,
      meanConfidence: right === 0 ? null : (confidence[index] as number) / right,
      unknownShare:
        abstainBelow === null || testPackets === 0
          ? null
          : (unknown[index] as number) / testPackets,
      confusedWith: mostConfused(row, own, testPackets, labels),
    };
  });
}

function verdictOf(train: number, test: number, recall: number, precision: number): Verdict {
  if (train < ENOUGH_TRAIN_PACKETS || test < ENOUGH_TEST_PACKETS) return 'not-enough-data';
  if (recall >= IDENTIFIED_FROM && precision >= IDENTIFIED_FROM) return 'identified';
  return recall < HIDDEN_BELOW || precision < HIDDEN_BELOW ? 'hidden' : 'partly';
}

function mostConfused(
  row: Int32Array,
  own: number,
  total: number,
  labels: readonly string[],
): DeviceVerdict['confusedWith'] {
  let worst = -1;
  row.forEach((count, label) => {
    if (label !== own && count > 0 && (worst < 0 || count > (row[worst] as number))) worst = label;
  });
  return worst < 0
    ? null
    : { type: labels[worst] as string, share: (row[worst] as number) / total };
}

/**
 * Seconds from each device's first test packet to its first sure sighting: the moment at which
 * SIGHTING_PACKETS of its packets carried its type within one presence window in which at least
 * IDENTIFIED_FROM of all packets given that type were right. Null when there was none.
 */
function firstSightings(test: TestPart): (number | null)[] {
  const { home, time, devices, classOfDevice, predictions, labels } = test;
  const sightings = home.devices.map((): number | null => null);
  const firstPacket = new Float64Array(home.devices.length).fill(Number.NaN);
  const start = time[0] ?? 0;
  let from = 0;
  while (from < time.length) {
    const windowEnd =
      start +
      (Math.floor(((time[from] as number) - start) / PRESENCE_SECONDS) + 1) * PRESENCE_SECONDS;
    const claimed = new Int32Array(labels.length);
    const right = new Int32Array(labels.length);
    const own = new Int32Array(home.devices.length);
    const moment = new Float64Array(home.devices.length).fill(Number.NaN);
    let i = from;
    for (; i < time.length && (time[i] as number) < windowEnd; i++) {
      const device = devices[i] as number;
      if (device < 0) continue;
      const label = predictions.label[i] as number;
      claimed[label]!++;
      if (Number.isNaN(firstPacket[device] as number)) firstPacket[device] = time[i] as number;
      if (classOfDevice[device] !== label) continue;
      right[label]!++;
      if (++own[device]! === SIGHTING_PACKETS) moment[device] = time[i] as number;
    }
    for (let device = 0; device < sightings.length; device++) {
      const label = classOfDevice[device] as number;
      if (sightings[device] !== null || Number.isNaN(moment[device] as number)) continue;
      if ((right[label] as number) < IDENTIFIED_FROM * (claimed[label] as number)) continue;
      sightings[device] = (moment[device] as number) - (firstPacket[device] as number);
    }
    from = i;
  }
  return sightings;
}
