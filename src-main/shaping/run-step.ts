import type { Home } from '../contract/home';
import type { Random } from '../contract/random';
import type { PlacedStep } from '../contract/shaping';
import { describeShaping } from '../contract/shaping-catalogue';
import type { ShapingStep } from '../contract/shaping-parameters';
import { OUTBOUND } from '../contract/vantage';
import { cutToFit } from './cut';
import { mergeTraffic } from './merge';
import type { ShaperContext } from './shaper';
import { shapers } from './shapers';
import { selectTraffic, type Traffic } from './traffic';

/** Of the whole capture. */
export type StepContext = Pick<ShaperContext, 'largest' | 'start' | 'end' | 'flowOf'>;

/** Shapes what a step is for and lets the rest pass. */
export function runStep(
  traffic: Traffic,
  step: ShapingStep,
  placed: PlacedStep,
  home: Home,
  context: StepContext,
  random: Random,
): Traffic {
  if (step.name === 'none') return traffic;
  const shaper = shapers[step.name];
  const [passing, shaped] = divide(traffic, step, placed, home);
  const pads = describeShaping(step.name).effects.includes('pads');
  const fitting = pads ? cutToFit(shaped, context.largest) : shaped;
  const isApart = placed.placement === 'device' || step.values['per'] === 'device';
  const streams =
    shaper.scope === 'stream' && isApart ? byOwner(fitting) : [{ owner: -1, stream: fitting }];
  const { values } = step;
  const done = streams.map(({ owner, stream }) =>
    shaper.shape(stream, { ...context, values, owner, random: random.fork(owner + 1) }),
  );
  return mergeTraffic([passing, ...done]);
}

/** What passes as it is, and what is shaped. */
function divide(
  traffic: Traffic,
  { values }: ShapingStep,
  { directions }: PlacedStep,
  { devices }: Home,
): [Traffic, Traffic] {
  const isIot = devices.map(({ kind }) => kind === 'iot');
  const everyone = values['devices'] !== 'iot';
  const isShaped = (row: number): boolean =>
    (directions === 'both' || traffic.direction[row] === OUTBOUND) &&
    (everyone || isIot[traffic.owner[row] as number] === true);
  if (everyone && directions === 'both') return [selectTraffic(traffic, []), traffic];
  const rows: [number[], number[]] = [[], []];
  for (let row = 0; row < traffic.count; row++) rows[isShaped(row) ? 1 : 0].push(row);
  return [selectTraffic(traffic, rows[0]), selectTraffic(traffic, rows[1])];
}

/** One stream for each device, those of the home itself together. */
function byOwner(traffic: Traffic): { owner: number; stream: Traffic }[] {
  const rows = new Map<number, number[]>();
  for (let row = 0; row < traffic.count; row++) {
    const owner = traffic.owner[row] as number;
    const known = rows.get(owner);
    if (known) known.push(row);
    else rows.set(owner, [row]);
  }
  return [...rows.entries()]
    .sort(([one], [other]) => one - other)
    .map(([owner, own]) => ({ owner, stream: selectTraffic(traffic, own) }));
}
