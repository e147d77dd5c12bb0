import type { DeviceVerdict } from '../../contract/results';
import { countOf, duration, integer, percent } from '../format';
import { html, type Html } from '../html';
import { name, typeName } from '../names';
import { isUnlearned, type Outcome } from '../outcome';
import { detail, figure, scrollBox, type Page } from '../page';
import { words } from '../words';
import { vantageWords } from '../words-vantage';
import { verdictChip } from './verdict-chip';

/** Below this many packets the count leads and the percentage follows: 7 of 9 is no 78 %. */
const few = 30;

/** What was learned of each device, most exposed first, phones and computers last. */
export function verdictTable(page: Page, outcome: Outcome): Html {
  const w = words.verdicts;
  const table = html`<table class="verdicts">
    <thead>
      <tr>
        <th scope="col">${w.device}</th>
        <th scope="col">${w.verdict}</th>
        <th scope="col" class="right">${w.recall}${detail(w.recallIs)}</th>
        <th scope="col" class="right">${w.precision}${detail(w.precisionIs)}</th>
        <th scope="col">${w.first}</th>
        <th scope="col">${w.confused}</th>
      </tr>
    </thead>
    <tbody>
      ${outcome.smart.map((verdict) => row(page, verdict))}
    </tbody>
    ${
      outcome.others.length > 0 &&
      html`<tbody class="others">
        ${outcome.others.map((verdict) => row(page, verdict))}
      </tbody>`
    }
  </table>`;
  const caption = w.caption(vantageWords[outcome.audit.vantage].where);
  return figure(page, caption, scrollBox(w.label, table));
}

function row(page: Page, verdict: DeviceVerdict): Html {
  const { device, type, confusedWith, testPackets } = verdict;
  const w = words.verdicts;
  return html`<tr>
    <th scope="row">${name(device)}${type !== device && detail(typeName(type))}</th>
    <td>${verdictChip(verdict.verdict)}${reason(page, verdict)}</td>
    <td class="right">${share(verdict.recall, testPackets)}</td>
    <td class="right">${percent(verdict.precision)}</td>
    <td>${sighting(verdict)}</td>
    <td>
      ${
        confusedWith === null
          ? w.nobody
          : html`${typeName(confusedWith.type)}${detail(percent(confusedWith.share))}`
      }
    </td>
  </tr> `;
}

/** Why a device has no verdict, as in the window. */
function reason(page: Page, verdict: DeviceVerdict): Html | null {
  const w = words.verdicts;
  if (page.silent.has(verdict.device)) return detail(w.silent);
  if (verdict.verdict !== 'not-enough-data') return null;
  if (verdict.testPackets === 0) return detail(w.untested);
  return detail(isUnlearned(verdict) ? w.unlearned(verdict.trainPackets) : w.few);
}

function sighting({ firstIdentifiedSeconds: first, testPackets }: DeviceVerdict): string {
  if (first === null) return testPackets === 0 ? words.noData : words.verdicts.never;
  return first < 0.001 ? words.verdicts.atOnce : words.verdicts.after(duration(first));
}

function share(value: number | null, total: number): Html {
  if (value === null || total === 0) return html`${words.noData}`;
  const count = countOf(value, total);
  return total < few
    ? html`${count}${detail(percent(value))}`
    : html`${percent(value)}${detail(value === 1 ? words.verdicts.packets(integer(total)) : count)}`;
}
