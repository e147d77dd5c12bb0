import type { Claim } from '../../contract/results';
import { countOf, percent } from '../format';
import { bar } from '../charts/bar';
import { html, type Html } from '../html';
import type { Outcome } from '../outcome';
import { words } from '../words';

/** The sentences the eavesdropper could write, each with how far to believe it. */
export function claims(outcome: Outcome): Html {
  const list = outcome.audit.claims;
  return html`<h3>${words.sections.claims}</h3>
    ${
      list.length === 0
        ? html`<p>${words.claims.none}</p>`
        : html`<p>${words.claims.intro}</p>
            <ul class="claims">
              ${list.map(claim)}
            </ul>`
    } `;
}

function claim({ text, confidence, support }: Claim): Html {
  const measure =
    support === 0
      ? html`<span class="detail">${words.claims.unmeasured}</span>`
      : html`${bar(percent(confidence), confidence, null)}<span class="detail"
            >${percent(confidence)}, ${words.claims.right(countOf(confidence, support))}</span
          >`;
  return html`<li>
    <blockquote>${text}</blockquote>
    <p class="sureness">${measure}</p>
  </li> `;
}
