import { type Job, quietJob } from '../../contract/job';
import type { ShapedFigures, ShapedRun } from '../../contract/shaping';
import { describeShaping } from '../../contract/shaping-catalogue';
import type { ShapingStep } from '../../contract/shaping-parameters';
import { formatShaping } from '../../contract/shaping-text';
import { costOf, proofOf } from '../../shaping';
import { type Adversary, runAdversary } from '../adversary';
import { boundsOf } from './bounds';
import { figuresOf } from './figures';
import type { Ground, TruePart } from './ground';
import { HistogramAdversary } from './histogram-adversary';

/** What a run is told beside its shaping. */
export interface MeasureOptions {
  readonly adaptive: boolean;
  /** Called with how many of the run's six steps are done. */
  readonly report?: (done: number, total: number) => void;
}

const STEPS = 6;

/**
 * What a shaping costs on the test part, and how well the adversaries do there: the static one, who learned
 * from unshaped traffic, and the adaptive ones of two families, who learned from the shaped training part.
 * @throws HomeMoleError of shaping and training; `cancelled`
 */
export async function measureShaping(
  ground: Ground,
  steps: readonly ShapingStep[],
  { adaptive, report = () => undefined }: MeasureOptions,
  job: Job,
): Promise<ShapedRun> {
  const within: Job = { ...quietJob, signal: job.signal };
  const { options, classes } = ground;
  report(0, STEPS);
  const shapedTest = ground.shaped(steps, 'test');
  const test = ground.seen(shapedTest.home, 1);
  const unshaped = await ground.static(job);
  report(1, STEPS);
  const ask = async (adversary: Adversary): Promise<ShapedFigures> => {
    const { label } = await runAdversary(adversary, test.view, within, options);
    return figuresFor(ground, options.effort.model, test, label);
  };
  const isUnshaped = steps.every(({ name }) => name === 'none');
  const train = isUnshaped ? ground.train : ground.seen(ground.shaped(steps, 'train').home, 2);
  const ofStatic = await ask(unshaped);
  report(2, STEPS);
  const retrained = adaptive && !isUnshaped ? await ground.learn(train, job) : unshaped;
  report(3, STEPS);
  const ofAdaptive = retrained === unshaped ? ofStatic : await ask(retrained);
  report(4, STEPS);
  const second = new HistogramAdversary(train.view, train.truth, classes.length);
  const bounds = await boundsOf(train, test, retrained.features, classes.length, options.seed, job);
  report(5, STEPS);
  const told = await ground.events.measure(steps, adaptive, job);
  report(STEPS, STEPS);
  return {
    shaping: formatShaping(steps),
    vantage: ground.vantage,
    steps: [...shapedTest.steps],
    cost: costOf(shapedTest),
    static: { ...ofStatic, ...told.static },
    adaptive: adaptive ? { ...ofAdaptive, ...told.adaptive } : null,
    second: figuresFor(ground, 'histogram', test, second.label(test.view)),
    bounds,
    proof: proofOf(shapedTest, steps),
    weaknesses: steps.flatMap(({ name }) => describeShaping(name).weaknesses),
    published: steps.flatMap(({ name }) => describeShaping(name).published),
  };
}

/** The figures of labels that were given to a test part. */
export function figuresFor(
  { labels, classes, majorities, options }: Ground,
  model: ShapedFigures['model'],
  { view, truth }: TruePart,
  given: Uint16Array,
): ShapedFigures {
  const tested = { time: view.time, labels, known: classes.length, truth, given, ...majorities };
  return figuresOf(model, tested, options.seed);
}
