import type { HintCollector } from './hints/collector';
import type { TableBuilder } from './table-builder';

/**
 * The frame under the decoder: one object for the whole run, moved from frame to frame. Offsets
 * count from the beginning of `bytes`. What lies at or beyond `end` was on the wire but not kept.
 */
export class Frame {
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(this.bytes.buffer);
  start = 0;
  /** End of the captured part. */
  end = 0;
  /** Where the frame ended on the wire; beyond `end` when the capture cut it. */
  wireEnd = 0;
  row = 0;
  /** Seconds since the epoch. */
  time = 0;
  /** Offset of the IP header, -1 in frames that are not IP. */
  network = -1;
  /** Offset of what IP carries, -1 in frames that are not IP. */
  transport = -1;
  /** Offset of the ARP packet, -1 in all other frames. */
  arp = -1;
  /** Offset of what the link layer says of one hop: of its addresses. What precedes is of the capture. */
  link = 0;
  /** 0 to 6: the packet type of a cooked header (received, broadcast, sent ...); 7: any other link. */
  linkClass = 7;
  /** Number that tells one transmission from the next (Wi-Fi); -1 where links have none. */
  serial = -1;
  /** A data frame that Wi-Fi encrypted: addresses and length are all there is. */
  encrypted = false;
  /** Set when the cut took bytes of a header away that the decoder wanted. */
  headersCut = false;

  constructor(
    readonly table: TableBuilder,
    readonly hints: HintCollector,
  ) {}

  /** Forgets what the link layer told of the frame before. */
  beginLink(): void {
    this.arp = this.serial = -1;
    this.link = this.start;
    this.linkClass = 7;
    this.encrypted = false;
  }

  /** Whether the bytes up to `to` were captured; notes it when the cut is why they were not. */
  has(to: number): boolean {
    if (to <= this.end) return true;
    if (this.end < this.wireEnd) this.headersCut = true;
    return false;
  }
}
