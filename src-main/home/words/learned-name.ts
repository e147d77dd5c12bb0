import type { Device } from '../../contract/home';
import { type HostName, hostName } from './host-names';
import { tailOf } from '../mac';
import type { Portrait } from './portrait';

export type Name = Pick<Device, 'name' | 'nameSource'>;

/** DHCP clients, which name themselves and not the device. */
const dhcpClient =
  /^(?:udhcpc?|dhcpcd|android-dhcp|msft|isc-dhcp|dhclient|systemd|networkmanager|pxeclient|etherboot|dhcp|lwip|busybox|connman|wicked|linux)\b/i;

/**
 * The name that a device gives itself, or that its product does; null when it says nothing of use.
 * DHCP before mDNS before NetBIOS before SSDP before the product; a name that hardly tells the
 * device from others (`android-1c1335ec95a27318`) only where there is nothing better.
 */
export function learnedName(device: Portrait): Name | null {
  const { key, said, mdns, ssdp, product } = device;
  const own = (
    nameSource: Device['nameSource'],
    texts: readonly string[],
    isHost: boolean,
  ): (HostName & { nameSource: Device['nameSource'] })[] =>
    texts.flatMap((text) => {
      const name = hostName(text, key, isHost);
      return name ? [{ ...name, nameSource }] : [];
    });
  const texts = (list: readonly { text: string }[]): string[] => list.map(({ text }) => text);

  const names = [
    ...own('dhcp-hostname', texts(said['dhcp-hostname']), true),
    ...own('mdns', mdns.instances, false),
    ...own('mdns', mdns.hosts, true),
    ...own('netbios', texts(said.netbios), false),
  ];
  const good = names.find(({ quality }) => quality === 'good');
  if (good) return { name: good.name, nameSource: good.nameSource };
  // What whole families of devices are called needs something to tell them apart.
  const [served] = ssdp.products;
  if (served !== undefined) return { name: `${served} ${tailOf(key)}`, nameSource: 'ssdp' };
  const models = own('product', [...mdns.models, ...vendorClasses(device)], false);
  const family = models[0]?.name ?? product?.product;
  if (family !== undefined) return { name: `${family} ${tailOf(key)}`, nameSource: 'product' };
  const [poor] = names;
  return poor ? { name: poor.name, nameSource: poor.nameSource } : null;
}

/** DHCP vendor classes that name a product. */
function vendorClasses({ said }: Portrait): string[] {
  return said['dhcp-vendor-class'].map(({ text }) => text).filter((text) => !dhcpClient.test(text));
}
