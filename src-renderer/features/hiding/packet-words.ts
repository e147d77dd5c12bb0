import { protocolBits } from '@contract/protocol-bits';

/** The highest protocol that the bits tell, on what carries it: `TLS/TCP`. */
export function protocolName(bits: number): string {
  const high = (['tls', 'http', 'dns'] as const).find((name) => (bits & protocolBits[name]) !== 0);
  const low = (['tcp', 'udp', 'ip'] as const).find((name) => (bits & protocolBits[name]) !== 0);
  return [high, low].flatMap((name) => (name ? [name.toUpperCase()] : [])).join('/');
}

const flagNames = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG'] as const;

/** TCP flags by their names in the RFC, lowest bit first; empty without any. */
export function flagsText(flags: number): string {
  return flagNames.filter((_, bit) => (flags & (1 << bit)) !== 0).join(' ');
}

/** A time of day to the millisecond, of seconds since the epoch: `14:03:02.123`. */
export function preciseClock(epochSeconds: number): string {
  const date = new Date(Math.round(epochSeconds * 1000));
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(11, 23);
}
