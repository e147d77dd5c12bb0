import { addressScope, type AddressScope } from './addresses';

const scopes: readonly AddressScope[] = ['global', 'private', 'link-local', 'multicast', 'other'];
const GLOBAL = 0;
const PRIVATE = 1;
const LINK_LOCAL = 2;

/**
 * Scope and family of every address of a run, by its index in the table's growing list. -1 is no
 * address; below that are the addresses of which only scope and family were kept (`blurred`).
 */
export class AddressesSeen {
  /** Scope times two, plus one for IPv6. */
  private codes = new Uint8Array(1024);
  private count = 0;

  /** Looks at the addresses that the list has now and had not before. */
  take(addresses: readonly string[]): void {
    if (addresses.length > this.codes.length) {
      const codes = new Uint8Array(Math.max(addresses.length, this.codes.length * 2));
      codes.set(this.codes);
      this.codes = codes;
    }
    for (; this.count < addresses.length; this.count++) {
      const address = addresses[this.count] as string;
      this.codes[this.count] =
        scopes.indexOf(addressScope(address)) * 2 + (address.includes(':') ? 1 : 0);
    }
  }

  isGlobal(address: number): boolean {
    return address !== -1 && this.code(address) >> 1 === GLOBAL;
  }

  isPrivate(address: number): boolean {
    return address !== -1 && this.code(address) >> 1 === PRIVATE;
  }

  /** Whether a device can have it for its own: global, private or link-local. */
  isOwn(address: number): boolean {
    return address !== -1 && this.code(address) >> 1 <= LINK_LOCAL;
  }

  isIpv6(address: number): boolean {
    return address !== -1 && (this.code(address) & 1) === 1;
  }

  /** What stands for the address where there is no room for it: its scope and family. */
  blurred(address: number): number {
    return address < 0 ? address : -2 - (this.codes[address] as number);
  }

  private code(address: number): number {
    return address >= 0 ? (this.codes[address] as number) : -2 - address;
  }
}
