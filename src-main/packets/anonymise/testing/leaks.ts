import type { PacketTable } from '../../../contract/packet-table';

/** Addresses that name nobody and stay: broadcast, groups of protocols, none, this machine. */
const keptMac =
  /^(ff:ff:ff:ff:ff:ff|00:00:00:00:00:00|01:80:c2:|01:00:0c:cc:cc:|01:1b:19:00:00:|33:33:00:0[0-3]:|01:00:5e:00:0[01]:|01:00:5e:7f:ff:fa)/;
const keptAddress =
  /^(0\.0\.0\.0|127\.|255\.255\.255\.255|2(2[4-9]|3\d)\.(0|128)\.[01]\.|2(2[4-9]|3\d)\.(255|127)\.255\.250|::1?$|ff[0-9a-f]{2}::)/;

export function macBytes(mac: string): Buffer {
  return Buffer.from(mac.replaceAll(':', ''), 'hex');
}

export function addressBytes(address: string): Buffer {
  if (!address.includes(':')) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail] = address.split('::');
  const words = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const front = words(head);
  const back = words(tail ?? '');
  const middle = Array.from({ length: 8 - front.length - back.length }, () => '0');
  const all = tail === undefined ? front : [...front, ...middle, ...back];
  return Buffer.from(all.map((word) => word.padStart(4, '0')).join(''), 'hex');
}

/** What of a capture must not occur in its anonymised copy, as bytes, each with its text. */
export function secretsOf({ macs, addresses }: PacketTable): [string, Buffer][] {
  return [
    ...macs
      .filter((mac) => !keptMac.test(mac))
      .map((mac): [string, Buffer] => [mac, macBytes(mac)]),
    ...addresses
      .filter((address) => !keptAddress.test(address))
      .map((address): [string, Buffer] => [address, addressBytes(address)]),
  ];
}
