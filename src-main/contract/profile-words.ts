import {
  fieldsOfProtocol,
  optionKindsOf,
  type ProfileElement,
  TCP_PROTOCOL,
  UDP_PROTOCOL,
} from './profiles';

/** Bits 0 to 7 of a TCP header's flags (RFC 9293, section 3.1). */
const flagNames = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'];
/** TCP options by kind (IANA, TCP Parameters). */
const optionNames: Readonly<Record<number, string>> = {
  0: 'end',
  1: 'no-op',
  2: 'MSS',
  3: 'window scale',
  4: 'SACK permitted',
  5: 'SACK',
  8: 'timestamps',
  28: 'user timeout',
  30: 'multipath',
};
const protocolNames: Readonly<Record<number, string>> = {
  [TCP_PROTOCOL]: 'TCP',
  [UDP_PROTOCOL]: 'UDP',
};

/** An element as people read it: its size, and what else is always the same; null is any. */
export interface ElementWords {
  readonly isOut: boolean;
  /** Frame length in bytes. */
  readonly length: number | null;
  /** `TCP`, `UDP`; empty for others and in a tunnel. */
  readonly protocol: string;
  /** E.g. `PSH ACK`, `window 501`, `options MSS`, `29 B of data`, `TTL 63`; `any window` and so on. */
  readonly details: readonly string[];
}

/** Puts an element into words. */
export function elementWords({ protocol, direction, fields }: ProfileElement): ElementWords {
  const names = fieldsOfProtocol[protocol] ?? [];
  const details = fields.slice(1).map((value, at) => {
    const name = names[at + 1];
    if (name === 'flags') return value === null ? 'any flags' : flagsText(value);
    if (name === 'options') return value === null ? 'any options' : optionsText(value);
    if (name === 'payload') return value === null ? 'any data' : `${value} B of data`;
    if (name === 'window') return value === null ? 'any window' : `window ${value}`;
    return value === null ? 'any TTL' : `TTL ${value}`;
  });
  return {
    isOut: direction === 1,
    length: fields[0] ?? null,
    protocol: protocolNames[protocol] ?? '',
    details,
  };
}

function flagsText(flags: number): string {
  const set = flagNames.filter((_, bit) => (flags & (1 << bit)) !== 0);
  return set.length === 0 ? 'no flags' : set.join(' ');
}

function optionsText(code: number): string {
  const kinds = optionKindsOf(code);
  if (kinds.length === 0) return 'no options';
  return `options ${kinds.map((kind) => optionNames[kind] ?? `kind ${kind}`).join(', ')}`;
}
