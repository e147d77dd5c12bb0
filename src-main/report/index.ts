import type { AuditResult } from '../contract/results';
import { html, raw } from './html';
import { outcomeOf } from './outcome';
import { beginPage } from './page';
import { banner } from './sections/banner';
import { comparison } from './sections/comparison';
import { contents } from './sections/contents';
import { files } from './sections/files';
import { glossary } from './sections/glossary';
import { inShort } from './sections/in-short';
import { limits } from './sections/limits';
import { masthead } from './sections/masthead';
import { method } from './sections/method';
import { shaping } from './sections/shaping';
import { vantage } from './sections/vantage';
import { simulatedPages, style } from './style';
import { words } from './words';

/**
 * The audit as one self-contained HTML file: no script, no remote resource, every value from outside
 * escaped. The same audit gives the same bytes. Folders of capture files, MAC and IP addresses are
 * left out, as a report is made to be passed on.
 */
export function renderReport(audit: AuditResult): string {
  const page = beginPage(audit);
  const outcomes = audit.vantages.map(outcomeOf);
  const title = audit.source.simulated ? words.titleSimulated : words.title;
  return html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${title} – ${words.product}</title>
        <style>
          ${raw(style)}${page.audit.source.simulated && raw(simulatedPages)}
        </style>
      </head>
      <body>
        ${banner(page)}
        <main>
          ${masthead(page, outcomes)} ${contents(page, outcomes)}
          ${outcomes.length > 0 && inShort(outcomes)}
          ${outcomes.length > 0 && comparison(page, outcomes)}
          ${outcomes.map((o) => vantage(page, o))} ${shaping(page)} ${files(page)} ${method(page)}
          ${limits(page)} ${glossary()}
        </main>
        <footer><p>${words.footer}</p></footer>
      </body>
    </html> `.text;
}
