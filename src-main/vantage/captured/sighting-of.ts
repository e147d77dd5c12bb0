import type { TunnelSighting } from '../../contract/tunnel-sighting';
import { candidatesOf } from './candidates';
import type { Verdict } from './judge';
import type { WatchedFlow } from './watched-flow';

/** Ports that servers listen on, by custom or registration. */
const SERVER_PORTS = [1194, 443, 51_820, 500, 4500, 41_641];
/** Addresses that routers translate (RFC 1918, RFC 6598) and unique local ones (RFC 4193). */
const PRIVATE =
  /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd])/;

/** What a verdict says of a flow, in the words of the contract. */
export function sightingOf(
  flow: WatchedFlow,
  verdict: Verdict,
  addresses: readonly string[],
): TunnelSighting {
  const { candidates, evidence } = candidatesOf(verdict);
  const hasPorts = verdict.protocol !== 'ipsec-esp';
  const low = endOf(addresses[flow.low], hasPorts ? flow.lowPort : null);
  const high = endOf(addresses[flow.high], hasPorts ? flow.highPort : null);
  const lowIsClient =
    verdict.clientDirection === null ? looksLikeClient(low, high) : verdict.clientDirection === 0;
  return {
    protocol: verdict.protocol,
    confidence: verdict.confidence,
    client: lowIsClient ? low : high,
    server: lowIsClient ? high : low,
    clientShown: verdict.clientDirection !== null,
    packets: flow.packets,
    bytes: flow.bytes,
    dataPackets: verdict.lengths.total,
    firstTime: flow.firstTime,
    lastTime: flow.lastTime,
    handshakeSeen: verdict.handshakeSeen,
    candidates,
    mtu: verdict.mtu,
    evidence: [...verdict.evidence, ...evidence],
  };
}

type End = TunnelSighting['client'];

function endOf(address: string | undefined, port: number | null): End {
  return { address: address ?? '', port };
}

function looksLikeClient(low: End, high: End): boolean {
  const lowListens = low.port !== null && SERVER_PORTS.includes(low.port);
  const highListens = high.port !== null && SERVER_PORTS.includes(high.port);
  if (lowListens !== highListens) return highListens;
  const lowIsPrivate = PRIVATE.test(low.address);
  const highIsPrivate = PRIVATE.test(high.address);
  if (lowIsPrivate !== highIsPrivate) return lowIsPrivate;
  return (low.port ?? 0) >= (high.port ?? 0);
}
