import type { CalibratedScore } from '../../contract/calibration';
import { visibleSentences } from '../../contract/visible-text';
import { bits, bytes, integer, percent } from '../format';
import { html, type Html } from '../html';
import type { AdversaryScore, Outcome } from '../outcome';
import { detail, figure, scrollBox, type Page } from '../page';
import { words } from '../words';

/** The adversaries' scores, what was to be seen, and estimates of what can be learned at all. */
export function behind(page: Page, outcome: Outcome): Html {
  const w = words.behind;
  const table = html`<table>
    <thead>
      <tr>
        <th scope="col">${w.model}</th>
        <th scope="col" class="right">${w.smart}</th>
        <th scope="col" class="right">${w.overall}</th>
        <th scope="col" class="right">${w.macro}</th>
        <th scope="col" class="right">${w.guess}</th>
        <th scope="col">${w.tested}</th>
      </tr>
    </thead>
    <tbody>
      ${outcome.audit.adversaries.map(row)}
    </tbody>
  </table>`;
  return html`<h3>${words.sections.behind}</h3>
    <p>${sights(outcome)}</p>
    <p>${estimates(outcome)}</p>
    ${figure(page, w.models, scrollBox(w.label, table))}
    ${outcome.score?.calibration && html`<p>${calibration(outcome.score.calibration)}</p>`}`;
}

function row(score: AdversaryScore): Html {
  return html`<tr>
    <th scope="row">${words.models[score.model]}</th>
    <td class="right">${percent(score.iotAccuracy)}</td>
    <td class="right">${percent(score.overallAccuracy)}</td>
    <td class="right">${percent(score.macroRecall)}</td>
    <td class="right">${percent(score.baselines.majority)}</td>
    <td>
      ${words.behind.packets(integer(score.packets))}${detail(words.behind.windows(score.windows, integer(score.windows)))}
    </td>
  </tr> `;
}

function calibration({ before, after, unknown, abstainBelow }: CalibratedScore): string {
  const w = words.behind;
  return [
    w.calibrated(percent(after.expectedCalibrationError), percent(before.expectedCalibrationError)),
    w.brier(after.brierScore.toFixed(3), before.brierScore.toFixed(3)),
    w.unknown(percent(abstainBelow), percent(unknown.ofKnown)),
    ...(unknown.ofUnmet === null ? [] : [w.unmet(percent(unknown.ofUnmet))]),
  ].join(' ');
}

/** Said with figures of the view already. */
const repeated = new Set<string>(['lan-unseen', 'own-packets']);

function sights(outcome: Outcome): string {
  const { view, hiding } = outcome.audit;
  const w = words.behind;
  return [
    w.view(integer(view.packets), bytes(view.bytes)),
    w.lengths(
      integer(view.distinctLengths),
      integer(view.distinctLengthsInside),
      bits(view.lengthEntropyBits),
    ),
    ...(view.controlPackets > 0 ? [w.control(integer(view.controlPackets))] : []),
    ...(view.hiddenLanPackets > 0 ? [w.lan(integer(view.hiddenLanPackets))] : []),
    ...(view.visible ? visibleSentences(view.visible) : []),
    ...hiding.sentences.filter(({ code }) => !repeated.has(code)).map(({ text }) => text),
  ].join(' ');
}

function estimates({ audit, score }: Outcome): string {
  const { leakage } = audit;
  const w = words.behind;
  if (leakage === null) return w.noLeakage;
  const { bayesErrorLower: bound, mutualInformationBits: known, typeEntropyBits: total } = leakage;
  const share = total > 0 ? percent(known / total) : null;
  // It is estimated from a sample: an adversary with the same features that errs less refutes it.
  const error = score === null ? 1 : 1 - score.overallAccuracy;
  const least = error < bound ? w.refuted(percent(bound), percent(error)) : w.bayes(percent(bound));
  return `${least} ${w.information(bits(known), bits(total), share)}`;
}
