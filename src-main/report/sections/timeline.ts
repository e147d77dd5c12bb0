import { NON_IOT } from '../../contract/home';
import { binsPerColumn, columnsOf, laneChart } from '../charts/lanes';
import { timeAxis } from '../charts/time-axis';
import { duration, instant, integer, percent } from '../format';
import { html, type Html } from '../html';
import { typeName, typeWords } from '../names';
import type { Outcome } from '../outcome';
import { figure, type Page } from '../page';
import { words } from '../words';

const sum = (values: readonly number[]): number => values.reduce((total, n) => total + n, 0);

/** When each type was on the line, and when the eavesdropper saw it rightly or wrongly. */
export function timeline(page: Page, outcome: Outcome): Html {
  const { start, binSeconds, bins, lanes } = outcome.audit.timeline;
  const w = words.timeline;
  const title = html`<h3>${words.sections.timeline}</h3> `;
  const rows = lanes
    .map((lane) => ({ lane, packets: sum(lane.truth), named: sum(lane.labelled) }))
    .sort((a, b) => last(a.lane.type) - last(b.lane.type) || b.packets - a.packets);
  const drawn = rows.filter(({ packets, named }) => packets + named > 0);
  if (drawn.length === 0 || bins === 0)
    return html`${title}
      <p>${w.empty}</p>`;

  const group = binsPerColumn(bins);
  const columns = Math.ceil(bins / group);
  const silent = rows.filter((r) => !drawn.includes(r)).map(({ lane }) => typeWords(lane.type));
  const body = html`<div class="lanes">
      ${drawn.map(({ lane, packets }) => {
        const drawing = columnsOf(lane, group);
        const right = packets === 0 ? null : sum(lane.correct) / packets;
        const label = w.lane(typeWords(lane.type), integer(packets), percent(right));
        return html`<div class="row">
          <span class="what">${typeName(lane.type)}</span>${laneChart(label, drawing)}<span
            class="figure"
            >${integer(drawing.peak)}</span
          >
        </div>`;
      })}
      <div class="row">
        <span class="what"></span>${timeAxis(start, start + columns * group * binSeconds)}
      </div>
    </div>
    <p class="legend">
      <span><i class="key correct"></i>${w.correct}</span
      ><span><i class="key missed"></i>${w.missed}</span
      ><span><i class="key wrong"></i>${w.wrong}</span>
    </p>`;
  const note = [w.note, silent.length > 0 ? w.silent(silent.length, silent.join(', ')) : ''];
  const length = duration(bins * binSeconds);
  const caption = w.caption(instant(start), length, duration(group * binSeconds));
  return html`${title}${figure(page, caption, body, note.join(' ').trim())}`;
}

function last(type: string): number {
  return type === NON_IOT ? 1 : 0;
}
