import { html, type Html } from '../html';
import type { Outcome } from '../outcome';
import type { Page } from '../page';
import { words } from '../words';
import { shapingWords } from '../words-shaping';
import { vantageWords } from '../words-vantage';

/** Links to the sections. */
export function contents(page: Page, outcomes: readonly Outcome[]): Html {
  const s = words.sections;
  const entries: [string, string][] = [
    ['short', s.short],
    ['comparison', outcomes.length > 1 ? s.comparison : s.score],
    ...outcomes.map(({ audit }): [string, string] => [
      `vantage-${audit.vantage}`,
      vantageWords[audit.vantage].title,
    ]),
    ...(page.audit.shaping.length > 0
      ? [['shaping', shapingWords.title] satisfies [string, string]]
      : []),
    ['files', s.files],
    ['method', s.method],
    ['limits', s.limits],
    ['glossary', s.glossary],
  ];
  return html`<nav aria-label="${s.contents}">
    <ul>
      ${entries.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li> `)}
    </ul>
  </nav> `;
}
