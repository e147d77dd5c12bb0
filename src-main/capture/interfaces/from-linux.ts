import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { InterfaceFacts } from './describe';

/** Where Linux tells of its interfaces. */
export const SYS_CLASS_NET = '/sys/class/net';

/** Hardware types of include/uapi/linux/if_arp.h. */
const ARPHRD_LOOPBACK = '772';
const ARPHRD_NONE = '65534';
/** IFF_UP of the flags. */
const IFF_UP = 1;

/** What Linux tells of each interface; empty elsewhere. */
export function linuxInterfaces(
  folder: string = SYS_CLASS_NET,
): Map<string, InterfaceFacts & { up: boolean }> {
  const found = new Map<string, InterfaceFacts & { up: boolean }>();
  for (const name of namesIn(folder)) {
    const at = join(folder, name);
    const type = textOf(join(at, 'type'));
    found.set(name, {
      loopback: type === ARPHRD_LOOPBACK,
      wireless: existsSync(join(at, 'wireless')) || existsSync(join(at, 'phy80211')),
      bridge: existsSync(join(at, 'bridge')),
      hardware: existsSync(join(at, 'device')),
      virtual: placeOf(at).startsWith('/sys/devices/virtual/'),
      tunnel: type === ARPHRD_NONE || existsSync(join(at, 'tun_flags')),
      up: (Number(textOf(join(at, 'flags'))) & IFF_UP) === IFF_UP,
    });
  }
  return found;
}

/** Packets and bytes that passed each interface since it came up, both ways. */
export function linuxCounters(
  folder: string = SYS_CLASS_NET,
): Map<string, { packets: number; bytes: number }> {
  const found = new Map<string, { packets: number; bytes: number }>();
  for (const name of namesIn(folder)) {
    const count = (file: string): number => Number(textOf(join(folder, name, 'statistics', file)));
    found.set(name, {
      packets: count('rx_packets') + count('tx_packets'),
      bytes: count('rx_bytes') + count('tx_bytes'),
    });
  }
  return found;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'flags')));
  } catch {
    return [];
  }
}

/** Where the link of an interface leads; empty when it went away just now. */
function placeOf(link: string): string {
  try {
    return realpathSync(link);
  } catch {
    return '';
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
