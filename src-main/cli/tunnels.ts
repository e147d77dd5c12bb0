import { tunnelProtocolNames, type TunnelSighting } from '../contract/tunnel-sighting';
import type { Pairing } from '../contract/pairing';
import { bytes, count, duration, packets, percent } from './text';

/** The tunnels of a capture, what they look like and why. */
export function tunnelLines(
  tunnels: readonly TunnelSighting[],
  heading = 'Contains tunnels:',
): string[] {
  if (tunnels.length === 0) return [];
  return [heading, ...tunnels.flatMap((tunnel) => [...linesOf(tunnel), ''])];
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

/** How the packets of two sides were put together. */
export function pairingLines(pairing: Pairing): string[] {
  const { packets: all, paired, controlPackets, unpaired, paperRule, stream } = pairing;
  const data = all - controlPackets;
  return [
    `Clocks: outside is ${seconds(pairing.offsetSeconds)} ${pairing.offsetSeconds < 0 ? 'behind' : 'ahead'}, drift ${ppm(pairing.driftPpm)} ppm${pairing.delaySeconds === null ? '' : `, ${seconds(pairing.delaySeconds)} on the way`}.`,
    `Paired: ${count(paired)} of ${count(data)} packets with data (${percent(data === 0 ? null : paired / data)}); the tunnel's own: ${count(controlPackets)}; no packet inside fits: ${count(unpaired)}.`,
    `Inside, ${count(pairing.insidePaired)} of ${count(pairing.insidePackets)} packets that cross the gateway were found outside.`,
    ...(pairing.duplicates > 0 ? [`Came twice: ${packets(pairing.duplicates)}.`] : []),
    ...(stream === null
      ? []
      : [
          `Read from the TCP stream: ${count(stream.records)} records; bytes that the capture lacks: ${count(stream.missingBytes)}; that could not be read: ${count(stream.skippedBytes)}.`,
        ]),
    ...(paperRule === null
      ? []
      : [
          `The paper's rule (smaller, within 0.02 s) finds a packet for ${count(paperRule.paired)}, the same one for ${percent(paperRule.agreement)}.`,
        ]),
  ];
}

/** With a tenth; less is none, whatever its sign. */
function ppm(value: number): string {
  const text = value.toFixed(1);
  return text === '-0.0' ? '0.0' : text;
}

function seconds(value: number): string {
  const size = Math.abs(value);
  if (size >= 60) return `${duration(size)} (${size.toFixed(6)} s)`;
  return size >= 0.001 ? `${(size * 1000).toFixed(3)} ms` : `${(size * 1e6).toFixed(0)} µs`;
}
