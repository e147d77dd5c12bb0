import { hintSources, type Hint, type HintSource } from '../../contract/hints';
import type { Device } from '../../contract/home';

/** One thing that a device said, and how often. */
export interface Said {
  readonly text: string;
  readonly count: number;
}

/** What a device said, by source; of each source the most frequent first. */
export type AllSaid = Readonly<Record<HintSource, readonly Said[]>>;

/** Strongest first: what a device calls itself, then what it is built with, then what it asks for. */
const strength: readonly HintSource[] = [
  'dhcp-hostname',
  'mdns',
  'netbios',
  'ssdp',
  'capture-names',
  'dhcp-vendor-class',
  'sni',
  'dns',
  'dhcp-parameters',
];
/** Hints shown of one device, of one source and in all. */
const MOST_OF_SOURCE = 6;
const MOST = 24;

export const nothingSaid: AllSaid = allSaid(new Map());

/**
 * The hints of each device. A device's hints from several of its addresses are one.
 * @param deviceOf The device of a sender, by its indexes; -1 for none.
 */
export function saidByDevice(
  hints: readonly Hint[],
  deviceOf: (mac: number, address: number) => number,
): Map<number, AllSaid> {
  const counts = new Map<
    number,
    Map<string, { source: HintSource; text: string; count: number }>
  >();
  for (const { source, mac, address, text, count } of hints) {
    const device = text === '' ? -1 : deviceOf(mac, address);
    if (device < 0) continue;
    let ofDevice = counts.get(device);
    if (!ofDevice) counts.set(device, (ofDevice = new Map()));
    const key = `${source} ${text}`;
    const known = ofDevice.get(key);
    if (known) known.count += count;
    else ofDevice.set(key, { source, text, count });
  }
  return new Map([...counts].map(([device, ofDevice]) => [device, allSaid(ofDevice)]));
}

function allSaid(ofDevice: ReadonlyMap<string, Said & { readonly source: HintSource }>): AllSaid {
  const all = Object.fromEntries(hintSources.map((source) => [source, [] as Said[]]));
  for (const { source, text, count } of ofDevice.values()) all[source]?.push({ text, count });
  for (const said of Object.values(all)) {
    said.sort((one, other) => other.count - one.count || (one.text < other.text ? -1 : 1));
  }
  return all as Record<HintSource, Said[]>;
}

/** The hints that are shown of a device, strongest first. */
export function shownHints(all: AllSaid): Device['hints'] {
  return strength
    .flatMap((source) => all[source].slice(0, MOST_OF_SOURCE).map(({ text }) => ({ source, text })))
    .slice(0, MOST);
}
