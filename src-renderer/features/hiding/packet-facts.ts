import { isRecords, type TenSeconds, WITHIN } from '@contract/ten-seconds';
import { INBOUND, OUTBOUND, outerKinds } from '@contract/vantage';
import type { Words } from '../../i18n/use-words';
import type { Entry } from './packet-list';
import { flagsText, preciseClock, protocolName } from './packet-words';

/** What can be told of a packet, in the order shown. */
export const factNames = [
  'device',
  'peer',
  'port',
  'protocol',
  'flags',
  'direction',
  'size',
  'time',
] as const;
export type FactName = (typeof factNames)[number];

/** Text of each fact; null: it cannot be seen from there; undefined: there is no packet there. */
export type Facts = Partial<Record<FactName, string | null>>;

export interface PacketFacts {
  readonly inside: Facts | null;
  readonly router: Facts | null;
  readonly tunnel: Facts | null;
  /** What must be said beside: it stays in the home, or is the router's or the tunnel's own. */
  readonly note: string;
}

const ways: Record<number, 'in' | 'out' | 'within'> = {
  [INBOUND]: 'in',
  [OUTBOUND]: 'out',
  [WITHIN]: 'within',
};

/** What each of the three places sees of one packet. */
export function factsOf(
  seen: TenSeconds,
  { inside: i, router: r, tunnel: parts }: Entry,
  { t, plural, format }: Words,
): PacketFacts {
  const { inside, router, tunnel, span, devices, peers } = seen;
  const clock = (time: number | undefined): string => preciseClock(span.from + (time ?? 0));
  const way = (code: number | undefined): string =>
    t(`sides.packet.way.${ways[code ?? 0] ?? 'in'}`);
  const named = {
    peer: peers[inside.peer[i] ?? -1] ?? '',
    port: inside.port[i] ? String(inside.port[i]) : '',
    protocol: protocolName(inside.protocols[i] ?? 0),
    flags: flagsText(inside.flags[i] ?? 0),
  };
  const first = parts[0] ?? -1;
  /** Asked of the router, which asks outside in its own name. */
  const relayed = inside.way[i] === WITHIN && (r >= 0 || first >= 0);
  const kind = outerKinds[tunnel.kind[first] ?? 0] ?? 'data';
  const counted = isRecords(seen.vantage) ? 'sides.packet.records' : 'sides.packet.parts';
  const sizes = parts.map((part) => format.integer(tunnel.length[part] ?? 0)).join(' + ');
  return {
    inside:
      i < 0
        ? null
        : {
            device: devices[inside.device[i] ?? -1]?.name ?? t('sides.lane.unknown'),
            ...named,
            direction: way(inside.way[i]),
            size: format.integer(inside.length[i] ?? 0),
            time: clock(inside.time[i]),
          },
    router:
      r < 0
        ? null
        : {
            device: null,
            ...(i < 0 || relayed ? {} : named),
            direction: way(router.way[r]),
            size: format.integer(router.length[r] ?? 0),
            time: clock(router.time[r]),
          },
    tunnel:
      first < 0
        ? null
        : {
            device: null,
            peer: null,
            port: null,
            protocol: null,
            flags: null,
            direction: way(tunnel.way[first]),
            size: parts.length > 1 ? plural(counted, parts.length, { sizes }) : sizes,
            time: clock(tunnel.time[first]),
          },
    note:
      i >= 0 && inside.way[i] === WITHIN
        ? t(relayed ? 'sides.packet.relayed' : 'sides.packet.stopped')
        : i >= 0 || first < 0
          ? i < 0
            ? t('sides.packet.byRouter')
            : ''
          : t(`sides.packet.kind.${kind}`),
  };
}

/** One sentence of it, for those who cannot see the lanes. */
export function summaryOf(
  facts: PacketFacts,
  index: number,
  total: number,
  { t, format }: Words,
): string {
  const { inside, tunnel, note } = facts;
  const told = inside ?? tunnel ?? facts.router;
  return t('sides.packet.summary', {
    index: format.integer(index + 1),
    total: format.integer(total),
    time: told?.time ?? '',
    inside: inside
      ? t('sides.packet.insideSays', {
          device: inside.device ?? '',
          peer: inside.peer ?? '',
          size: inside.size ?? '',
          way: inside.direction ?? '',
        })
      : note.replace(/\.$/, ''),
    outside: tunnel
      ? t('sides.packet.outsideSays', { sizes: tunnel.size ?? '' })
      : t('sides.packet.nothing'),
  });
}
