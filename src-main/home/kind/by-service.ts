import type { Portrait } from '../words/portrait';
import { brief, type Ruling } from './ruling';

/** Services that things offer, and programs that search for them. */
const thingServices =
  /^_(?:hap|hue|googlecast|ipp|ipps|printer|pdl-datastream|scanner|uscan|sonos|spotify-connect|meshcop|matter|matterc|axis-video|smartthings|syncleo|miio|amzn-wplay|ecobee|nanoleafapi|elg|shelly|esphomelib|dcp|wemo|roku-rcp|androidtvremote2?|nvstream_dbd|daap-speaker)\._/;
const thingTypes =
  /^(?:mediarenderer|zoneplayer|dial|basic|controllee|lightswitch|sensor|printer|digitalsecuritycamera|tv|hvac)/i;

/** By what a device offers to others, or searches with. */
export function byService({ mdns, ssdp }: Portrait): Ruling | null {
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

/** By the cloud of a product, where a device asks for little else. */
export function byProduct({ product }: Portrait): Ruling | null {
  if (!product) return null;
  const kindReason = `It asks for ${brief(product.name)} (${product.product}) and for little else.`;
  return { kind: 'iot', kindSource: 'product', kindReason };
}
