import { limitMessages } from '../../contract/messages';
import { html, type Html } from '../html';
import type { Page } from '../page';
import { words } from '../words';

/** Says on top, and on every printed page, that no real home was measured. Nothing otherwise. */
export function banner(page: Page): Html | null {
  if (!page.audit.source.simulated) return null;
  const [, rest] = limitMessages.simulated.split(': ');
  const sentence = rest === undefined ? limitMessages.simulated : capital(rest);
  return html`<p class="banner" role="note">
    <strong>${words.simulatedTitle}</strong> ${sentence}
  </p> `;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
