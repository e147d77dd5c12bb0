import type { Home, Interaction } from '../../contract/home';
import type { Job } from '../../contract/job';
import type { CurvePoint, JudgedInteraction, JudgedMarks } from '../../contract/marks';
import { perceived, type View } from '../../contract/vantage';
import { scoreEvents } from '../../evaluation';
import { sliceView } from '../../features';
import { namedEvents, readInteractions } from '../../home';
import { findEvents } from '../../inference';
import { viewHome } from '../../vantage';
import { type CaptureInput, loadHome } from '../load';
import { learnInteractions } from './learn';
import { refineMarks } from './refine-marks';
import { markedEvents } from './run-interactions';

/** Repetitions after which it is looked how well an interaction is told. */
const STEPS = [5, 10, 20, 40] as const;
/** So many must be left to look at. */
const FEWEST_TESTED = 2;
/** Told this well, an interaction needs no more repetitions. */
const ENOUGH = 0.9;
/** Nobody is asked for more than so many in all, or told that fewer are enough without a test. */
const MOST = 60;
const FEWEST = 10;

export interface JudgeMarksOptions extends CaptureInput {
  /** File of events that were marked. */
  readonly events: string;
  readonly seed: number;
}

/**
 * Moves marks to the packets that they caused, and says of each interaction how well it is told after so many
 * repetitions, by one who learned from these and looks at what followed.
 * @throws HomeMoleError of loading; `events-malformed`; `cancelled`
 */
export async function judgeMarks(options: JudgeMarksOptions, job: Job): Promise<JudgedMarks> {
  const marked = await readInteractions(options.events);
  const { home } = await loadHome(options, job);
  const seen = perceived(viewHome(home, 'napt', options.seed));
  const marks = refineMarks(home, seen, namedEvents(marked, home.devices));
  const events = marks.flatMap(({ moved, ...mark }): Interaction[] =>
    moved === null ? [] : [{ ...mark, resolution: 'packet' }],
  );
  const interactions: JudgedInteraction[] = [];
  for (const device of [...new Set(marks.map((mark) => mark.device))].sort()) {
    const own = events.filter((event) => event.device === device);
    const curves = await curvesOf(home, seen.view, own, options.seed, job);
    const names = marks.filter((mark) => mark.device === device).map((mark) => mark.interaction);
    for (const interaction of [...new Set(names)].sort()) {
      const caused = own.filter((event) => event.interaction === interaction).length;
      const curve = curves.get(interaction) ?? [];
      const count = names.filter((name) => name === interaction).length;
      const needed = stillNeeded(caused, curve);
      interactions.push({ device, interaction, marks: count, caused, curve, needed });
    }
  }
  return { marks, interactions };
}

/** Of each interaction of a device: F1 on what follows, after 5, 10, 20 and 40 repetitions of each. */
async function curvesOf(
  home: Home,
  view: View,
  events: readonly Interaction[],
  seed: number,
  job: Job,
): Promise<Map<string, CurvePoint[]>> {
  const curves = new Map<string, CurvePoint[]>();
  const byName = new Map<string, Interaction[]>();
  for (const event of events) {
    byName.set(event.interaction, [...(byName.get(event.interaction) ?? []), event]);
  }
  for (const repetitions of STEPS) {
    const all = [...byName.values()];
    if (all.length === 0 || all.some((own) => own.length < repetitions + FEWEST_TESTED)) break;
    const last = Math.max(...all.map((own) => (own[repetitions - 1] as Interaction).time));
    const next = events.find(({ time }) => time > last);
    if (next === undefined) break;
    const border = (last + next.time) / 2;
    const at = view.time.findIndex((time) => time >= border);
    const before = events.filter(({ time }) => time < border);
    const { habits } = await learnInteractions(
      sliceView(view, 0, at),
      home.devices,
      before,
      seed,
      job,
    );
    const claims = await findEvents(sliceView(view, at, view.count), { habits }, job);
    const after = events.filter(({ time }) => time >= border);
    const { scores } = scoreEvents(claims, markedEvents(after, home.devices), 0);
    for (const name of byName.keys()) {
      const score = scores.find(({ interaction }) => interaction === name);
      if (score === undefined || score.events === 0) continue;
      const f1 = (2 * score.right) / (score.events + score.claimed);
      const learned = before.filter(({ interaction }) => interaction === name).length;
      const point = { repetitions: learned, f1, tested: score.events };
      curves.set(name, [...(curves.get(name) ?? []), point]);
    }
  }
  return curves;
}

/**
 * How many more repetitions are worth doing: none once it is told well enough; else as many as the last two
 * points of the curve need at the rate at which they improve; as many again where one point says too little.
 */
export function stillNeeded(caused: number, curve: readonly CurvePoint[]): number {
  const last = curve.at(-1);
  const more = (wanted: number): number => Math.max(0, Math.min(MOST, Math.ceil(wanted)) - caused);
  if (last === undefined) return more(FEWEST);
  if (last.f1 >= ENOUGH) return 0;
  const before = curve.at(-2);
  const doubled = more(2 * Math.max(caused, FEWEST));
  if (before === undefined || last.f1 <= before.f1) return doubled;
  // Errors fall with a power of the repetitions.
  const power =
    Math.log((1 - before.f1) / (1 - last.f1)) / Math.log(last.repetitions / before.repetitions);
  const wanted = last.repetitions * ((1 - last.f1) / (1 - ENOUGH)) ** (1 / power);
  return Math.max(1, more(Math.max(wanted, caused + 1)));
}
