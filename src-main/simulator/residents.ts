import { BroadlinkPlug } from './devices/broadlink-plug';
import { Camera360 } from './devices/camera-360';
import { Doorbell } from './devices/doorbell';
import { EchoDot } from './devices/echo-dot';
import type { Gadget, Identity } from './devices/gadget';
import { GoogleHome } from './devices/google-home';
import { LightBulb, TplinkPlug } from './devices/kasa-platform';
import { LockHub } from './devices/lock-hub';
import { MituStoryTeller } from './devices/mitu-story-teller';
import { OrviboPlug } from './devices/orvibo-plug';
import { Printer } from './devices/printer';
import { Thermostat } from './devices/thermostat';
import { TmallAssist } from './devices/tmall-assist';
import { XiaobaiCamera } from './devices/xiaobai-camera';
import { XiaomiHub } from './devices/xiaomi-hub';
import * as screens from './people/screens';
import type { VirtualHome } from './world/virtual-home';

type Make = (home: VirtualHome, identity: Identity) => Gadget;
type Maker = new (home: VirtualHome, identity: Identity) => Gadget;

/** A device that can live in a home: its row in the label file, and how it comes to life. */
export interface Resident {
  readonly identity: Identity;
  readonly make: Make;
}

/**
 * The devices by name. Types and vendor halves of the MAC addresses are those of the HomeMole
 * paper's Table 2 where it has the device; the lower halves are made up.
 */
export const things = {
  echoDot: thing(101, 'echo-dot', 'voice-assistant', '88:71:e5:40:0a:11', EchoDot),
  googleHome: thing(102, 'google-home', 'voice-assistant', 'f4:f5:d8:40:0a:12', GoogleHome),
  tmall: thing(103, 'tmall-assist', 'voice-assistant', '18:bc:5a:40:0a:13', TmallAssist),
  hub: thing(104, 'xiaomi-hub', 'hub', '78:11:dc:40:0a:14', XiaomiHub),
  camera360: thing(105, '360-camera', 'camera', 'b0:59:47:40:0a:15', Camera360),
  xiaobai: thing(106, 'xiaobai-camera', 'camera', '78:11:dc:40:0a:16', XiaobaiCamera),
  tplink: thing(107, 'tplink-plug', 'plug', '00:31:92:40:0a:17', TplinkPlug),
  orvibo: thing(108, 'orvibo-plug', 'plug', 'b4:e6:2d:40:0a:18', OrviboPlug),
  broadlink: thing(109, 'broadlink-plug', 'plug', '78:0f:77:40:0a:19', BroadlinkPlug),
  mitu: thing(110, 'mitu-story-teller', 'interactive', '28:6c:07:40:0a:1a', MituStoryTeller),
  lockHub: thing(111, 'lock-hub', 'lock', '00:4b:12:40:0a:1b', LockHub),
  bulb: thing(112, 'light-bulb', 'light', '00:5f:67:40:0a:1c', LightBulb),
  thermostat: thing(113, 'thermostat', 'climate', '44:61:32:40:0a:1d', Thermostat),
  doorbell: thing(114, 'doorbell', 'doorbell', '18:7f:88:40:0a:1e', Doorbell),
  printer: thing(115, 'printer', 'printer', '00:26:ab:40:0a:1f', Printer),
} as const;

/** The hub with its rules fetched every two minutes: the bursts of 54-byte TCP that drown plugs. */
export const busyHub: Resident = {
  identity: things.hub.identity,
  make: (home, identity) => new XiaomiHub(home, identity, 120),
};

/** What belongs to a person. MAC addresses are randomised ones (locally administered). */
export const personal = {
  phone: screen(121, 'phone', 'phone', 'phone', '3a:5e:0c:7d:21:94', screens.phone),
  workPhone: screen(122, 'work-phone', 'phone', 'phone', 'd6:81:f3:0e:6b:52', screens.workPhone),
  tablet: screen(123, 'tablet', 'tablet', 'tablet', '9e:24:b7:c8:13:0f', screens.tablet),
  laptop: screen(124, 'laptop', 'laptop', 'computer', '72:d9:05:4a:e6:3b', screens.laptop),
} as const;

function thing(host: number, type: string, category: string, mac: string, maker: Maker): Resident {
  const ip = `192.168.8.${host}`;
  return {
    identity: { device: type, mac, ip, type, category, kind: 'iot' },
    make: (home, identity) => new maker(home, identity),
  };
}

function screen(
  host: number,
  device: string,
  type: string,
  category: string,
  mac: string,
  make: Make,
): Resident {
  const ip = `192.168.8.${host}`;
  return { identity: { device, mac, ip, type, category, kind: 'non-iot' }, make };
}
