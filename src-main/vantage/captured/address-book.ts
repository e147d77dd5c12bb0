import type { Frame } from '../../packets';

/** Numbers of addresses that stay the same over captures which are read one after the other. */
export class AddressBook {
  readonly addresses: string[] = [];
  private readonly numbers = new Map<string, number>();
  private list: readonly string[] = [];
  /** By the index in `list`: the number + 1. */
  private known: number[] = [];

  /** The number of the frame's sender or receiver; -1 where it is not IP. */
  source({ table, row }: Frame): number {
    return this.numberOf(table.lists.addresses, table.columns.sourceAddress[row]!);
  }

  destination({ table, row }: Frame): number {
    return this.numberOf(table.lists.addresses, table.columns.destinationAddress[row]!);
  }

  private numberOf(list: readonly string[], index: number): number {
    if (list !== this.list) {
      this.list = list;
      this.known = [];
    }
    return index < 0 ? -1 : (this.known[index] ?? this.learn(index));
  }

  private learn(index: number): number {
    const text = this.list[index] as string;
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.addresses.push(text) - 1;
      this.numbers.set(text, number);
    }
    this.known[index] = number;
    return number;
  }
}
