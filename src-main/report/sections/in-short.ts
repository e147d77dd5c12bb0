import { verdictMessages } from '../../contract/messages';
import { verdicts } from '../../contract/results';
import { parts } from '../charts/bar';
import { duration, integer, percent } from '../format';
import { html, type Html } from '../html';
import { name } from '../names';
import type { Outcome } from '../outcome';
import { words } from '../words';
import { vantageWords } from '../words-vantage';
import { verdictLegend } from './verdict-chip';

/** One card a vantage: the number that counts and the sentences to quote. */
export function inShort(outcomes: readonly Outcome[]): Html {
  return html`<section id="short" aria-labelledby="short-title">
    <h2 id="short-title">${words.sections.short}</h2>
    <div class="cards">${outcomes.map(card)}</div>
    ${verdictLegend()}
  </section> `;
}

function card(outcome: Outcome): Html {
  const { counts, smart, audit } = outcome;
  const { title } = vantageWords[audit.vantage];
  const total = smart.length;
  const label = verdicts.map((v) => `${verdictMessages[v]}: ${counts[v]}`).join(', ');
  const tones = verdicts.map((tone) => ({ count: counts[tone], tone }));
  return html`<article class="card">
    <h3><a href="#vantage-${audit.vantage}">${title}</a></h3>
    ${
      total === 0
        ? html`<p>${words.outcome.none}</p>`
        : html`<p class="score">
              <span class="big">${counts.identified} <small>${words.of}</small> ${total}</span>
              ${words.outcome.identified(total)}
            </p>
            ${parts(label, tones)}`
    }
    <ul class="plain">
      ${sentences(outcome).map((s) => html`<li>${s}</li>`)}
    </ul>
  </article> `;
}

function sentences(outcome: Outcome): (string | Html)[] {
  const { counts, unlearned, smart, score, soonest } = outcome;
  const said: (string | Html)[] = [];
  if (smart.length > counts.identified) said.push(words.outcome.split(counts, unlearned));
  if (score && score.iotAccuracy !== null) {
    const rightly = words.outcome.packets(
      percent(score.iotAccuracy),
      integer(outcome.smartPackets),
    );
    said.push(`${rightly} ${words.outcome.guess(percent(outcome.guessSmart))}`);
    const { unlearnedIotPackets: unmet, learnedIotAccuracy: without } = score;
    if (unmet > 0) {
      const share = without === null ? null : percent(without);
      said.push(words.outcome.unlearned(unmet, integer(unmet), share));
    }
  }
  if (soonest) {
    const after = duration(soonest.firstIdentifiedSeconds);
    said.push(words.outcome.soonest(name(soonest.device), after));
  }
  return said;
}
