import { ArpPacket } from '../frames/arp';
import { UdpDatagram } from '../frames/udp-datagram';
import type { Host, Server } from '../world/party';
import { START_EPOCH } from '../world/day';
import type { VirtualHome } from '../world/virtual-home';
import { write32 } from '../frames/words';
import { ascii } from './der';
import { mdnsAnnouncement, mdnsQuery } from './dns-messages';

const NTP_EPOCH_OFFSET = 2208988800;

/** A neighbour is looked up: by everyone's leave (broadcast), or probed again (unicast). */
export function resolveNeighbour(
  home: VirtualHome,
  asker: Host,
  asked: Host,
  at: number,
  broadcast: boolean,
): number {
  home.queue.push(at, new ArpPacket('request', asker, asked, broadcast));
  const answered = at + asked.turnaround();
  home.queue.push(answered, new ArpPacket('reply', asked, asker, false));
  return answered;
}

/** One question of a time server (RFC 5905): 90-byte frames both ways. */
export function askTime(home: VirtualHome, host: Host, server: Server, at: number): void {
  const port = host.nextPort();
  const answered = at + server.turnaround();
  home.queue.push(at, new UdpDatagram(host, server, port, 123, ntpMessage(0x23, 0, at)));
  home.queue.push(
    answered,
    new UdpDatagram(server, host, 123, port, ntpMessage(0x24, 2, answered)),
  );
}

/** "Who offers this service?", to everyone in the home. */
export function askForService(home: VirtualHome, host: Host, service: string, at: number): void {
  const question = mdnsQuery(service);
  home.queue.push(at, new UdpDatagram(host, home.multicastDns, 5353, 5353, question));
}

/** "I offer this service", to everyone in the home. */
export function announceService(home: VirtualHome, host: Host, service: string, at: number): void {
  const announcement = mdnsAnnouncement(service, host.name);
  home.queue.push(at, new UdpDatagram(host, home.multicastDns, 5353, 5353, announcement));
}

/** A search or notice of UPnP's discovery. */
export function sendSsdp(
  home: VirtualHome,
  host: Host,
  kind: 'search' | 'notify',
  at: number,
): void {
  const lines =
    kind === 'search'
      ? [
          'M-SEARCH * HTTP/1.1',
          'HOST: 239.255.255.250:1900',
          'MAN: "ssdp:discover"',
          'MX: 2',
          'ST: ssdp:all',
        ]
      : [
          'NOTIFY * HTTP/1.1',
          'HOST: 239.255.255.250:1900',
          'CACHE-CONTROL: max-age=1800',
          `LOCATION: http://${host.addressText}:49152/description.xml`,
          'NT: upnp:rootdevice',
          'NTS: ssdp:alive',
          `USN: uuid:00000000-0000-4000-8000-${host.macText.replaceAll(':', '')}::upnp:rootdevice`,
        ];
  const payload = ascii(`${lines.join('\r\n')}\r\n\r\n`);
  const port = kind === 'search' ? host.nextPort() : 1900;
  home.queue.push(at, new UdpDatagram(host, home.ssdp, port, 1900, payload));
}

function ntpMessage(first: number, stratum: number, time: number): Uint8Array {
  const bytes = new Uint8Array(48);
  bytes.set([first, stratum, 6, 0xec]);
  const seconds = Math.floor(START_EPOCH + time) + NTP_EPOCH_OFFSET;
  const fraction = Math.floor((time % 1) * 4294967296);
  for (const at of stratum === 0 ? [40] : [16, 24, 32, 40]) {
    write32(bytes, at, seconds);
    write32(bytes, at + 4, fraction);
  }
  return bytes;
}
