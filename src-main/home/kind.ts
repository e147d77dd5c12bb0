import type { Device } from '../contract/home';
import { modelWords, nameWords, personalVendors, thingVendors, virtualVendors } from './kind-words';
import { peopleSites, systemSites, thingClouds } from './kind-sites';
import { isMac } from './mac';
import type { Portrait } from './portrait';
import { isUnder, siteOf } from './sites';
import { isRandomisedMac } from './vendors';

export type Ruling = Pick<Device, 'kind' | 'kindSource' | 'kindReason'>;
type Rule = (device: Portrait) => Ruling | null;

/** Sites from which on somebody browses, and the most that a thing asks for. */
const MANY_SITES = 25;
const FEW_SITES = 8;

/**
 * IoT or not, by the first rule that says something; each says why, and a guess in words of one. The
 * user can overrule them all. docs/who-is-who.md tells people of them: keep it true.
 */
const rules: readonly Rule[] = [
  byUser,
  byLabel,
  byModel,
  byName,
  byDhcpClient,
  byService,
  byProduct,
  byVendor,
  bySystemSites,
  byPeopleSites,
  byManySites,
  byThingCloud,
  byRandomisedMac,
];

export function judgeKind(device: Portrait): Ruling {
  for (const rule of rules) {
    const ruling = rule(device);
    if (ruling) return ruling;
  }
  return {
    kind: 'iot',
    kindSource: 'default',
    kindReason: 'Nothing points to a phone or computer, so it counts as a smart device.',
  };
}

function byUser({ known }: Portrait): Ruling | null {
  return known?.kind ? { kind: known.kind, kindSource: 'user', kindReason: 'You said so.' } : null;
}

function byLabel({ label }: Portrait): Ruling | null {
  if (!label) return null;
  return { kind: label.kind, kindSource: 'label', kindReason: 'The label file says so.' };
}

function byModel({ mdns }: Portrait): Ruling | null {
  for (const model of mdns.models) {
    const found = modelWords.find(({ pattern }) => pattern.test(model));
    if (!found) continue;
    const kindReason = `It announces itself as “${brief(model)}”, ${found.what}.`;
    return { kind: found.kind, kindSource: 'product', kindReason };
  }
  return null;
}

