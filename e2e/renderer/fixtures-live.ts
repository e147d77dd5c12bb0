import {
  interfaceListSchema,
  type BackendState,
  type CaptureInterface,
  type InterfaceList,
  type InterfaceRates,
} from '../../src-main/contract/capture';
import type { Problem } from '../../src-main/contract/errors';
import { NON_IOT, type Device } from '../../src-main/contract/home';
import {
  liveEndSchema,
  liveUpdateSchema,
  type LiveEnd,
  type LiveUpdate,
} from '../../src-main/contract/live';
import { Random } from '../../src-main/contract/random';
import { inspectResultSchema, type InspectResult } from '../../src-main/contract/results';
import { homeDevices, type HomeDevice } from './fixture-home';

/** When the made-up recordings begin. */
export const liveStart = 1_562_011_200;

const missing: Record<'dumpcap' | 'cap', Problem> = {
  dumpcap: {
    code: 'capture-program-missing',
    params: { program: 'dumpcap', command: 'sudo apt install wireshark-common' },
  },
  cap: {
    code: 'capture-permission',
    params: {
      program: 'cap',
      detail: 'it has no right to open the interface',
      command: 'sudo setcap cap_net_raw,cap_net_admin+eip /opt/HomeMole/resources/capture/node',
    },
  },
};

function oneInterface(
  name: string,
  description: string,
  kind: CaptureInterface['kind'],
  addresses: string[],
  up = true,
): CaptureInterface {
  return { name, description, kind, addresses, up };
}

/** A laptop; `works` are the backends that can record on it. */
export function fixtureInterfaces(
  works: readonly ('dumpcap' | 'cap' | 'ssh')[] = ['dumpcap', 'ssh'],
): InterfaceList {
  const state = (backend: 'dumpcap' | 'cap' | 'ssh', version: string): BackendState => {
    const good = works.includes(backend);
    const problem: Problem | null =
      backend === 'ssh'
        ? {
            code: 'capture-program-missing',
            params: { program: 'ssh', command: 'sudo apt install openssh-client' },
          }
        : missing[backend];
    return { backend, problem: good ? null : problem, version: good ? version : '' };
  };
  return interfaceListSchema.parse({
    interfaces: [
      oneInterface('lo', '', 'loopback', ['127.0.0.1', '::1']),
      oneInterface('any', 'All interfaces together', 'any', []),
      oneInterface('enp0s31f6', 'Ethernet (Intel I219-LM)', 'ethernet', [], false),
      oneInterface('wlan0', 'Wi-Fi “HomeNet”', 'wifi', ['192.168.1.23', 'fe80::5a4b:2c1d']),
      oneInterface('wlan0-ap', 'Hotspot', 'wifi', ['10.42.0.1']),
      oneInterface('docker0', '', 'virtual', ['172.17.0.1']),
      oneInterface('wg0', '', 'tunnel', ['10.8.0.2']),
    ],
    backends: [
      state('dumpcap', 'Dumpcap (Wireshark) 4.0.17'),
      state('cap', 'cap 0.2.1, libpcap 1.10.3'),
      state('ssh', 'OpenSSH_9.2p1'),
    ],
  });
}

/** The rates of a second: the hotspot carries the home. */
export function fixtureRates(second: number): InterfaceRates {
  const random = new Random(900 + second);
  const rate = (name: string, mean: number) => {
    const bytesPerSecond = Math.round(mean * (0.4 + 1.2 * random.uniform()));
    return { name, packetsPerSecond: Math.round(bytesPerSecond / 420), bytesPerSecond };
  };
  return {
    time: liveStart + second,
    rates: [
      rate('lo', 900_000),
      rate('enp0s31f6', 0),
      rate('wlan0', 14_000),
      rate('wlan0-ap', 410_000),
      rate('docker0', 60),
      rate('wg0', 0),
    ],
  };
}

