import type { PacketTable } from '../contract/packet-table';
import { AddressesSeen } from './addresses-seen';
import { FlowCounts, type FlowLimits } from './flow-counts';
import type { HomeKnowledge } from './knowledge';
import { SurveyedHome } from './surveyed-home';

/**
 * Who is who while packets come in, without keeping them. Feed it batches of one run, in any number
 * and size, whose lists of MACs and addresses are shared and grow (`readBatches`, `LiveReader.take`);
 * then ask `present` at any time, as often as wanted: it looks at the flows, never at the packets
 * (about 1 ms for a home's day). Memory is bounded, see FlowCounts.
 *
 *     const survey = new HomeSurvey();
 *     survey.add(batch);
 *     const { devices, gateway } = survey.present(knowledge);
 */
export class HomeSurvey {
  private readonly seen = new AddressesSeen();
  private readonly flows: FlowCounts;
  private lists: Pick<PacketTable, 'macs' | 'addresses'> = { macs: [], addresses: [] };
  private first = Number.POSITIVE_INFINITY;
  private last = Number.NEGATIVE_INFINITY;

  /** @param limits For tests: how many flows are kept apart. */
  constructor(limits?: FlowLimits) {
    this.flows = new FlowCounts(this.seen, limits);
  }

  /** Takes note of a batch; its rows may be overwritten afterwards. */
  add(batch: PacketTable): void {
    this.lists = { macs: batch.macs, addresses: batch.addresses };
    this.seen.take(batch.addresses);
    this.flows.add(batch);
    const { time, count } = batch;
    let { first, last } = this;
    for (let row = 0; row < count; row++) {
      const at = time[row] as number;
      if (at < first) first = at;
      if (at > last) last = at;
    }
    this.first = first;
    this.last = last;
  }

  /** Who is who by all that was added so far. */
  present(knowledge: HomeKnowledge): SurveyedHome {
    const { flows, seen, lists, first, last } = this;
    return new SurveyedHome(flows, seen, lists, first <= last ? { first, last } : null, knowledge);
  }
}
