/** An interface as `dumpcap -D -M` lists it. */
export interface ListedInterface {
  readonly name: string;
  readonly description: string;
  readonly addresses: readonly string[];
  readonly loopback: boolean;
}

/**
 * The lines of `dumpcap -D -M`: `1. eth0`, vendor description, friendly name, type, addresses,
 * `loopback` or `network`, extcap name, with tabs between. Lines of another shape are passed over.
 */
export function parseDumpcapList(text: string): ListedInterface[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [first = '', vendor = '', friendly = '', , addresses = '', flags = ''] = line.split('\t');
    const name = /^\d+\. (.+)$/.exec(first)?.[1];
    if (name === undefined) return [];
    return {
      name,
      description: friendly || vendor,
      addresses: addresses.split(',').filter((address) => address !== ''),
      loopback: flags === 'loopback',
    };
  });
}
