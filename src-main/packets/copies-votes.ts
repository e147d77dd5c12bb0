/** Seconds between two records of one frame by a capture that doubles. */
const DOUBLING = 0.005;
const LEAST_TWICE = 16;
/** The counts are halved when so many packets were counted, so that a capture may change. */
const HALVE_AT = 4096;

/**
 * Whether a capture records frames of the same looks twice, by packets of which that is sure: a
 * quarter of them must come twice. Counted by class of link (`Frame.linkClass`), since `any` doubles
 * what a bridge sends and not what it receives.
 */
export class CopyVotes {
  private readonly packets = new Int32Array(8);
  private readonly doubled = new Int32Array(8);
  /** The most copies of one packet. */
  private readonly most = new Int32Array(8);

  /** A packet that votes was seen for the first time. */
  once(linkClass: number): void {
    if ((this.packets[linkClass]! += 1) < HALVE_AT) return;
    this.packets[linkClass]! >>= 1;
    this.doubled[linkClass]! >>= 1;
  }

  /** It came again after `gap` seconds, as its copy number `copies`. */
  twice(linkClass: number, gap: number, copies: number): void {
    if (gap > DOUBLING) return;
    if (copies === 1) this.doubled[linkClass]! += 1;
    if (copies > this.most[linkClass]!) this.most[linkClass] = copies;
  }

  /** Whether a frame like one `gap` seconds before, of which there were `copies`, is a copy, too. */
  allow(linkClass: number, gap: number, copies: number): boolean {
    const doubled = this.doubled[linkClass]!;
    return (
      gap <= DOUBLING &&
      doubled >= LEAST_TWICE &&
      doubled * 4 >= this.packets[linkClass]! &&
      copies < this.most[linkClass]!
    );
  }
}
