import { elementWords } from '../contract/profile-words';
import type { DeviceProfiles, Profile, ProfileElement, ProfilesResult } from '../contract/profiles';
import { count, duration, packets, percent, printable, simulatedMark, table } from './text';

/** The profiles of devices as ladders, and how much they explain. */
export function profilesText({ vantage, simulated, seconds, devices }: ProfilesResult): string {
  return [
    ...simulatedMark(simulated),
    `Profiles of ${duration(seconds)} at ${vantage}. Arrows: -> out of the home, <- into it.`,
    ...devices.flatMap(deviceLines),
    '',
    table(
      ['Device', 'Packets', 'Profiles', 'Explained'],
      devices.map((one) => [
        one.name,
        count(one.packets),
        count(one.profiles.length),
        percent(one.coverage.at(-1) ?? 0),
      ]),
      [1, 2, 3],
    ),
    '',
  ].join('\n');
}

function deviceLines({
  name,
  packets: of,
  profiles,
  coverage,
  byMinutes,
}: DeviceProfiles): string[] {
  return [
    '',
    `${printable(name)}: ${packets(of)}`,
    ...(profiles.length === 0 ? ['  No two bursts of it have a packet in common.'] : []),
    ...profiles.flatMap(profileLines),
    ...curve(
      '  Explained by the first profiles',
      coverage.map((share, i) => [`${i + 1}`, share]),
    ),
    ...curve(
      '  Explained in the later half, learned from its first',
      byMinutes.map((one) => [duration(one.minutes * 60), one.coverage]),
    ),
  ];
}

function profileLines(profile: Profile, at: number): string[] {
  const { elements, count: times, explained, secondsLong } = profile;
  const long = elements.length > 1 ? `, ${secondsLong.toFixed(2)} s at most` : '';
  return [
    `  ${at + 1}. ${count(times)} times, ${percent(explained)} of its packets${long}`,
    ...elements.map(elementLine),
  ];
}

function elementLine(element: ProfileElement): string {
  const { isOut, length, protocol, details } = elementWords(element);
  const size = length === null ? 'any size' : `${count(length)} B`;
  const words = [protocol, ...details].filter((one) => one !== '').join(' · ');
  return `       ${isOut ? '->' : '<-'} ${size.padStart(8)}  ${words}`.trimEnd();
}

function curve(what: string, points: readonly (readonly [string, number])[]): string[] {
  if (points.length === 0) return [];
  return [`${what}: ${points.map(([at, share]) => `${at}: ${percent(share)}`).join(', ')}`];
}
