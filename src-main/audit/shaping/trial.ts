import type { Home } from '../../contract/home';
import { type Job, quietJob } from '../../contract/job';
import type { Predictions } from '../../contract/learning';
import type { ShapingTrial } from '../../contract/shaping';
import { describeShaping } from '../../contract/shaping-catalogue';
import type { ShapingStep } from '../../contract/shaping-parameters';
import { formatShaping } from '../../contract/shaping-text';
import { claimsOf, deviceClasses, judgeDevices, type TestPart } from '../../evaluation';
import { costOf, expectedPackets, proofOf, shapeHome, trafficOf } from '../../shaping';
import { runAdversary } from '../adversary';
import type { Ground, TruePart } from './ground';
import { figuresFor } from './measure';
import { sampleShare } from './sample-hours';
import { stripOf, telling } from './strip';

/** Real packets, and packets after shaping, that a fast answer looks at. */
const MOST_REAL = 16_000;
const MOST_SHAPED = 50_000;
/** Less than this share of the test part says nothing. */
const LEAST_SHARE = 0.002;

/**
 * The fast answer to a setting: the static adversary before and after, on as much of the test part as is quickly
 * labelled, in four blocks evenly over it. Cost and figures are of that part alone.
 * @throws HomeMoleError of shaping; of training at the first call; `cancelled`
 */
export async function tryShaping(
  ground: Ground,
  steps: readonly ShapingStep[],
  job: Job,
): Promise<Omit<ShapingTrial, 'simulated'>> {
  const within: Job = { ...quietJob, signal: job.signal };
  const { testHome, vantage, options } = ground;
  const traffic = trafficOf(testHome);
  const expected = Math.max(
    ...steps.map((step) => expectedPackets(traffic, step, testHome.devices.length)),
  );
  const share = Math.min(1, MOST_REAL / traffic.count, MOST_SHAPED / (expected + traffic.count));
  const adversary = await ground.static(within);
  const { home, before, saysBefore } = await unshaped(ground, Math.max(LEAST_SHARE, share), within);
  const shaped = shapeHome(home, steps, vantage, options.seed);
  const after = ground.seen(shaped.home, 1);
  const saysAfter = await runAdversary(adversary, after.view, within, options);
  const [testBefore, testAfter] = [
    testPart(ground, before, saysBefore),
    testPart(ground, after, saysAfter),
  ];
  const { model } = options.effort;
  const from = telling(shaped);
  const cameAt = new Map<number, number>();
  shaped.before.source.forEach((row, i) => cameAt.set(row, shaped.before.time[i] as number));
  return {
    shaping: formatShaping(steps),
    vantage,
    steps: [...shaped.steps],
    cost: costOf(shaped),
    before: figuresFor(ground, model, before, saysBefore.label),
    after: figuresFor(ground, model, after, saysAfter.label),
    devices: devicesOf(ground, testBefore, testAfter),
    claimsBefore: claimsOf(testBefore),
    claimsAfter: claimsOf(testAfter),
    stripBefore: stripOf(shaped.before, from, cameAt),
    stripAfter: stripOf(shaped.traffic, from, cameAt),
    proof: proofOf(shaped, steps),
    weaknesses: steps.flatMap(({ name }) => describeShaping(name).weaknesses),
    published: steps.flatMap(({ name }) => describeShaping(name).published),
  };
}

interface Unshaped {
  readonly home: Home;
  readonly before: TruePart;
  readonly saysBefore: Predictions;
}
/** The last of a ground: most settings look at the same part of it. */
const kept = new WeakMap<Ground, Unshaped & { readonly share: number }>();

/** A share of the test part as it is, and what the static adversary says of it. */
async function unshaped(ground: Ground, share: number, job: Job): Promise<Unshaped> {
  const last = kept.get(ground);
  if (last?.share === share) return last;
  const home = sampleShare(ground.testHome, share);
  const before = ground.seen(home, 1);
  const adversary = await ground.static(job);
  const saysBefore = await runAdversary(adversary, before.view, job, ground.options);
  const made = { share, home, before, saysBefore };
  kept.set(ground, made);
  return made;
}

function testPart(
  { labels, testHome: home }: Ground,
  { view, truth, devices }: TruePart,
  predictions: Predictions,
): TestPart {
  const classOfDevice = Int32Array.from(deviceClasses(home), (name) => labels.indexOf(name));
  return { home, time: view.time, devices, classOfDevice, labels, truth, predictions };
}

function devicesOf(
  { trainHome }: Ground,
  before: TestPart,
  after: TestPart,
): ShapingTrial['devices'] {
  const trained = new Int32Array(trainHome.devices.length);
  for (const device of trainHome.device) if (device >= 0) trained[device]!++;
  const now = judgeDevices(after, trained);
  return judgeDevices(before, trained).map(({ device, type, verdict, recall }, i) => ({
    device,
    type,
    verdictBefore: verdict,
    verdictAfter: now[i]?.verdict ?? verdict,
    recallBefore: recall,
    recallAfter: now[i]?.recall ?? null,
  }));
}
