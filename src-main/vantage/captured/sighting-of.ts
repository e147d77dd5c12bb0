import type { TunnelSighting } from '../../contract/tunnel-sighting';
import { candidatesOf } from './candidates';
import type { Verdict } from './judge';
import { isPrivate } from './private-address';
import type { WatchedFlow } from './watched-flow';

/** Ports that servers listen on, by custom or registration. */
const SERVER_PORTS = [1194, 443, 51_820, 500, 4500, 41_641];
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
  const lowIsPrivate = isPrivate(low.address);
  const highIsPrivate = isPrivate(high.address);
  if (lowIsPrivate !== highIsPrivate) return lowIsPrivate;
  return (low.port ?? 0) >= (high.port ?? 0);
}
