import { html, type Html } from '../html';
import type { Outcome } from '../outcome';
import type { Page } from '../page';
import { words } from '../words';
import { vantageWords } from '../words-vantage';
import { behind } from './behind';
import { claims } from './claims';
import { confusion } from './confusion';
import { events } from './events';
import { presence } from './presence';
import { timeline } from './timeline';
import { verdictTable } from './verdict-table';

/** All about one vantage. */
export function vantage(page: Page, outcome: Outcome): Html {
  const id = `vantage-${outcome.audit.vantage}`;
  const { title, sees } = vantageWords[outcome.audit.vantage];
  return html`<section id="${id}" class="vantage" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    <p class="lead">${sees}</p>
    <h3>${words.sections.verdicts}</h3>
    ${verdictTable(page, outcome)} ${presence(page, outcome)} ${claims(outcome)}
    ${events(page, outcome)} ${timeline(page, outcome)} ${confusion(page, outcome)}
    ${behind(page, outcome)}
  </section> `;
}
