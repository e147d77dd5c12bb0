import type { TypePresence } from '../../contract/calibration';
import { PRESENCE_SECONDS } from '../../contract/thresholds';
import { duration, instant, integer, percent } from '../format';
import { html, type Html } from '../html';
import { typeName } from '../names';
import type { Outcome } from '../outcome';
import { detail, figure, scrollBox, type Page } from '../page';
import { words } from '../words';

/** Which types were there, since when, busy or idle: by the eavesdropper's own evidence. */
export function presence(page: Page, outcome: Outcome): Html | null {
  const list = outcome.audit.presence;
  if (list.length === 0) return null;
  const w = words.presence;
  const table = html`<table>
    <thead>
      <tr>
        <th scope="col">${w.type}</th>
        <th scope="col" class="right">${w.there}</th>
        <th scope="col" class="right">${w.sure}</th>
        <th scope="col">${w.since}</th>
        <th scope="col" class="right">${w.busy}</th>
        <th scope="col" class="right">${w.right}${detail(w.rightIs)}</th>
      </tr>
    </thead>
    <tbody>
      ${list.map(row)}
    </tbody>
  </table>`;
  return html`<h3>${words.sections.presence}</h3>
    <p>${w.intro}</p>
    ${figure(page, w.caption, scrollBox(w.label, table))}`;
}

function row(one: TypePresence): Html {
  const { activity, score, since, sureSeconds, windowSeconds, windows } = one;
  const w = words.presence;
  return html`<tr>
    <th scope="row">${typeName(one.type)}</th>
    <td class="right">
      ${w.of(integer(one.claimed), integer(windows))}${windowSeconds !== PRESENCE_SECONDS && detail(w.windows(duration(windowSeconds)))}
    </td>
    <td class="right">${one.probability === null ? w.nothing : percent(one.probability)}</td>
    <td>
      ${
        since === null || sureSeconds === null
          ? w.never
          : html`${instant(since)}${detail(w.after(duration(sureSeconds)))}${one.sureWasRight === false && detail(w.mistaken)}`
      }
    </td>
    <td class="right">
      ${integer(activity.claimed)}${detail(w.reallyBusy(integer(activity.busy)))}
    </td>
    <td class="right">${score === null ? w.nothing : percent(score.f1)}</td>
  </tr> `;
}
