import { html, type Html } from '../html';
import { words } from '../words';
import { glossary as terms } from '../words-glossary';

/** The terms used, in the order a reader meets them. */
export function glossary(): Html {
  return html`<section id="glossary" aria-labelledby="glossary-title">
    <h2 id="glossary-title">${words.sections.glossary}</h2>
    <dl class="terms">
      ${terms.map(
        ([term, meaning]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${meaning}</dd>
          </div> `,
      )}
    </dl>
  </section> `;
}
