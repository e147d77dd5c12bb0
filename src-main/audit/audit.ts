import type { Job } from '../contract/job';
import { limitMessages, splitMessages } from '../contract/messages';
import type { AuditResult, VantageAudit } from '../contract/results';
import { HomeMoleError } from '../contract/errors';
import { NON_IOT } from '../contract/home';
import { WINDOW } from '../features';
import { namedEvents, readInteractions } from '../home';
import { auditVantage, type VantageSplit } from './audit-vantage';
import { limitsOf } from './limits';
import { type LoadedHome, loadHome } from './load';
import { loadView } from './seen';
import { minutesOf } from './minutes';
import { type AuditOptions, FEWEST_PACKETS } from './options';
import { measureAll } from './shaping/measure-all';
import { showNames } from './show-names';

/**
 * The self-audit: for each vantage an adversary is trained on the earlier part of what crosses the
 * gateway and tested on the later part.
 * With captures of both sides it is the view as it was recorded.
 * @throws HomeMoleError of loading; `no-internet-packets`, `too-few-packets`, `one-class-only`.
 */
export async function runAudit(options: AuditOptions, job: Job): Promise<AuditResult> {
  const { outside = null, seed, vantages: asked } = options;
  const written = options.events == null ? [] : await readInteractions(options.events);
  const sides =
    outside === null
      ? null
      : await loadView({ ...options, vantage: asked[0] ?? null, outside, seed }, job);
  const loaded = sides ? sides.loaded : await loadHome(options, job);
  const { inspected } = loaded;
  const marked = namedEvents(written, loaded.home.devices);
  checkEnough(loaded, inspected.internetPackets);
  const vantages: VantageAudit[] = [];
  let split: VantageSplit | undefined;
  for (const vantage of sides ? [sides.seen.view.vantage] : asked) {
    const audited = await auditVantage(loaded.home, vantage, options, job, sides?.seen, marked);
    vantages.push(audited.result);
    split ??= audited.split;
  }
  checkJudged(vantages, inspected.durationSeconds);
  const shown = showNames(loaded.home.devices, vantages, ({ mac }) => loaded.labels.has(mac));
  const { trainStartTime, trainEndTime, testStartTime, testEndTime, gapSeconds } =
    split as VantageSplit;
  return {
    format: 'homemole-audit',
    version: 1,
    source: {
      simulated: sides?.simulated ?? loaded.simulated,
      files: [...(sides?.files ?? inspected.files)],
      startTime: inspected.startTime ?? 0,
      durationSeconds: inspected.durationSeconds,
      packets: inspected.packets,
      bytes: inspected.bytes,
      internetPackets: inspected.internetPackets,
    },
    home: { gateway: loaded.home.gateway, devices: shown.devices },
    vantages: shown.vantages,
    shaping: await measureAll(loaded.home, options, marked, job),
    method: {
      split: sides?.measured
        ? `${splitMessages.audit} ${limitMessages.measured}`
        : splitMessages.audit,
      seed: options.seed,
      trainSeconds: trainEndTime - trainStartTime,
      gapSeconds,
      testSeconds: testEndTime - testStartTime,
      trainStart: trainStartTime,
      testStart: testStartTime,
      window: options.window ?? WINDOW,
    },
    limits: limitsOf(loaded, inspected.durationSeconds, shown.vantages, sides?.measured),
  };
}

/** An audit that can judge no smart device must not read like a home that hides well. */
function checkJudged(vantages: readonly VantageAudit[], seconds: number): void {
  const judged = vantages
    .flatMap(({ devices }) => devices)
    .filter(({ type, verdict }) => type !== NON_IOT && verdict !== 'not-enough-data');
  if (judged.length > 0) return;
  throw new HomeMoleError('nothing-to-judge', { minutes: minutesOf(seconds) });
}

function checkEnough({ home }: LoadedHome, internetPackets: number): void {
  if (internetPackets === 0) {
    throw new HomeMoleError('no-internet-packets', { packets: home.packets.count });
  }
  if (internetPackets < FEWEST_PACKETS) {
    throw new HomeMoleError('too-few-packets', {
      packets: internetPackets,
      needed: FEWEST_PACKETS,
    });
  }
}
