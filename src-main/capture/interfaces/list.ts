import { networkInterfaces } from 'node:os';
import type { CaptureInterface } from '../../contract/capture';
import { runProgram } from '../backends/child';
import { findProgram } from '../find-program';
import { describeInterface, kindOf } from './describe';
import { parseDumpcapList } from './from-dumpcap';
import type { ListedInterface } from './from-dumpcap';
import { linuxInterfaces } from './from-linux';

/** Kinds in the order in which people look for their home's traffic. */
const order: CaptureInterface['kind'][] = [
  'bridge',
  'ethernet',
  'wifi',
  'mobile',
  'tunnel',
  'virtual',
  'any',
  'other',
  'bluetooth',
  'loopback',
];
/** libpcap's sources that are no interfaces of a network. */
const noNetworks = /^(bluetooth-monitor|nflog|nfqueue|dbus-\w+|usbmon\d*)$/;

/**
 * The interfaces of this computer, up ones first, then by kind and name. From dumpcap where it is
 * there, from the system itself elsewhere; needs no privilege.
 */
export async function interfacesHere(): Promise<CaptureInterface[]> {
  const listed = await listedByDumpcap();
  const linux = linuxInterfaces();
  const addresses = networkInterfaces();
  const names = new Set([
    ...listed.keys(),
    ...linux.keys(),
    ...(process.platform === 'win32' ? [] : Object.keys(addresses)),
    ...(process.platform === 'linux' ? ['any'] : []),
  ]);
  return [...names]
    .filter((name) => !noNetworks.test(name))
    .map((name): CaptureInterface => {
      const known = listed.get(name);
      const facts = linux.get(name) ?? { loopback: known?.loopback ?? false };
      const own = (addresses[name] ?? []).map(({ address }) => address.split('%')[0] as string);
      const kind = kindOf(name, facts);
      return {
        name,
        description: describeInterface(kind, known?.description ?? ''),
        kind,
        addresses: [...new Set([...own, ...(known?.addresses ?? [])])],
        up: linux.get(name)?.up ?? (name === 'any' || own.length > 0 || known !== undefined),
      };
    })
    .sort(
      (one, other) =>
        Number(other.up) - Number(one.up) ||
        order.indexOf(one.kind) - order.indexOf(other.kind) ||
        (one.name < other.name ? -1 : 1),
    );
}

async function listedByDumpcap(): Promise<Map<string, ListedInterface>> {
  const program = findProgram('dumpcap');
  if (program === null) return new Map();
  const { output } = await runProgram(program, ['-D', '-M'], 5000);
  return new Map(parseDumpcapList(output).map((one) => [one.name, one]));
}
