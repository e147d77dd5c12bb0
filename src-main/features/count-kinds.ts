import type { PacketKind } from '../contract/learning';
import type { View } from '../contract/vantage';
import { byKind } from './kind-lists';

/** Packets of one kind among the training packets. */
export interface KindCount extends PacketKind {
  /** Of each class. */
  readonly ofClass: Uint32Array;
}

/**
 * Counts the packets of each kind (length, direction, behind NAPT server port) by class.
 * @param labels Class of each packet, below `classes`; others are not counted.
 * @returns In the order of `byKind`.
 */
export function countKinds(view: View, labels: Uint16Array, classes: number): KindCount[] {
  const kinds = new Map<number, KindCount>();
  for (let i = 0; i < view.count; i++) {
    const label = labels[i] as number;
    if (label >= classes) continue;
    const key = kindKey(view, i);
    let kind = kinds.get(key);
    if (!kind) kinds.set(key, (kind = { ...kindAt(view, i), ofClass: new Uint32Array(classes) }));
    kind.ofClass[label]!++;
  }
  return [...kinds.values()].sort(byKind);
}

/** A number for the kind of a packet, the same for packets of the same kind. */
export function kindKey({ length, direction, serverPort }: View, packet: number): number {
  const shape = (length[packet] as number) * 2 + (direction[packet] as number);
  return shape * 65_536 + (serverPort ? (serverPort[packet] as number) : 0);
}

/** The kind of a packet. */
export function kindAt({ length, direction, serverPort }: View, packet: number): PacketKind {
  return {
    length: length[packet] as number,
    direction: direction[packet] as number,
    serverPort: serverPort ? (serverPort[packet] as number) : null,
  };
}
