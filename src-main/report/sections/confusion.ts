import type { Confusion } from '../../contract/results';
import { integer, percentFigure } from '../format';
import { html, type Html } from '../html';
import { typeName, typeWords } from '../names';
import type { Outcome } from '../outcome';
import { detail, figure, scrollBox, type Page } from '../page';
import { words } from '../words';

/** The strongest adversary's confusion matrix as a heat map of row shares. */
export function confusion(page: Page, outcome: Outcome): Html | null {
  if (outcome.score === null) return null;
  const { confusion } = outcome.score;
  const w = words.confusion;
  const table = html`<table class="confusion">
    <thead>
      <tr>
        <th scope="col" class="corner">${w.corner}</th>
        ${confusion.labels.map((label) => html`<th scope="col"><span class="tall">${typeName(label)}</span></th>`)}
      </tr>
    </thead>
    <tbody>
      ${confusion.labels.map((_, i) => row(confusion, i))}
    </tbody>
  </table>`;
  const legend = html`<p class="legend">
    <span><i class="key identified"></i>${w.right}</span>
    <span><i class="key mistaken"></i>${w.wrong}</span>
  </p>`;
  return html`<h3>${words.sections.confusion}</h3>
    ${figure(page, w.caption, html`${scrollBox(w.label, table)}${legend}`)}`;
}

function row({ labels, matrix }: Confusion, truth: number): Html {
  const counts = matrix[truth] ?? [];
  const total = counts.reduce((sum, n) => sum + n, 0);
  const label = labels[truth] ?? '';
  const head = html`<th scope="row">
    ${typeName(label)}${detail(`${integer(total)} ${words.confusion.packets}`)}
  </th>`;
  if (total === 0) {
    return html`<tr>
      ${head}
      <td class="empty" colspan="${labels.length}">${words.noData}</td>
    </tr> `;
  }
  return html`<tr>
    ${head}${labels.map((said, i) => {
      const count = counts[i] ?? 0;
      const names = [typeWords(label), typeWords(said)] as const;
      const title = words.confusion.cell(integer(count), integer(total), ...names);
      const right = i === truth ? ' right-answer' : '';
      return html`<td class="heat-${heat(count / total)}${right}" title="${title}">
        ${(count > 0 || i === truth) && percentFigure(count / total)}
      </td>`;
    })}
  </tr> `;
}

/** 0 for none, then ten steps. */
function heat(share: number): number {
  return Math.ceil(share * 10 - 1e-9);
}