function byName({ said, mdns }: Portrait): Ruling | null {
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

/** DHCP's vendor class (RFC 2132, 9.13), or the list of options that only one system asks for. */
function byDhcpClient({ said }: Portrait): Ruling | null {
  const kindSource = 'vendor-class';
  for (const { text } of said['dhcp-vendor-class']) {
    const quoted = `“${brief(text)}”`;
    if (/^msft\b/i.test(text)) {
      return {
        kind: 'non-iot',
        kindSource,
        kindReason: `Its DHCP client is that of Windows (${quoted}).`,
      };
    }
    if (/^android-dhcp/i.test(text)) {
      const kindReason = `Its DHCP client is that of Android (${quoted}): probably a phone or tablet.`;
      return { kind: 'non-iot', kindSource, kindReason };
    }
    if (/^udhcpc? /i.test(text)) {
      const kindReason = `Its DHCP client is that of small built-in systems (${quoted}): probably a smart device.`;
      return { kind: 'iot', kindSource, kindReason };
    }
  }
  for (const { text } of said['dhcp-parameters']) {
    const system =
      /^1,121,3,6,15,/.test(text) && /,119,252\b/.test(text)
        ? 'Apple’s phones and computers'
        : /\b31,33,43,44,46,47\b/.test(text) && /\b249\b/.test(text)
          ? 'Windows computers'
          : null;
    if (system === null) continue;
    const kindReason = `It asks by DHCP for what ${system} ask for: probably one of them.`;
    return { kind: 'non-iot', kindSource, kindReason };
  }
  return null;
}

/** Services that things offer, and programs that search for them. */
const thingServices =
  /^_(?:hap|hue|googlecast|ipp|ipps|printer|pdl-datastream|scanner|uscan|sonos|spotify-connect|meshcop|matter|matterc|axis-video|smartthings|syncleo|miio|amzn-wplay|ecobee|nanoleafapi|elg|shelly|esphomelib|dcp|wemo|roku-rcp|androidtvremote2?|nvstream_dbd|daap-speaker)\._/;
const thingTypes =
  /^(?:mediarenderer|zoneplayer|dial|basic|controllee|lightswitch|sensor|printer|digitalsecuritycamera|tv|hvac)/i;

function byService({ mdns, ssdp }: Portrait): Ruling | null {
  const kindSource = 'product';
  const service = mdns.services.find((name) => thingServices.test(name));
  if (service !== undefined) {
    const kindReason = `It offers “${brief(service)}”, a service of smart devices.`;
    return { kind: 'iot', kindSource, kindReason };
  }
  const type = ssdp.types.find((name) => thingTypes.test(name));
  if (type !== undefined) {
    const kindReason = `It announces itself by SSDP as “${brief(type)}”, as smart devices do.`;
    return { kind: 'iot', kindSource, kindReason };
  }
  const [app] = ssdp.apps;
  if (app === undefined) return null;
  const kindReason = `${brief(app)} runs on it: a phone or computer.`;
  return { kind: 'non-iot', kindSource, kindReason };
}

function byProduct({ product }: Portrait): Ruling | null {
  if (!product) return null;
  const kindReason = `It asks for ${brief(product.name)} (${product.product}) and for little else.`;
  return { kind: 'iot', kindSource: 'product', kindReason };
}

function byVendor({ vendor }: Portrait): Ruling | null {
  if (vendor === null) return null;
  const kindSource = 'vendor';
  if (personalVendors.test(vendor)) {
    const kindReason = `${brief(vendor)} makes phones and computers: probably one of them.`;
    return { kind: 'non-iot', kindSource, kindReason };
  }
  if (virtualVendors.test(vendor)) {
    const kindReason = `Its MAC address is one of virtual machines (${brief(vendor)}): probably a computer.`;
    return { kind: 'non-iot', kindSource, kindReason };
  }
  if (!thingVendors.test(vendor)) return null;
  const kindReason = `${brief(vendor)} makes smart devices or chips for them: probably one of them.`;
  return { kind: 'iot', kindSource, kindReason };
}

function bySystemSites({ asked }: Portrait): Ruling | null {
  for (const { name } of asked) {
    const found = systemSites.find(({ under }) => under.some((one) => isUnder(name, one)));
    if (!found) continue;
    const kindReason =
      found.system === 'browser'
        ? `It asks for ${brief(name)}, as web browsers do: probably a phone or computer.`
        : `It asks for ${brief(name)}, as ${found.system} systems do: probably a phone or computer.`;
    return { kind: 'non-iot', kindSource: 'destinations', kindReason };
  }
  return null;
}

function byPeopleSites({ asked }: Portrait): Ruling | null {
  const found = asked.find(({ name }) => peopleSites.some((site) => isUnder(name, site)));
  if (!found) return null;
  const kindReason = `It asks for ${brief(found.name)}, which people use: probably a phone or computer.`;
  return { kind: 'non-iot', kindSource: 'destinations', kindReason };
}

function byManySites({ asked }: Portrait): Ruling | null {
  const sites = sitesOf(asked);
  if (sites < MANY_SITES) return null;
  const kindReason = `It asks for ${sites} different sites, as people do: probably a phone or computer.`;
  return { kind: 'non-iot', kindSource: 'destinations', kindReason };
}

function byThingCloud({ asked }: Portrait): Ruling | null {
  if (sitesOf(asked) > FEW_SITES) return null;
  for (const { name } of asked) {
    const found = thingClouds.find((cloud) => cloud.name.test(name));
    if (!found) continue;
    const kindReason = `It reports to ${found.cloud}’s cloud for things: probably a smart device.`;
    return { kind: 'iot', kindSource: 'destinations', kindReason };
  }
  return null;
}

function byRandomisedMac({ key }: Portrait): Ruling | null {
  if (!isMac(key) || !isRandomisedMac(key)) return null;
  const kindReason =
    'Its MAC address is made up, as phones and computers do: probably one of them.';
  return { kind: 'non-iot', kindSource: 'randomised-mac', kindReason };
}

function sitesOf(asked: Portrait['asked']): number {
  return new Set(asked.map(({ name }) => siteOf(name))).size;
}

/** What a device said, short enough for a sentence. */
function brief(text: string): string {
  const letters = [...text];
  return letters.length <= 60 ? text : `${letters.slice(0, 59).join('')}…`;
}
