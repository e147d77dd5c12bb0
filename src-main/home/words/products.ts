import { siteOf } from './names-asked';

/** A family of products, and the names that its devices ask for and hardly anything else does. */
export interface ProductFamily {
  readonly product: string;
  readonly asks: readonly (string | RegExp)[];
}

/**
 * Which maker's cloud is whose. Written by hand, one line a family: names that the devices
 * themselves ask for, from makers' firewall guides and from captures. A name that phones and
 * computers ask for just as well (`amazon.com`) does not belong here.
 */
export const productFamilies: readonly ProductFamily[] = [
  { product: 'Amazon Echo', asks: ['amazonalexa.com', /^avs-alexa-.*\.amazon\.com$/] },
  { product: 'Arlo camera', asks: ['arlo.com', 'arloxcld.com'] },
  { product: 'August lock', asks: ['august.com'] },
  { product: 'Belkin Wemo', asks: ['xbcs.net', 'wemo2.com'] },
  { product: 'Blink camera', asks: ['immedia-semi.com'] },
  { product: 'Broadlink', asks: ['broadlink.com.cn', 'ibroadlink.com'] },
  { product: 'Chamberlain MyQ', asks: ['myqdevice.com', 'chamberlain.com'] },
  { product: 'Dahua camera', asks: ['easy4ipcloud.com', 'dahuaddns.com'] },
  { product: 'D-Link camera', asks: ['mydlink.com'] },
  { product: 'Dyson', asks: ['cp.dyson.com'] },
  { product: 'Ecobee thermostat', asks: ['ecobee.com'] },
  { product: 'eWeLink', asks: ['coolkit.cc', 'coolkit.cn'] },
  { product: 'Ezviz camera', asks: ['ezvizlife.com', 'ezviz7.com'] },
  { product: 'Fitbit', asks: ['fitbit.com'] },
  { product: 'Foscam camera', asks: ['myfoscam.com', 'foscam.com'] },
  { product: 'Google Nest', asks: ['nest.com', 'dropcam.com'] },
  { product: 'Hikvision camera', asks: ['hik-connect.com', 'hikvision.com', 'hiddns.com'] },
  { product: 'Home Connect', asks: ['home-connect.com'] },
  { product: 'Honeywell thermostat', asks: ['alarmnet.com', 'mytotalconnectcomfort.com'] },
  { product: 'HP printer', asks: ['hpeprint.com', 'hpsmart.com'] },
  { product: 'Insteon', asks: ['insteon.com', 'hubconnect.insteon.com'] },
  { product: 'iRobot', asks: ['irobotapi.com', 'irobot.com', 'aeroservers.com'] },
  { product: 'LG television', asks: ['lgtvsdp.com', 'lgtvcommon.com', 'lgappstv.com'] },
  { product: 'LIFX', asks: ['lifx.co', 'lifx.com'] },
  { product: 'Meross', asks: ['meross.com'] },
  { product: 'Nanoleaf', asks: ['nanoleaf.me'] },
  { product: 'Neato', asks: ['neatocloud.com'] },
  { product: 'Netatmo', asks: ['netatmo.net'] },
  { product: 'Nintendo', asks: ['nintendo.net', 'nintendowifi.net', 'srv.nintendo.net'] },
  { product: 'Orvibo', asks: ['orvibo.com'] },
  { product: 'Philips Hue', asks: ['meethue.com', 'philips-hue.com'] },
  { product: 'PlayStation', asks: ['playstation.net'] },
  { product: 'Reolink camera', asks: ['reolink.com'] },
  { product: 'Ring', asks: ['ring.com', 'ring.devices.a2z.com'] },
  { product: 'Roborock', asks: ['roborock.com'] },
  { product: 'Roku', asks: ['roku.com', 'rokutime.com'] },
  {
    product: 'Samsung television',
    asks: ['samsungcloudsolution.com', 'samsungotn.net', 'samsungacr.com'],
  },
  { product: 'Schlage lock', asks: ['allegionengage.com', 'allegion.yonomi.cloud'] },
  { product: 'Sciener', asks: ['sciener.cn', 'sciener.com', 'ttlock.com'] },
  { product: 'Shelly', asks: ['shelly.cloud'] },
  { product: 'SmartThings', asks: ['connect.smartthings.com', 'smartthings.com'] },
  { product: 'Sonos', asks: ['sonos.com'] },
  { product: 'Syncleo', asks: ['syncleo-iot.com'] },
  { product: 'Tado', asks: ['tado.com'] },
  { product: 'TiVo', asks: ['tivo.com', 'tivoservice.com'] },
  { product: 'TP-Link Kasa', asks: ['tplinkra.com', 'tplinkcloud.com'] },
  { product: 'Tuya', asks: [/(^|\.)tuya[a-z]*\.com$/] },
  { product: 'Vizio television', asks: ['tvinteractive.tv', 'vizio.com'] },
  { product: 'Withings', asks: ['withings.net', 'withings.com'] },
  { product: 'Wyze', asks: ['wyzecam.com', 'wyze.com'] },
  { product: 'Xiaomi', asks: ['io.mi.com'] },
  { product: 'Yeelight', asks: ['yeelight.com'] },
];

const patterns: { pattern: RegExp; family: ProductFamily }[] = [];
const bySuffix = new Map<string, ProductFamily>();
for (const family of productFamilies) {
  for (const one of family.asks) {
    if (typeof one === 'string') bySuffix.set(one, family);
    else patterns.push({ pattern: one, family });
  }
}

/** The family that a name belongs to. */
export function familyOf(name: string): ProductFamily | undefined {
  for (let at = 0; at >= 0; at = name.indexOf('.', at) + 1 || -1) {
    const found = bySuffix.get(name.slice(at));
    if (found) return found;
  }
  return patterns.find(({ pattern }) => pattern.test(name))?.family;
}

/** A phone with the makers' apps asks for their clouds too; a device asks for few sites. */
const FEW_SITES = 8;

export interface AskedProduct {
  readonly product: string;
  /** The name it was told by. */
  readonly name: string;
}

/**
 * The product of a device by the names it asks for, most frequent first. Null when it asks for many
 * sites or for the clouds of several products, as phones do.
 */
export function productAsked(names: readonly { name: string }[]): AskedProduct | null {
  if (new Set(names.map(({ name }) => siteOf(name))).size > FEW_SITES) return null;
  const told = names.flatMap(({ name }) => {
    const family = familyOf(name);
    return family ? [{ product: family.product, name }] : [];
  });
  return new Set(told.map(({ product }) => product)).size === 1 ? (told[0] as AskedProduct) : null;
}
