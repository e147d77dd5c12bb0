import { instant, integer, percent } from '../format';
import { html, type Html } from '../html';
import { name } from '../names';
import type { Outcome } from '../outcome';
import { figure, scrollBox, type Page } from '../page';
import { words } from '../words';

const most = 200;

/** The interactions that the eavesdropper claims to have seen; nothing when it claims none. */
export function events(page: Page, outcome: Outcome): Html | null {
  const all = outcome.audit.events;
  if (all.length === 0) return null;
  const w = words.events;
  const rows = all.slice(0, most).map(
    (event) =>
      html`<tr>
        <td>${instant(event.time)}</td>
        <th scope="row">${name(event.device)}</th>
        <td>${name(event.interaction)}</td>
        <td class="right">${percent(event.confidence)}</td>
        <td>${event.right ? w.right : w.wrong}</td>
      </tr> `,
  );
  const table = html`<table>
    <thead>
      <tr>
        <th scope="col">${w.time}</th>
        <th scope="col">${w.device}</th>
        <th scope="col">${w.interaction}</th>
        <th scope="col" class="right">${w.confidence}</th>
        <th scope="col">${w.truth}</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  const note = all.length > most && w.more(integer(all.length - most));
  return html`<h3>${words.sections.events}</h3>
    ${figure(page, w.caption, scrollBox(w.label, table), note)}`;
}
