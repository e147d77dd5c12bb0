import { duration, instant, integer } from '../format';
import { html, type Html, type Piece } from '../html';
import type { Page } from '../page';
import { words } from '../words';

/** How the figures came about, so that someone else can get the same. */
export function method(page: Page): Html {
  const { method: m } = page.audit;
  const w = words.method;
  const item = (term: string, meaning: Piece): Html =>
    html`<div>
      <dt>${term}</dt>
      <dd>${meaning}</dd>
    </div> `;
  return html`<section id="method" aria-labelledby="method-title">
    <h2 id="method-title">${words.sections.method}</h2>
    <p>${w.how}</p>
    <dl class="terms">
      ${item(w.split, m.split)}
      ${item(w.train, w.from(duration(m.trainSeconds), instant(m.trainStart)))}
      ${item(w.gap, duration(m.gapSeconds))}
      ${item(w.test, w.from(duration(m.testSeconds), instant(m.testStart)))}
      ${item(w.window, w.windowOf(integer(m.window)))} ${item(w.seed, String(m.seed))}
      ${item(w.baseline, w.baselineIs)} ${item(w.estimates, w.estimatesAre)}
    </dl>
    <p>${w.repeat}</p>
  </section> `;
}
