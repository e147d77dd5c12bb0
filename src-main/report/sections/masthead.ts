import { bytes, duration, instant, integer } from '../format';
import { html, type Html, type Piece } from '../html';
import type { Outcome } from '../outcome';
import { detail, type Page } from '../page';
import { words } from '../words';
import { vantageWords } from '../words-vantage';

/** Kicker, title, the result in a few sentences, and the facts of the recording. */
export function masthead(page: Page, outcomes: readonly Outcome[]): Html {
  const { simulated } = page.audit.source;
  return html`<header class="masthead">
    <p class="kicker"><span class="product">${words.product}</span> ${words.kicker}</p>
    <h1>${simulated ? words.titleSimulated : words.title}</h1>
    <p class="standfirst">${standfirst(outcomes)}</p>
    ${facts(page)}
  </header> `;
}

function standfirst(outcomes: readonly Outcome[]): string {
  const [first, ...rest] = outcomes;
  if (first === undefined || first.smart.length === 0) return words.standfirst.nobody;
  const where = (o: Outcome): string => vantageWords[o.audit.vantage].where;
  const next = rest
    .slice(0, 2)
    .map((o) => words.standfirst.next(where(o), o.counts.identified, o.smart.length));
  const { identified } = first.counts;
  return [words.standfirst.first(where(first), identified, first.smart.length), ...next].join(' ');
}

function facts(page: Page): Html {
  const { source, home, method } = page.audit;
  // One for each file and kind; packets cut short are a kind, as in the window.
  const warnings = source.files.reduce(
    (sum, file) => sum + file.warnings.length + (file.truncatedPackets > 0 ? 1 : 0),
    0,
  );
  const others = home.devices.filter((d) => d.kind === 'non-iot').length;
  return html`<dl class="facts">
    ${fact(words.facts.recorded, instant(source.startTime))}
    ${fact(words.facts.length, duration(source.durationSeconds), words.facts.tested(duration(method.testSeconds)))}
    ${fact(words.facts.packets, integer(source.packets), words.facts.crossing(integer(source.internetPackets), bytes(source.bytes)))}
    ${fact(words.facts.devices, integer(home.devices.length), words.facts.devicesOf(home.devices.length - others, others))}
    ${fact(words.facts.warnings, warnings === 0 ? words.facts.noWarnings : integer(warnings), warnings > 0 && words.facts.warningsListed)}
  </dl>`;
}

function fact(term: string, value: Piece, more?: Piece): Html {
  return html`<div>
    <dt>${term}</dt>
    <dd>${value}${more && detail(more)}</dd>
  </div>`;
}
