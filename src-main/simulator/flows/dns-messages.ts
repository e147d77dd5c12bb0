import { ascii, concat } from './der';

const A = 1;
const CNAME = 5;
const AAAA = 28;
const POINTER_TO_QUESTION = Uint8Array.of(0xc0, 0x0c);

/** A standard query with recursion desired (RFC 1035, section 4.1). */
export function dnsQuery(id: number, name: string, type: 'A' | 'AAAA' = 'A'): Uint8Array {
  return concat(header(id, 0x0100, 1, 0, 0), question(name, type === 'A' ? A : AAAA));
}

/** The answer: an alias when one is given, then the address. */
export function dnsAnswer(
  id: number,
  name: string,
  address: number,
  alias: string | null,
  timeToLive: number,
): Uint8Array {
  const records: Uint8Array[] = [];
  const asked = question(name, A);
  let owner: Uint8Array = POINTER_TO_QUESTION;
  if (alias !== null) {
    records.push(resource(owner, CNAME, timeToLive, encodeName(alias)));
    owner = encodeName(alias);
  }
  const bytes = Uint8Array.of(address >>> 24, address >>> 16, address >>> 8, address);
  records.push(resource(owner, A, timeToLive, bytes));
  return concat(header(id, 0x8180, 1, records.length, 0), asked, ...records);
}

/** The answer with an IPv6 address (RFC 3596). */
export function dnsAnswer6(
  id: number,
  name: string,
  address: Uint8Array,
  timeToLive: number,
): Uint8Array {
  const answer = resource(POINTER_TO_QUESTION, AAAA, timeToLive, address);
  return concat(header(id, 0x8180, 1, 1, 0), question(name, AAAA), answer);
}

/** "There is no IPv6 address": no answer, the zone's SOA as authority (RFC 2308, section 2.2). */
export function dnsNoData(id: number, name: string): Uint8Array {
  const zone = name.split('.').slice(-2).join('.');
  const numbers = new Uint8Array(20);
  numbers[3] = 1;
  numbers[19] = 60;
  const body = concat(encodeName(`ns1.${zone}`), encodeName(`hostmaster.${zone}`), numbers);
  const authority = resource(encodeName(zone), 6, 900, body);
  return concat(header(id, 0x8180, 1, 0, 1), question(name, AAAA), authority);
}

/** A multicast DNS question for a service (RFC 6762, section 18). */
export function mdnsQuery(service: string): Uint8Array {
  return concat(header(0, 0, 1, 0, 0), question(service, 12));
}

/** A multicast DNS announcement: the service's pointer to `instance`. */
export function mdnsAnnouncement(service: string, instance: string): Uint8Array {
  const target = concat(label(instance), encodeName(service));
  return concat(header(0, 0x8400, 0, 1, 0), resource(encodeName(service), 12, 4500, target));
}

export function encodeName(name: string): Uint8Array {
  return concat(...name.split('.').map(label), Uint8Array.of(0));
}

function label(text: string): Uint8Array {
  return concat(Uint8Array.of(text.length), ascii(text));
}

function question(name: string, type: number): Uint8Array {
  return concat(encodeName(name), Uint8Array.of(0, type, 0, 1));
}

function resource(owner: Uint8Array, type: number, ttl: number, data: Uint8Array): Uint8Array {
  const fixed = [0, type, 0, 1, ttl >>> 24, ttl >>> 16, ttl >>> 8, ttl, data.length >>> 8];
  return concat(owner, Uint8Array.from([...fixed, data.length]), data);
}

function header(id: number, flags: number, ...counts: [number, number, number]): Uint8Array {
  const [questions, answers, authorities] = counts;
  return Uint8Array.from(
    [id, flags, questions, answers, authorities, 0].flatMap((word) => [word >>> 8, word & 255]),
  );
}
