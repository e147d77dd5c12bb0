import type { Bounded, ShapedFigures, ShapedRun } from '../../contract/shaping';
import { bytes, duration, percent } from '../format';
import { html, type Html, type Piece } from '../html';
import { detail, figure, type Page, scrollBox } from '../page';
import { words } from '../words';
import { shapingWords as w } from '../words-shaping';
import { vantageWords } from '../words-vantage';

/** What shaping costs and protects, a table for each vantage; nothing where none was asked for. */
export function shaping(page: Page): Html | null {
  const { shaping: runs } = page.audit;
  if (runs.length === 0) return null;
  const vantages = [...new Set(runs.map(({ vantage }) => vantage))];
  return html`<section id="shaping" aria-labelledby="shaping-title">
    <h2 id="shaping-title">${w.title}</h2>
    <p>${w.lead}</p>
    ${vantages.map((vantage) => {
      const { where } = vantageWords[vantage];
      const own = runs.filter((run) => run.vantage === vantage);
      return figure(page, w.caption(where), scrollBox(w.label(where), table(own)), w.note);
    })}
    ${weaknesses(runs)}
  </section> `;
}

function table(runs: readonly ShapedRun[]): Html {
  const head = (title: string, more?: string): Html =>
    html`<th scope="col" class="right">${title}${more && detail(more)}</th>`;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">${w.shaping}</th>
        ${head(w.bytes)} ${head(w.wait, w.waitIs)} ${head(w.optimistic, w.optimisticIs)}
        ${head(w.counts, w.countsIs)} ${head(w.guess, w.guessIs)} ${head(w.people, w.peopleIs)}
      </tr>
    </thead>
    <tbody>
      ${runs.map(row)}
    </tbody>
  </table>`;
}

function row({ shaping: name, cost, static: optimistic, adaptive }: ShapedRun): Html {
  const { bytesRatio, addedGigabytesPerMonth, latencySeconds, feasible } = cost;
  const cell = (...content: Piece[]): Html => html`<td class="right">${content}</td>`;
  return html`<tr>
    <th scope="row"><span class="name">${name}</span>${!feasible && detail(w.infeasible)}</th>
    ${cell(w.ratio(`${bytesRatio.toFixed(2)}×`, bytes(addedGigabytesPerMonth * 1e9)))}
    ${cell(duration(latencySeconds.p95))} ${cell(share(optimistic.iotAccuracy))}
    ${adaptive ? cell(share(adaptive.iotAccuracy)) : cell(w.notMeasured)}
    ${cell(percent(optimistic.iotMajority))} ${cell(people(adaptive ?? optimistic))}
  </tr> `;
}

function share(value: Bounded | null): Piece {
  if (value === null) return words.noData;
  const { low, high } = value;
  const hasInterval = low !== null && high !== null;
  return [percent(value.value), hasInterval && detail(w.interval(percent(low), percent(high)))];
}

function people({ interactionF1 }: ShapedFigures): string {
  return interactionF1 === null ? w.notMeasured : interactionF1.toFixed(2);
}

function weaknesses(runs: readonly ShapedRun[]): Html | null {
  const all = new Map(
    runs.flatMap((run) => run.weaknesses).map((one) => [one.text, one.source] as const),
  );
  if (all.size === 0) return null;
  return html`<h3>${w.weak}</h3>
    <ul>
      ${[...all].map(([text, source]) => html`<li>${text}${detail(source)}</li> `)}
    </ul>`;
}
