import { html, type Html } from '../html';
import type { Page } from '../page';
import { words } from '../words';

/** What this very audit cannot say. */
export function limits(page: Page): Html {
  const list = page.audit.limits;
  return html`<section id="limits" aria-labelledby="limits-title">
    <h2 id="limits-title">${words.sections.limits}</h2>
    ${
      list.length === 0
        ? html`<p>${words.limits.none}</p>`
        : html`<ul class="limits">
            ${list.map(({ text }) => html`<li>${text}</li> `)}
          </ul>`
    }
  </section> `;
}
