import type { AuditResult } from '../contract/results';
import { html, type Html, type Piece } from './html';
import { words } from './words';

/** What every part of one report shares while it is written. */
export interface Page {
  readonly audit: AuditResult;
  /** Devices (by their unique name) that sent and received nothing across the gateway. */
  readonly silent: ReadonlySet<string>;
  /** The number of the next figure, counted from 1. */
  nextFigure(): number;
}

/** Begins a report. */
export function beginPage(audit: AuditResult): Page {
  const { devices } = audit.home;
  let figures = 0;
  return {
    audit,
    silent: new Set(devices.filter((d) => d.internetPackets === 0).map((d) => d.device)),
    nextFigure: () => ++figures,
  };
}

/** A numbered figure with its caption above; marked when the traffic is simulated. */
export function figure(page: Page, caption: Piece, body: Html, note?: Piece): Html {
  const number = page.nextFigure();
  const mark = page.audit.source.simulated && html`<span class="mark">${words.simulated}</span>`;
  return html`<figure id="figure-${number}">
    <figcaption>
      <span class="number">${words.figure} ${number}</span> ${mark} ${caption}
    </figcaption>
    ${body} ${note && html`<p class="note">${note}</p>`}
  </figure> `;
}

/** A box that scrolls sideways by itself where the page is too narrow for its content. */
export function scrollBox(label: string, body: Html): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${label}">${body}</div>`;
}

/** Small print under a value, kept apart from it by a space where the text is copied or read out. */
export function detail(content: Piece): Html {
  return html` <span class="detail">${content}</span>`;
}
