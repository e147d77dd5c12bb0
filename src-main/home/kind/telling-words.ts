import type { DeviceKind } from '../../contract/home';

/** Words in names and models that tell what a device is. */
interface KindWords {
  readonly kind: DeviceKind;
  /** What such devices are, for the reason. */
  readonly what: string;
  readonly pattern: RegExp;
}

/**
 * Names as phones, computers and smart devices have them from the factory or from their owners. The
 * first that fits counts, so what is to be told apart (`LaserJet` of a laptop's owner) stands first.
 */
export const nameWords: readonly KindWords[] = [
  {
    kind: 'iot',
    what: 'smart devices',
    pattern:
      /apple-?tv|homepod|android-?tv|fire-?tv|chromecast|google[- ]?(?:home|nest)|shelly|tasmota|sonoff|wemo|roku|sonos|\bhue\b|doorbell|thermostat|smart-?(?:plug|tv|things)|smartthings|\besp[_-]?[0-9a-f]{4,}|printer|laserjet|officejet|\bepson|\bbrother|webos-?tv|bravia|\btv\b|\b(?:ip)?cam(?:era)?\b|roomba|roborock|\bplug\b|\bbulb\b|\blamp\b|\becho\b/i,
  },
  {
    kind: 'non-iot',
    what: 'phones and tablets',
    pattern:
      /iphone|ipad|ipod|galaxy|\bsm-[agnst]\d|\bpixel[- ]?\d|oneplus|redmi|\bhonor\b|huawei[-_ ](?:p|mate|nova|y)\d|\bmoto[-_ ]|\bnokia|xperia|^android[-_.]|^android$|\bphone\b/i,
  },
  {
    kind: 'non-iot',
    what: 'computers',
    pattern:
      /^desktop-[0-9a-z]{4,}|laptop|notebook|macbook|\bmbp(?:ro)?\b|\bmb(?:pro|air)\b|\bimac|mac-?(?:mini|pro|studio)|thinkpad|\bsurface\b|chromebook|\bpc\b|^win(?:dows)?[-_]|workstation/i,
  },
];

/** Models as devices announce them, e.g. Apple's identifiers. */
export const modelWords: readonly KindWords[] = [
  { kind: 'iot', what: 'a smart device', pattern: /^(?:appletv|audioaccessory|homepod)/i },
  { kind: 'non-iot', what: 'a phone or tablet', pattern: /^(?:iphone|ipad|ipod)\d/i },
  {
    kind: 'non-iot',
    what: 'a computer',
    pattern: /^(?:imac|macbook|macmini|macpro|mac\d|vmware)/i,
  },
];

/** Who makes phones and computers and hardly anything else for homes. */
export const personalVendors =
  /^(?:apple,? inc|intel corp|dell\b|lenovo|motorola mobility|oneplus|hmd global|fairphone|vivo mobile|guangdong oppo|realme|tct mobile|htc corp|blackberry|research in motion|nothing technology|lg electronics \(mobile|sony mobile|micro-star|giga-byte|asrock|compal (?:info|elec)|wistron|quanta computer|liteon tech|framework computer|lcfc|asustek|elitegroup|super micro|pegatron|acer\b)/i;

/** Who hands out the MAC addresses of virtual machines. */
export const virtualVendors = /^(?:vmware|pcs systemtechnik|parallels|xensource|red hat)/i;

/** Who makes smart devices, or the chips in them, and hardly anything else for homes. */
export const thingVendors =
  /^(?:espressif|tuya|texas instruments|silicon lab|nordic semi|signify|philips light|sonos|ring llc|blink by amazon|amazon technologies|nest labs|ecobee|roku|irobot|arlo|wyze|netatmo|lifx|hangzhou (?:hikvision|ezviz|broadlink)|zhejiang dahua|reolink|axis comm|shelly|allterco|itead|withings|fitbit|dyson|bose corp|nintendo|sony interactive|simplisafe|august home|particle ind|shenzhen orvibo|lumi united|yeelight|beijing roborock|seiko epson|brother ind|canon inc|lexmark|physical graph|smartthings|the chamberlain|honeywell|resideo|miele|bsh haus|tado|eq-3|ikea of|nanoleaf|chengdu meross|wiz connected|shenzhen bilian)/i;
