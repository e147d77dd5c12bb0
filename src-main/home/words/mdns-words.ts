import type { AllSaid } from './said';

/** What a device announces by multicast DNS, taken apart. */
export interface MdnsWords {
  /** Names people gave (`fn=Kitchen`) or that services have (`Kitchen._hap._tcp.local`). */
  readonly instances: readonly string[];
  /** Host names, without `.local`. */
  readonly hosts: readonly string[];
  /** Models, as `Wemo Mini` of `md=Wemo Mini`. */
  readonly models: readonly string[];
  /** Service types, as `_hap._tcp`. */
  readonly services: readonly string[];
}

const description = /^(fn|md|model|ty|am|manufacturer)=(.+)$/i;
const service = /(?:^|\.)(_[^.]+\._(?:tcp|udp))\.local$/i;
/** AirPlay puts the MAC address before the name: `7828CA05FACC@Kitchen`. */
const macBefore = /^[0-9a-f]{12}@/i;

export function mdnsWords({ mdns }: AllSaid): MdnsWords {
  const named: string[] = [];
  const instances: string[] = [];
  const hosts: string[] = [];
  const models: string[] = [];
  const services = new Set<string>();
  for (const { text } of mdns) {
    const [, key, value] = description.exec(text) ?? [];
    if (key !== undefined && value !== undefined) {
      if (key.toLowerCase() === 'fn') named.push(value);
      else if (key.toLowerCase() !== 'manufacturer') models.push(value);
      continue;
    }
    const [ending, type] = service.exec(text) ?? [];
    if (ending === undefined || type === undefined) {
      hosts.push(text.replace(/\.local$/i, ''));
      continue;
    }
    services.add(type.toLowerCase());
    const instance = text.slice(0, -ending.length).replace(macBefore, '');
    if (instance !== '' && !instance.startsWith('_')) instances.push(instance);
  }
  return { instances: [...named, ...instances], hosts, models, services: [...services] };
}
