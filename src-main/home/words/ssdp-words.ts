import type { AllSaid } from './said';

/** What a device says of itself by SSDP, taken apart. */
export interface SsdpWords {
  /** Products of the strings `Name/version`, without the systems and libraries they run on. */
  readonly products: readonly string[];
  /** Device types, as `MediaRenderer`. */
  readonly types: readonly string[];
  /** Programs that search from people's computers and phones. */
  readonly apps: readonly string[];
}

/** Systems and libraries that very different devices serve by. */
const libraries =
  /^(?:linux|posix|unix|windows|microsoft|upnp|dlna|dlnadoc|http|miniupnpd?|minidlna|libupnp|portable|sdk|for|devices|unspecified|unknown|gupnp|intel|cling|java|android|debian|ubuntu|openwrt|os|version|net|ipi|mac|x|custom|server|product|freebsd|ecos|vxworks|nucleus|threadx|platform|allegro.*|lwip.*|ssdp|device|host|arm|armv\w*|mips|x86\w*|rompager|tr64|\d.*)$/i;
const apps =
  /^(?:google chrome|chromium|microsoft edge|firefox|opera|vlc|spotify|vivaldi|brave)\b/i;
const type = /^urn:[^:]+:device:([A-Za-z0-9_-]+)/;

export function ssdpWords({ ssdp }: AllSaid): SsdpWords {
  const products = new Set<string>();
  const types = new Set<string>();
  const found = new Set<string>();
  for (const { text } of ssdp) {
    const [, device] = type.exec(text) ?? [];
    const [app] = apps.exec(text) ?? [];
    if (device !== undefined) types.add(device);
    else if (app !== undefined) found.add(app);
    else if (!text.includes(':')) {
      for (const token of text.split(/[\s,;]+/)) {
        const name = token.split('/')[0]?.replace(/^[("]+|[)"]+$/g, '') ?? '';
        if (/\p{L}{2}/u.test(name) && !libraries.test(name)) products.add(name);
      }
    }
  }
  return { products: [...products], types: [...types], apps: [...found] };
}
