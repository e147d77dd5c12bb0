import { NON_IOT } from '../../src-main/contract/home';

/** A device of the made-up home, and how easily an eavesdropper reads it (0 to 1). */
export interface HomeDevice {
  name: string;
  type: string;
  vendor: string | null;
  testPackets: number;
  legible: number;
  mistakenFor: string;
  /** Speaks in bursts rather than steadily. */
  bursts: boolean;
}

function device(
  name: string,
  type: string,
  vendor: string | null,
  testPackets: number,
  legible: number,
  mistakenFor: string,
  bursts = false,
): HomeDevice {
  return { name, type, vendor, testPackets, legible, mistakenFor, bursts };
}

/** Fifteen types of smart devices, one of them twice, and three phones and computers. */
export const homeDevices: readonly HomeDevice[] = [
  device('front-door-lock', 'door-lock', 'Espressif', 620, 0.95, 'garage-opener', true),
  device('hall-doorbell', 'video-doorbell', 'Ring', 2900, 0.93, 'garden-camera', true),
  device('garden-camera-1', 'garden-camera', 'Texas Instruments', 4100, 0.97, 'video-doorbell'),
  device('garden-camera-2', 'garden-camera', 'Texas Instruments', 2300, 0.96, 'video-doorbell'),
  device('baby-monitor', 'baby-monitor', 'Hangzhou Hikvision', 5200, 0.98, 'garden-camera'),
  device('kitchen-speaker', 'voice-speaker', 'Amazon', 3600, 0.91, 'television'),
  device('living-room-tv', 'television', 'LG Electronics', 6100, 0.9, NON_IOT, true),
  device('thermostat', 'thermostat', 'Nest Labs', 880, 0.94, 'smoke-alarm'),
  device('desk-lamp', 'light-bulb', 'TP-Link', 540, 0.61, 'wall-plug'),
  device('heater-plug', 'wall-plug', 'TP-Link', 610, 0.66, 'light-bulb'),
  device('robot-vacuum', 'vacuum', 'Roborock', 1450, 0.92, 'voice-speaker', true),
  device('bathroom-scale', 'scale', 'Withings', 140, 0.86, 'thermostat', true),
  device('smoke-alarm', 'smoke-alarm', 'Nest Labs', 96, 0.28, 'thermostat'),
  device('garage-opener', 'garage-opener', 'Chamberlain', 310, 0.83, 'door-lock', true),
  device('fridge', 'fridge', 'Samsung Electronics', 720, 0.87, 'television'),
  device('attic-sensor', 'leak-sensor', null, 7, 0.4, 'thermostat'),
  device('phone-blue', NON_IOT, null, 5200, 0.97, 'television', true),
  device('phone-green', NON_IOT, null, 3400, 0.96, 'television', true),
  device('laptop', NON_IOT, 'Intel', 7900, 0.98, 'television', true),
];
