import type { Placement } from '../contract/shaping-parameters';
import type { Latency, ShapeResult } from '../contract/shaping';
import { bytes, count, packets, printable, simulatedMark } from './text';

const places: Record<Placement, string> = {
  device: 'in each device and its cloud',
  gateway: 'in the router alone, what the home sends',
  pair: 'in the router and its VPN server',
};

/** What a shaping costs, for a terminal. */
export function shapeText(result: ShapeResult, written: string | null): string {
  const { cost, shaping, vantage, steps } = result;
  const { kinds, latencySeconds: wait } = cost;
  const width = Math.max(6, ...cost.devices.map(({ device }) => printable(device).length));
  return [
    ...simulatedMark(result.simulated),
    `${shaping} seen from ${vantage}${steps.map(({ placement }) => ` (${places[placement]})`).join('')}`,
    `Packets: ${packets(cost.before.packets)} become ${count(cost.after.packets)} (${cost.packetsRatio.toFixed(2)} times): ${count(kinds.real)} real, ${count(kinds.fragment)} later pieces, ${count(kinds.dummy)} dummies.`,
    `Bytes: ${bytes(cost.before.bytes)} become ${bytes(cost.after.bytes)} (${cost.bytesRatio.toFixed(2)} times), ${bytes(Math.round(cost.addedBytesPerSecond))}/s more, ${cost.addedGigabytesPerMonth.toFixed(1)} GB more a month.`,
    `Waiting: ${waits(wait)}; at most ${count(cost.peakQueue)} packets at once.`,
    ...(cost.feasible
      ? []
      : [
          'Infeasible: packets wait for over a minute, in a queue that grows faster than it is sent.',
        ]),
    ...cost.consequences.map(({ text }) => text),
    '',
    `${'device'.padEnd(width)}  ${'bytes'.padStart(8)}  ${'packets'.padStart(8)}  ${'wait p95'.padStart(9)}`,
    ...cost.devices.map(
      (one) =>
        `${printable(one.device).padEnd(width)}  ${`x ${one.bytesRatio.toFixed(2)}`.padStart(8)}  ${`x ${one.packetsRatio.toFixed(2)}`.padStart(8)}  ${seconds(one.latencySeconds.p95).padStart(9)}`,
    ),
    '',
    ...result.weaknesses.map(({ text, source }) => `Known weakness: ${text} (${source})`),
    ...(written === null ? [] : [`Written to ${printable(written)}.`]),
    '',
  ].join('\n');
}

function waits({ mean, p50, p95, p99, max }: Latency): string {
  return `mean ${seconds(mean)}, half of the packets at most ${seconds(p50)}, 95 % ${seconds(p95)}, 99 % ${seconds(p99)}, all ${seconds(max)}`;
}

/** `12 ms`, `3.4 s`. */
function seconds(value: number): string {
  return value < 1 ? `${Math.round(value * 1000)} ms` : `${value.toFixed(1)} s`;
}