const sources: Device['nameSource'][] = ['dhcp-hostname', 'mdns', 'vendor', 'product', 'ssdp'];
const reasons: Record<string, [Device['kindSource'], string]> = {
  iot: ['vendor', 'Its maker builds smart devices.'],
  'non-iot': ['hostname', 'Its DHCP name is “Galaxy-S21”.'],
};

/** A device of the made-up home as an inventory has it. */
function deviceOf(home: HomeDevice, i: number, packets: number): Device {
  const other = home.type === NON_IOT;
  const random = other && i % 2 === 0;
  const kind = other ? 'non-iot' : 'iot';
  const [kindSource, kindReason] = random
    ? (['randomised-mac', 'Its hardware address is randomised, as those of phones are.'] as const)
    : reasons[kind]!;
  return {
    device: home.name,
    mac: `${random ? '6a' : '24'}:f5:a2:${(i * 37) % 100 < 16 ? '0f' : ((i * 37) % 100).toString(16)}:00:${(16 + i).toString(16)}`,
    vendor: random ? null : home.vendor,
    name: home.name,
    nameSource: random ? 'randomised-mac' : sources[i % sources.length]!,
    hints:
      i % 3 === 2
        ? []
        : [
            { source: 'dhcp-hostname', text: home.name },
            { source: 'dhcp-parameters', text: '1,3,6,15,28,51' },
            { source: 'sni', text: `api.${home.type}.example` },
          ],
    ips: [`192.168.1.${100 + i}`, `fe80::1:${i}`],
    packets,
    bytes: packets * 380,
    internetPackets: Math.round(packets * 0.9),
    type: home.type,
    category: null,
    kind,
    kindSource,
    kindReason,
  };
}

/** What an inspection of the made-up home finds. */
export function fixtureInspect(
  devices: readonly HomeDevice[] = homeDevices,
  tunnels: InspectResult['tunnels'] = [],
): InspectResult {
  const packets = devices.reduce((sum, { testPackets }) => sum + 3 * testPackets, 0);
  return inspectResultSchema.parse({
    packets,
    bytes: packets * 412,
    durationSeconds: 36_060,
    startTime: liveStart,
    internetPackets: Math.round(packets * 0.91),
    simulated: false,
    files: [
      {
        path: '/recordings/captures/flat-2019-07-01.pcapng',
        format: 'pcapng',
        compression: 'gzip',
        linkTypes: ['Linux cooked v1', 'Ethernet'],
        packets,
        bytes: packets * 412,
        truncatedPackets: 12,
        duplicates: 4211,
        droppedPackets: 37,
        warnings: [
          { code: 'duplicates-removed', count: 4211 },
          { code: 'packets-dropped', count: 37 },
          { code: 'headers-cut', count: 3 },
          { code: 'coarse-timestamps', count: 1 },
        ],
        simulated: false,
      },
    ],
    gateway: { mac: '9c:3d:cf:12:34:56', vendor: 'Netgear', ips: ['192.168.1.1'] },
    tunnels,
    devices: devices.map((device, i) => deviceOf(device, i, device.testPackets * 3)),
  });
}

export interface LiveOptions {
  seconds?: number;
  /** As many devices as these, the home's over and over with numbers behind their names. */
  devices?: number;
  state?: LiveUpdate['status']['state'];
  labelling?: LiveUpdate['labelling']['state'];
  dropped?: number | null;
  backend?: LiveUpdate['status']['backend'];
  packets?: number;
}

const bins = 60;
const binSeconds = 3;

