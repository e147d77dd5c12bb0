import { MOST_ELEMENTS, type Profile } from '../../contract/profiles';
import { BURST_GAP } from './bursts';
import { ElementIndex } from './element-index';
import type { PacketVectors } from './packet-vectors';

/** What is told of each match: the profile, when it begins, and when it ends. */
export type OnMatch = (profile: number, begin: number, end: number) => void;

/** What a profile must have to be matched; `secondsLong` may be Infinity. */
export type Pattern = Pick<Profile, 'elements' | 'secondsLong'>;

/**
 * Matches profiles while packets pass (Ma et al., section III-A-4). A match is a subsequence of the packets
 * that has the profile's elements in order, each with all fields that are not *any* the same. It lies in one
 * burst. In the stream of a whole home bursts of a device have no ends, since others speak all the time: so
 * what holds of a burst's own packets is asked for, that two in a row are less than `BURST_GAP` apart, and
 * no match takes longer than its profile ever did.
 *
 * Matches of one profile do not overlap: the one that ends first counts, beginning as late as it can, and the
 * next begins after its end. So there are as many as there can be.
 *
 * For each profile and number of its first elements the state is when the latest such part began and ended.
 * A later part is as good as an earlier one in everything that is to come, so one is enough.
 */
export class ProfileMatcher {
  private readonly index: ElementIndex;
  /** A bit for each place that is reached. */
  private readonly alive: Int32Array;
  private readonly begin: Float64Array;
  private readonly last: Float64Array;
  /** Packets of each part, where they are wanted. */
  private readonly paths: Int32Array | null;

  /** @param keepPaths Whether `path` is to tell of the packets of a match. */
  constructor(
    vectors: PacketVectors,
    private readonly patterns: readonly Pattern[],
    keepPaths = false,
  ) {
    const places = patterns.length * MOST_ELEMENTS;
    this.index = new ElementIndex(vectors, patterns);
    this.alive = new Int32Array(patterns.length);
    this.begin = new Float64Array(places);
    this.last = new Float64Array(places);
    this.paths = keepPaths ? new Int32Array(places * MOST_ELEMENTS) : null;
  }

  /** Takes the next packet. */
  pass(packet: number, time: number, onMatch: OnMatch): void {
    const { profiles, masks } = this.index.matching(packet);
    for (let at = 0; at < profiles.length; at++) {
      const profile = profiles[at] as number;
      // A place is reached from the one before, the first one always.
      const reachable = ((this.alive[profile] as number) << 1) | 1;
      const hits = (masks[at] as number) & reachable;
      if (hits !== 0) this.advance(profile, hits, packet, time, onMatch);
    }
  }

  /** The packets of the match that is being told. */
  path(profile: number): Int32Array {
    const { elements } = this.patterns[profile] as Pattern;
    const at = this.pathAt(profile * MOST_ELEMENTS + elements.length - 1);
    return (this.paths as Int32Array).subarray(at, at + elements.length);
  }

  private pathAt(place: number): number {
    return place * MOST_ELEMENTS;
  }

  private advance(profile: number, hits: number, packet: number, time: number, onMatch: OnMatch) {
    const { elements, secondsLong } = this.patterns[profile] as Pattern;
    const first = profile * MOST_ELEMENTS;
    const end = elements.length - 1;
    // The last places first, so that a packet is taken once in a match.
    for (let left = hits; left !== 0;) {
      const place = 31 - Math.clz32(left);
      left &= ~(1 << place);
      const to = first + place;
      let began = time;
      if (place > 0) {
        began = this.begin[to - 1] as number;
        if (time - (this.last[to - 1] as number) >= BURST_GAP || time - began > secondsLong) {
          this.alive[profile]! &= ~(1 << (place - 1));
          continue;
        }
      }
      this.remember(to, place, packet);
      if (place === end) {
        this.alive[profile] = 0;
        onMatch(profile, began, time);
        return;
      }
      this.begin[to] = began;
      this.last[to] = time;
      this.alive[profile]! |= 1 << place;
    }
  }

  private remember(to: number, place: number, packet: number): void {
    const { paths } = this;
    if (!paths) return;
    const at = this.pathAt(to);
    if (place > 0) {
      const before = this.pathAt(to - 1);
      // Faster than copyWithin for so few.
      for (let i = 0; i < place; i++) paths[at + i] = paths[before + i] as number;
    }
    paths[at + place] = packet;
  }
}
