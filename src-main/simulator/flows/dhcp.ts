import type { VirtualHome } from '../world/virtual-home';
import { groupParty, type Host, type Party } from '../world/party';
import { write32 } from '../frames/words';
import { UdpDatagram } from '../frames/udp-datagram';
import { ascii, concat } from './der';

const LEASE_SECONDS = 14400;
const MESSAGE = { discover: 1, offer: 2, request: 3, acknowledge: 5 } as const;
const PADDED_BYTES = 300;

/** Plans discover, offer, request and ACK (RFC 2131, section 3.1); gives when the lease is there. */
export function obtainLease(home: VirtualHome, host: Host, at: number): number {
  const transaction = host.random.uint32();
  const nobody = unaddressed(host);
  const everybody = groupParty('255.255.255.255', host.stack);
  const send = (time: number, kind: keyof typeof MESSAGE): void => {
    const reply = kind === 'offer' || kind === 'acknowledge';
    const payload = dhcpMessage(home, host, transaction, kind, false);
    home.queue.push(
      time,
      reply
        ? new UdpDatagram(home.router, host, 67, 68, payload)
        : new UdpDatagram(nobody, everybody, 68, 67, payload),
    );
  };
  const offered = at + host.random.between(0.01, 0.4);
  const requested = offered + host.turnaround();
  const acknowledged = requested + host.random.between(0.004, 0.03);
  send(at, 'discover');
  send(offered, 'offer');
  send(requested, 'request');
  send(acknowledged, 'acknowledge');
  return acknowledged + host.turnaround();
}

/** Plans a renewal at half the lease, straight to the router (RFC 2131, section 4.4.5). */
export function renewLease(home: VirtualHome, host: Host, at: number): void {
  const transaction = host.random.uint32();
  const { router } = home;
  const request = dhcpMessage(home, host, transaction, 'request', true);
  const answer = dhcpMessage(home, host, transaction, 'acknowledge', true);
  home.queue.push(at, new UdpDatagram(host, router, 68, 67, request));
  const answered = at + host.random.between(0.002, 0.02);
  home.queue.push(answered, new UdpDatagram(router, host, 67, 68, answer));
}

/** Seconds between renewals. */
export const RENEWAL_PERIOD = LEASE_SECONDS / 2;

function dhcpMessage(
  home: VirtualHome,
  host: Host,
  transaction: number,
  kind: keyof typeof MESSAGE,
  renewing: boolean,
): Uint8Array {
  const reply = kind === 'offer' || kind === 'acknowledge';
  const fixed = new Uint8Array(240);
  fixed.set([reply ? 2 : 1, 1, 6, 0]);
  write32(fixed, 4, transaction);
  if (renewing) write32(fixed, 12, host.address);
  if (reply) write32(fixed, 16, host.address);
  fixed.set(host.mac, 28);
  fixed.set([0x63, 0x82, 0x53, 0x63], 236);
  const options = [option(53, Uint8Array.of(MESSAGE[kind]))];
  if (reply) {
    options.push(
      option(54, address(home.router.address)),
      option(51, number(LEASE_SECONDS)),
      option(1, Uint8Array.of(255, 255, 255, 0)),
      option(3, address(home.router.address)),
      option(6, address(home.router.address)),
    );
  } else {
    options.push(option(61, concat(Uint8Array.of(1), host.mac)), option(12, ascii(host.name)));
    if (kind === 'request' && !renewing) {
      options.push(option(50, address(host.address)), option(54, address(home.router.address)));
    }
    options.push(option(55, Uint8Array.of(1, 3, 6, 15, 28, 51)));
  }
  const message = concat(fixed, ...options, Uint8Array.of(255));
  if (message.length >= PADDED_BYTES) return message;
  return concat(message, new Uint8Array(PADDED_BYTES - message.length));
}

function option(code: number, value: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(code, value.length), value);
}

function number(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  write32(bytes, 0, value);
  return bytes;
}

const address = number;

function unaddressed(host: Host): Party {
  return {
    mac: host.mac,
    address: 0,
    ttl: host.ttl,
    stack: host.stack,
    nextId: () => host.nextId(),
    turnaround: () => host.turnaround(),
    ticks: (time) => host.ticks(time),
  };
}
