import { verdictMessages } from '../../contract/messages';
import { verdicts, type Verdict } from '../../contract/results';
import { html, type Html } from '../html';

/** The verdict in words, with a dot whose form tells it apart without colour. */
export function verdictChip(verdict: Verdict): Html {
  return html`<span class="chip ${verdict}"
    ><span class="dot"></span>${verdictMessages[verdict]}</span
  >`;
}

/** Which colour means which verdict. */
export function verdictLegend(): Html {
  const keys = verdicts.map(
    (v) => html`<span><i class="key ${v}"></i>${verdictMessages[v]}</span>`,
  );
  return html`<p class="legend">${keys}</p>`;
}
