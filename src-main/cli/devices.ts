import { deviceKinds, type DeviceKind } from '../contract/home';
import type { KnownDeviceChange, KnownDevices } from '../contract/known-devices';
import * as engine from '../engine';
import { type Call, type Command, usage } from './command';
import { help, json } from './options';
import { table } from './text';

export const devices: Command = {
  name: 'devices',
  summary: 'the names and rulings you gave, kept by MAC address',
  usage: '[MAC]',
  about: `Without a MAC address, lists what you said of devices. With one, keeps a name for it or rules
whether it is IoT; both hold in every capture, and win over all that HomeMole finds out.
\`homemole inspect\` shows the MAC addresses.`,
  options: {
    name: { type: 'string', value: 'NAME', help: 'What you call it; "" takes the name back.' },
    kind: {
      type: 'string',
      value: 'KIND',
      help: 'iot, non-iot (a phone or computer), or auto: as HomeMole finds out.',
    },
    forget: { type: 'boolean', help: 'Take back both.' },
    json,
    help,
  },
  examples: [
    'homemole devices',
    'homemole devices 50:c7:bf:00:00:02 --name "Front door" --kind iot',
    'homemole devices 50:c7:bf:00:00:02 --forget',
  ],
  async run(call, surroundings) {
    const path = surroundings.place.knownDevices;
    if (path === null) throw usage('There is no folder to keep names in.');
    const change = changeOf(call);
    const known = change
      ? await engine.changeKnownDevice(path, change)
      : await engine.readKnownDevices(path);
    if (call.flag('json')) return surroundings.write(`${JSON.stringify(known, null, 2)}\n`);
    return surroundings.write(textOf(known, path));
  },
};

/** What the call would change; null when it only asks. */
function changeOf(call: Call): KnownDeviceChange | null {
  const [given, ...more] = call.positionals;
  const [name, kind, forget] = [call.text('name'), call.text('kind'), call.flag('forget')];
  const changes = name !== null || kind !== null || forget;
  if (given === undefined) {
    if (changes) throw usage('Say which device: its MAC address is missing.');
    return null;
  }
  if (more.length > 0) throw usage(`Unexpected: ${more.join(' ')}. Put a name in quotes.`);
  if (!changes) throw usage(`Say what of ${given}: --name, --kind or --forget.`);
  if (forget && (name !== null || kind !== null)) {
    throw usage('--forget takes back name and kind; give it alone.');
  }
  const mac = macOf(given);
  if (forget) return { mac, alias: null, kind: null };
  return {
    mac,
    ...(name === null ? {} : { alias: name.trim() || null }),
    ...(kind === null ? {} : { kind: kindOf(kind) }),
  };
}

function macOf(given: string): string {
  const mac = given.toLowerCase().replaceAll('-', ':');
  if (!/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/.test(mac)) {
    throw usage(`${given} is not a MAC address, as 50:c7:bf:00:00:02.`);
  }
  // The lowest bit of the first byte says "group" (IEEE 802, 8.2).
  if (parseInt(mac, 16) & 1) throw usage(`${given} is the address of a group, not of a device.`);
  return mac;
}

function kindOf(given: string): DeviceKind | null {
  if (given === 'auto') return null;
  const kind = deviceKinds.find((one) => one === given);
  if (kind) return kind;
  throw usage(`--kind ${given}: give iot, non-iot or auto.`);
}

function textOf({ devices: kept }: KnownDevices, path: string): string {
  const rows = Object.entries(kept).map(([mac, { alias, kind }]) => [
    mac,
    alias ?? '-',
    kind ?? 'auto',
  ]);
  if (rows.length === 0) return `No names or rulings are kept (${path}).\n`;
  return `${table(['MAC', 'Name', 'Kind'], rows)}\n\nKept in ${path}\n`;
}
