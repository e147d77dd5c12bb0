import type { Portrait } from '../words/portrait';
import { brief, type Ruling } from './ruling';
import { modelWords, nameWords } from './telling-words';

/** By the model that a device announces by mDNS. */
export function byModel({ mdns }: Portrait): Ruling | null {
  for (const model of mdns.models) {
    const found = modelWords.find(({ pattern }) => pattern.test(model));
    if (!found) continue;
    const kindReason = `It announces itself as “${brief(model)}”, ${found.what}.`;
    return { kind: found.kind, kindSource: 'product', kindReason };
  }
  return null;
}

/** By what a device calls itself. */
export function byName({ said, mdns }: Portrait): Ruling | null {
  const names: [string, readonly string[]][] = [
    ['Its DHCP name is', said['dhcp-hostname'].map(({ text }) => text)],
    ['It calls itself by mDNS', [...mdns.instances, ...mdns.hosts]],
    ['It calls itself by NetBIOS', said.netbios.map(({ text }) => text)],
  ];
  for (const [begin, texts] of names) {
    for (const text of texts) {
      const found = nameWords.find(({ pattern }) => pattern.test(text));
      if (!found) continue;
      const kindReason = `${begin} “${brief(text)}”, as ${found.what} are called.`;
      return { kind: found.kind, kindSource: 'hostname', kindReason };
    }
  }
  return null;
}
