import type { Claim } from '../../contract/results';
import { bar } from '../charts/bar';
import { countOf, percent } from '../format';
import { html, type Html } from '../html';
import type { Outcome } from '../outcome';
import { detail } from '../page';
import { words } from '../words';

/** A share that was measured on fewer windows than this is shaky. */
const fewWindows = 20;

/** The sentences the eavesdropper could write, each with how far to believe it. */
export function claims(outcome: Outcome): Html {
  const list = outcome.audit.claims;
  return html`<h3>${words.sections.claims}</h3>
    ${
      list.length === 0
        ? html`<p>${words.claims.none}</p>`
        : html`<p>${words.claims.intro} ${list.some(isShaky) && words.claims.few(fewWindows)}</p>
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

const isShaky = ({ code, support }: Claim): boolean =>
  code !== 'device-count' && support < fewWindows;

const says = {
  'device-count': words.claims.counted,
  'people-online': words.claims.theirs,
  'device-present': words.claims.own,
} satisfies Record<Claim['code'], unknown>;

/** What the share was counted over: kinds for the count of kinds, windows for the rest. */
function basis({ code, share, confidence, support }: Claim): string {
  return says[code](percent(confidence), countOf(share, support));
}
