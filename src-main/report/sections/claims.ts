import type { Claim } from '../../contract/results';
import { bar } from '../charts/bar';
import { countOf, percent } from '../format';
import { html, type Html } from '../html';
import type { Outcome } from '../outcome';
import { detail } from '../page';
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

function claim(claim: Claim): Html {
  const { text, confidence } = claim;
  return html`<li>
    <blockquote>${text}</blockquote>
    <p class="sureness">${bar(percent(confidence), confidence, null, 7)}${detail(basis(claim))}</p>
  </li> `;
}

/** What the confidence is the share of: kinds for the count of kinds, windows for the rest. */
function basis({ code, confidence, support }: Claim): string {
  const say = code === 'device-count' ? words.claims.counted : words.claims.right;
  return say(percent(confidence), countOf(confidence, support));
}