/** A snapshot of a running recording. */
export function fixtureUpdate(options: LiveOptions = {}): LiveUpdate {
  const seconds = options.seconds ?? 754;
  const count = options.devices ?? homeDevices.length;
  const state = options.labelling ?? 'labelling';
  const backend = options.backend ?? 'dumpcap';
  const named = state === 'labelling';
  const devices = Array.from({ length: count }, (_, i) => {
    const home = homeDevices[i % homeDevices.length]!;
    const round = Math.floor(i / homeDevices.length);
    const one: HomeDevice =
      round === 0 ? home : { ...home, name: `${home.name}-${round + 1}`, type: home.type };
    const random = new Random(7000 + i * 131 + Math.floor(seconds * 10));
    const packets = Math.round((home.testPackets * seconds) / 700);
    const labelled = named ? Math.round(packets * 0.8) : 0;
    return {
      ...deviceOf(one, i, packets),
      mac: `24:f5:a2:${(i * 7 + 16).toString(16).padStart(2, '0')}:00:${(16 + i).toString(16)}`,
      bytesPerSecond: random.uniform() < 0.35 ? 0 : home.testPackets * 40 * random.uniform(),
      lastSeen: liveStart + seconds,
      labelled,
      correct: Math.round(labelled * home.legible),
    };
  });
  const packets = options.packets ?? devices.reduce((sum, one) => sum + one.packets, 0);
  const labelled = devices.reduce((sum, one) => sum + one.labelled, 0);
  const types = [...new Set(devices.map(({ type }) => type))];
  return liveUpdateSchema.parse({
    status: {
      state: options.state ?? 'running',
      backend,
      interface: backend === 'ssh' ? 'br-lan' : 'wlan0-ap',
      packets,
      bytes: packets * 412,
      dropped: options.dropped === undefined ? (backend === 'cap' ? null : 0) : options.dropped,
      timestamps: backend === 'cap' ? 'coarse' : 'kernel',
      seconds,
    },
    fileBytes: packets * 430,
    packetsPerSecond: 1204,
    bytesPerSecond: 496_000,
    internetPackets: Math.round(packets * 0.9),
    duplicates: 0,
    gateway: { mac: '9c:3d:cf:12:34:56', vendor: 'Netgear', ips: ['192.168.1.1'] },
    devices: packets === 0 ? [] : devices,
    labelling: {
      state,
      vantage: state === 'off' ? null : 'napt',
      packetsNeeded: state === 'waiting' ? 1350 : 0,
      labelled,
      correct: devices.reduce((sum, one) => sum + one.correct, 0),
      skipped: named ? 24 : 0,
      delaySeconds: named ? 0.31 : null,
    },
    strip:
      state === 'off' || packets === 0
        ? null
        : {
            binSeconds,
            start: liveStart + seconds - bins * binSeconds,
            lanes: types.map((type, i) => laneOf(type, i, seconds, named)),
          },
  });
}

/** A lane of the strip; the newest two bins are not named yet. */
function laneOf(type: string, i: number, seconds: number, named: boolean) {
  const home = homeDevices.find((one) => one.type === type)!;
  const packets: number[] = [];
  const labelled: number[] = [];
  const correct: number[] = [];
  for (let bin = 0; bin < bins; bin++) {
    const random = new Random(31 * i + 1000 * (bin + Math.floor(seconds / binSeconds)));
    const busy = home.bursts ? random.uniform() < 0.2 : random.uniform() < 0.85;
    const here = busy ? Math.ceil((home.testPackets / 40) * (0.3 + random.uniform())) : 0;
    const done = named && bin < bins - 2 ? here : 0;
    packets.push(here);
    labelled.push(done);
    correct.push(Math.floor(done * Math.min(1, home.legible * (0.8 + 0.3 * random.uniform()))));
  }
  return { type, packets, labelled, correct };
}

/** How a recording ended. */
export function fixtureEnd(options: LiveOptions & { end?: LiveEnd['end'] } = {}): LiveEnd {
  const update = fixtureUpdate({ ...options, state: 'stopped' });
  return liveEndSchema.parse({
    update,
    end: options.end ?? 'asked',
    files: update.status.packets === 0 ? [] : ['/tmp/homemole/capture-1/0001.pcapng'],
  });
}
