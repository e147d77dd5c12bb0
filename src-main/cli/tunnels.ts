import { tunnelProtocolNames, type TunnelSighting } from '../contract/tunnel-sighting';
import { bytes, duration, packets } from './text';

/** The tunnels of a capture, what they look like and why. */
export function tunnelLines(tunnels: readonly TunnelSighting[]): string[] {
  if (tunnels.length === 0) return [];
  return ['Contains tunnels:', ...tunnels.flatMap((tunnel) => [...linesOf(tunnel), ''])];
}

function linesOf(tunnel: TunnelSighting): string[] {
  const { client, server, candidates, confidence } = tunnel;
  const seconds = tunnel.lastTime - tunnel.firstTime;
  return [
    `  ${tunnelProtocolNames[tunnel.protocol]}${confidence === 'likely' ? ' (likely)' : ''}, ${end(client)} to ${end(server)}: ${packets(tunnel.packets)}, ${bytes(tunnel.bytes)}, ${duration(seconds)}.`,
    `  Ciphers by length: ${candidates.map(({ ciphers }) => ciphers).join('; or ') || 'cannot be told'}.`,
    ...tunnel.evidence.map(({ text }) => `    - ${text}`),
  ];
}

function end({ address, port }: TunnelSighting['client']): string {
  if (port === null) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
