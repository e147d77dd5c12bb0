import { NON_IOT } from '../contract/home';
import type { PacketKind } from '../contract/learning';
import type { View } from '../contract/vantage';
import { countKinds, type KindCount } from './count-kinds';
import { byKind } from './kind-lists';

/** Anchors of one class at the most; behind NAPT, where ports make many kinds, too. */
const MOST_OF_CLASS = 6;
/** Fewest packets of the class that are of the kind. */
const FEWEST_PACKETS = 4;
/** Below this score a kind tells too little of its class. */
const LEAST_SCORE = 0.03;

/**
 * The kinds of packets that tell a class most: anchors, by which the adversary finds its way in a
 * stream of many devices. A kind's score for a class is precision x sqrt(recall): a kind of few
 * packets that no other class sends beats one of many that all send. A packet counts by
 * 1 / sqrt(packets of its class), or phones, which send packets of every length, would leave no kind
 * precise. Phones and computers are no class to find.
 * @param view The training view.
 * @param labels Class of each packet, indexes into `classes`; others are not learned from.
 * @returns Each once, in the order of `byKind`.
 */
export function chooseAnchors(
  view: View,
  labels: Uint16Array,
  classes: readonly string[],
): PacketKind[] {
  const kinds = countKinds(view, labels, classes.length);
  const ofClass = new Uint32Array(classes.length);
  for (const label of labels) if (label < classes.length) ofClass[label]!++;
  const chosen = new Set<KindCount>();
  classes.forEach((name, label) => {
    if (name === NON_IOT) return;
    const scored = kinds
      .filter((kind) => (kind.ofClass[label] as number) >= FEWEST_PACKETS)
      .map((kind) => ({ kind, score: scoreOf(kind, label, ofClass) }))
      .filter(({ score }) => score >= LEAST_SCORE)
      .sort((one, other) => other.score - one.score || byKind(one.kind, other.kind));
    for (const { kind } of scored.slice(0, MOST_OF_CLASS)) chosen.add(kind);
  });
  return [...chosen]
    .sort(byKind)
    .map(({ length, direction, serverPort }) => ({ length, direction, serverPort }));
}

/** Precision x sqrt(recall) of a kind for a class, classes weighed by the root of their packets. */
function scoreOf(kind: KindCount, label: number, ofClass: Uint32Array): number {
  let all = 0;
  kind.ofClass.forEach((packets, other) => {
    if (packets > 0) all += packets / Math.sqrt(ofClass[other] as number);
  });
  const packets = kind.ofClass[label] as number;
  const own = packets / Math.sqrt(ofClass[label] as number);
  return (own / all) * Math.sqrt(packets / (ofClass[label] as number));
}
