import { HomeMoleError } from '../../contract/errors';
import type { Explanation } from '../../contract/explanation';
import type { Job } from '../../contract/job';
import { perceived } from '../../contract/vantage';
import { loadModel, openLabeller } from '../../inference';
import { type EvaluateOptions, loadFor } from '../evaluate';
import { explanationOf } from './explanation-of';

/** Which packet: by its number in the view, from 1 on, or the nearest to a time since the epoch. */
export type PacketChoice = { readonly number: number } | { readonly time: number };

export interface ExplainOptions extends EvaluateOptions {
  readonly packet: PacketChoice;
}

/**
 * Why a trained adversary calls one packet of a capture what it calls it.
 * @throws HomeMoleError as `runEvaluate`; `usage` where there is no such packet.
 */
export async function runExplain(options: ExplainOptions, job: Job): Promise<Explanation> {
  const { card, model: onnx } = await loadModel(options.model);
  const { loaded, seen, simulated } = await loadFor(card.vantage, options, job);
  const heard = perceived(seen);
  const { classes, features, window } = card;
  const packet = placeOf(heard.view.time, options.packet);
  const labeller = await openLabeller({ onnx, classes, features }, options.model);
  try {
    return await explanationOf(
      {
        home: loaded.home,
        seen: heard,
        packet,
        model: card.model,
        explainer: { labeller, features, window },
        simulated: simulated || card.data.simulated,
        // A card names the files it was trained on, not the packets.
        learnedFrom: false,
      },
      job,
    );
  } finally {
    await labeller.release();
  }
}

/** The packet's place in the view, whose times ascend. */
function placeOf(time: Float64Array, choice: PacketChoice): number {
  if ('number' in choice) {
    if (choice.number <= time.length) return choice.number - 1;
    throw new HomeMoleError('usage', {
      detail: `There is no packet ${choice.number}: the view has ${time.length}.`,
    });
  }
  const first = time[0] as number;
  const last = time[time.length - 1] as number;
  if (choice.time < first - 1 || choice.time > last + 1) {
    const iso = (at: number): string => new Date(at * 1000).toISOString();
    throw new HomeMoleError('usage', {
      detail: `The view has no packet then: it goes from ${iso(first)} to ${iso(last)}.`,
    });
  }
  let nearest = 0;
  for (let i = 1; i < time.length; i++) {
    const apart = Math.abs((time[i] as number) - choice.time);
    if (apart < Math.abs((time[nearest] as number) - choice.time)) nearest = i;
  }
  return nearest;
}
