import type { Label } from '../../contract/home';
import type { KnownDevice } from '../../contract/known-devices';
import { type MdnsWords, mdnsWords } from './mdns-words';
import { type AskedProduct, productAsked } from './products';
import type { AllSaid } from './said';
import { namesAsked } from './names-asked';
import { type SsdpWords, ssdpWords } from './ssdp-words';

/** What is known of a device beside its traffic. */
export interface DeviceFacts {
  /** MAC address, or the IP address where the capture has no MACs. */
  readonly key: string;
  readonly vendor: string | null;
  readonly label: Label | undefined;
  /** What the user said of it. */
  readonly known: KnownDevice | undefined;
  /** What it said of itself. */
  readonly said: AllSaid;
}

/** The facts with what the device said taken apart, for naming and judging it. */
export interface Portrait extends DeviceFacts {
  readonly mdns: MdnsWords;
  readonly ssdp: SsdpWords;
  /** Names that it asked for, the most frequent first. */
  readonly asked: readonly { readonly name: string; readonly count: number }[];
  readonly product: AskedProduct | null;
}

export function portraitOf(facts: DeviceFacts): Portrait {
  const asked = namesAsked(facts.said);
  return {
    ...facts,
    mdns: mdnsWords(facts.said),
    ssdp: ssdpWords(facts.said),
    asked,
    product: productAsked(asked),
  };
}
