import { verdictMessages } from '../../contract/messages';
import { verdicts } from '../../contract/results';
import { bar, parts } from '../charts/bar';
import { percent } from '../format';
import { html, type Html } from '../html';
import { name } from '../names';
import type { Outcome } from '../outcome';
import { figure, scrollBox, type Page } from '../page';
import { words } from '../words';
import { vantageWords } from '../words-vantage';
import { verdictChip, verdictLegend } from './verdict-chip';

/** The vantages beside each other: accuracies over their baselines, and verdicts. */
export function comparison(page: Page, outcomes: readonly Outcome[]): Html {
  return html`<section id="comparison" aria-labelledby="comparison-title">
    <h2 id="comparison-title">
      ${outcomes.length > 1 ? words.sections.comparison : words.sections.score}
    </h2>
    ${accuracies(page, outcomes)} ${verdictCounts(page, outcomes)}
    ${outcomes.length > 1 && everyDevice(page, outcomes)}
  </section> `;
}

function accuracies(page: Page, outcomes: readonly Outcome[]): Html {
  const w = words.comparison;
  const rows = outcomes.map(
    ({ audit, score, guessSmart }) =>
      html`<div class="bars">
        <h4>${vantageWords[audit.vantage].title}</h4>
        ${row(w.smart, score?.iotAccuracy ?? null, w.guessSmart, guessSmart)}
        ${row(w.all, score?.overallAccuracy ?? null, w.guessAll, score?.baselines.majority ?? null)}
      </div>`,
  );
  const legend = html`<p class="legend">
    <span><i class="key tick"></i>${w.legend(w.guessSmart, w.guessAll)}</span>
  </p>`;
  return figure(page, w.bars, html`${rows}${legend}`);
}

function row(what: string, value: number | null, guessing: string, guess: number | null): Html {
  const label = words.comparison.barLabel(what, percent(value), guessing, percent(guess));
  return html`<div class="row">
    <span class="what">${what}</span>${bar(label, value, guess)}<span class="figure"
      >${percent(value)}</span
    >
  </div> `;
}

function verdictCounts(page: Page, outcomes: readonly Outcome[]): Html {
  const rows = outcomes.map(({ audit, counts, smart }) => {
    const label = verdicts.map((v) => `${verdictMessages[v]}: ${counts[v]}`).join(', ');
    const tones = verdicts.map((tone) => ({ count: counts[tone], tone }));
    return html`<div class="row">
      <span class="what">${vantageWords[audit.vantage].title}</span>${parts(label, tones)}<span
        class="figure"
        >${counts.identified} ${words.of} ${smart.length}</span
      >
    </div> `;
  });
  const legend = verdictLegend();
  return figure(
    page,
    words.comparison.counts,
    html`<div class="bars">${rows}</div>
      ${legend}`,
  );
}

function everyDevice(page: Page, outcomes: readonly Outcome[]): Html {
  const all = outcomes.map((o) => [...o.smart, ...o.others]);
  const of = all.map((devices) => new Map(devices.map((d) => [d.device, d.verdict])));
  const order = all[0] ?? [];
  const table = html`<table class="overview">
    <thead>
      <tr>
        <th scope="col">${words.comparison.device}</th>
        ${outcomes.map((o) => html`<th scope="col">${vantageWords[o.audit.vantage].title}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${order.map(
        ({ device }) =>
          html`<tr>
            <th scope="row">${name(device)}</th>
            ${of.map(
              (verdictOf) =>
                html`<td>${verdictChip(verdictOf.get(device) ?? 'not-enough-data')}</td>`,
            )}
          </tr> `,
      )}
    </tbody>
  </table>`;
  return figure(page, words.comparison.table, scrollBox(words.comparison.table, table));
}
