import type { Random } from '../../contract/random';
import type { Link, Owner, Service } from '../flows/link';

/** What a session of a person needs of the phone, tablet or computer in their hands. */
export interface Online extends Owner {
  readonly random: Random;
  /** A link kept by name, so that a second visit finds the connection of the first. */
  linkTo(service: Service): Link;
  /** The service by that name as this device would reach it over HTTPS. */
  webService(name: string): Service;
}

/** Sizes in bytes with a heavy tail: half are below `median`, one in twenty twelve times as long. */
export function heavyTailed(random: Random, median: number, longest: number): number {
  const size = median * Math.exp(random.normal(0, 1.5));
  return Math.round(Math.min(longest, Math.max(90, size)));
}
