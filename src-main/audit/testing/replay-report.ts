import type { AdversaryModel } from '../../contract/learning';
import { INBOUND, OUTBOUND, outerKinds } from '../../contract/vantage';
import { countKinds, dataLengths, intervalDistances, unlikeLengths } from './compare-views';
import { labelBoth } from './label-real';
import { readReplay, type ReplayCounts, type ReplayRequest } from './replay';

const models: readonly AdversaryModel[] = ['forest', 'best'];

/** What a replay showed, in figures: of the recordings in its folder. */
export async function measureReplay(request: ReplayRequest, workerEntry?: string) {
  const { home, simulated, real } = await readReplay(request);
  const lengths = [INBOUND, OUTBOUND].map((direction) => {
    const [one, other] = [dataLengths(simulated, direction), dataLengths(real, direction)];
    const differ = one.filter((length, i) => length !== other[i]).length;
    return { simulated: one.length, real: other.length, differ, unlike: unlikeLengths(one, other) };
  });
  const accuracies = [];
  for (const model of models) {
    const scores = await labelBoth(home, simulated, real, model, workerEntry);
    accuracies.push({ model, ...scores });
  }
  return {
    kinds: { simulated: countKinds(simulated), real: countKinds(real) },
    lengths,
    distances: intervalDistances(simulated, real),
    accuracies,
    simulated,
    real,
  };
}

export type ReplayFigures = Awaited<ReturnType<typeof measureReplay>>;

/** What was sent, as a line of text. */
export function countsLine({ captured, leftOut, sent }: ReplayCounts): string {
  return `  ${captured} captured packets (${leftOut} IPv6 left out), ${sent} sent`;
}

/** The figures as lines of text. */
export function replayLines(figures: ReplayFigures): string[] {
  const { kinds, lengths, distances, accuracies } = figures;
  const kindLines = outerKinds
    .filter((kind) => kinds.simulated[kind] + kinds.real[kind] > 0)
    .map((kind) => `  ${kind}: simulated ${kinds.simulated[kind]}, real ${kinds.real[kind]}`);
  const lengthLines = lengths.map(
    ({ simulated, real, differ, unlike }, direction) =>
      `  data ${direction === OUTBOUND ? 'out' : 'in'}: simulated ${simulated}, real ${real}; ` +
      `lengths that differ in order ${differ}, as a multiset ${unlike}`,
  );
  const [all, inbound, outbound] = distances.map((distance) => distance.toFixed(4));
  return [
    ...kindLines,
    ...lengthLines,
    `  Kolmogorov-Smirnov distance of intervals: all ${all}, in ${inbound}, out ${outbound}`,
    ...accuracies.map(
      ({ model, simulated, real }) =>
        `  ${model} trained on the simulated view: ${percent(simulated.overallAccuracy)} of ` +
        `${simulated.packets} simulated packets, ${percent(real.overallAccuracy)} of ${real.packets} real ones`,
    ),
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
