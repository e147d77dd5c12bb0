import type { CaptureFile } from '../../contract/results';
import { bytes, fileName, integer } from '../format';
import { html, type Html } from '../html';
import { name } from '../names';
import { detail, figure, scrollBox, type Page } from '../page';
import { words } from '../words';

/** The capture files and what was odd about them. */
export function files(page: Page): Html {
  const w = words.files;
  const table = html`<table>
    <thead>
      <tr>
        <th scope="col">${w.file}</th>
        <th scope="col">${w.format}</th>
        <th scope="col" class="right">${w.packets}</th>
        <th scope="col" class="right">${w.bytes}</th>
        <th scope="col" class="right">${w.cut}</th>
        <th scope="col">${w.warnings}</th>
      </tr>
    </thead>
    <tbody>
      ${page.audit.source.files.map(row)}
    </tbody>
  </table>`;
  return html`<section id="files" aria-labelledby="files-title">
    <h2 id="files-title">${words.sections.files}</h2>
    ${figure(page, w.caption, scrollBox(w.label, table))}
  </section> `;
}

function row(file: CaptureFile): Html {
  const w = words.files;
  const format =
    file.compression === 'none' ? file.format : w.compressed(file.format, file.compression);
  return html`<tr>
    <th scope="row">${name(fileName(file.path))}${file.simulated && detail(w.simulated)}</th>
    <td>${format}${detail(file.linkTypes.join(', '))}</td>
    <td class="right">${integer(file.packets)}</td>
    <td class="right">${bytes(file.bytes)}</td>
    <td class="right">${integer(file.truncatedPackets)}</td>
    <td>
      ${
        file.warnings.length === 0
          ? w.none
          : file.warnings.map(
              ({ code, count }) =>
                html`<span class="line">${words.warnings[code]}: ${integer(count)}</span>`,
            )
      }
    </td>
  </tr> `;
}
