import { execFile, spawnSync } from 'node:child_process';

/** What tshark tells of a frame, each the first occurrence but `optionKinds`; '' where absent. */
export interface TsharkFrame {
  time: string;
  length: string;
  /** Wireshark's own number of the link type. */
  encapsulation: string;
  ethSource: string;
  ethDestination: string;
  sllSource: string;
  source4: string;
  destination4: string;
  source6: string;
  destination6: string;
  ipLength: string;
  ipv6PayloadLength: string;
  ttl: string;
  hopLimit: string;
  protocol4: string;
  fragmentOffset: string;
  tcpSource: string;
  tcpDestination: string;
  tcpFlags: string;
  tcpWindow: string;
  tcpLength: string;
  optionKinds: string;
  udpSource: string;
  udpDestination: string;
  udpLength: string;
  tlsRecordLength: string;
  protocols: string;
}

const fields: Record<keyof TsharkFrame, string> = {
  time: 'frame.time_epoch',
  length: 'frame.len',
  encapsulation: 'frame.encap_type',
  ethSource: 'eth.src',
  ethDestination: 'eth.dst',
  sllSource: 'sll.src.eth',
  source4: 'ip.src',
  destination4: 'ip.dst',
  source6: 'ipv6.src',
  destination6: 'ipv6.dst',
  ipLength: 'ip.len',
  ipv6PayloadLength: 'ipv6.plen',
  ttl: 'ip.ttl',
  hopLimit: 'ipv6.hlim',
  protocol4: 'ip.proto',
  fragmentOffset: 'ip.frag_offset',
  tcpSource: 'tcp.srcport',
  tcpDestination: 'tcp.dstport',
  tcpFlags: 'tcp.flags',
  tcpWindow: 'tcp.window_size_value',
  tcpLength: 'tcp.len',
  optionKinds: 'tcp.option_kind',
  udpSource: 'udp.srcport',
  udpDestination: 'udp.dstport',
  udpLength: 'udp.length',
  tlsRecordLength: 'tls.record.length',
  protocols: 'frame.protocols',
};
const names = Object.keys(fields) as (keyof TsharkFrame)[];

// Every frame by itself: nothing carried over from frames before it.
const preferences = [
  'ip.defragment:FALSE',
  'ipv6.defragment:FALSE',
  'tcp.desegment_tcp_streams:FALSE',
  'tcp.analyze_sequence_numbers:FALSE',
  'tcp.relative_sequence_numbers:FALSE',
];

/** Whether tshark can be run here. */
export function hasTshark(): boolean {
  return spawnSync('tshark', ['--version']).status === 0;
}

/** The name and version that tshark gives itself. */
export function tsharkVersion(): string {
  return spawnSync('tshark', ['--version'], { encoding: 'utf8' }).stdout.split('\n', 1)[0]!;
}

/** The frames of a capture as tshark sees them; as far as it gets where the file is damaged. */
export function tsharkFrames(path: string): TsharkFrame[] {
  const { stdout } = spawnSync('tshark', argumentsFor(path, names), {
    maxBuffer: 2 ** 30,
    encoding: 'utf8',
  });
  return framesOf(stdout, names);
}

/** What `tsharkCore` needs of a frame. */
export type TsharkCoreFrame = Pick<TsharkFrame, (typeof coreNames)[number]>;

const coreNames = [
  ...(['time', 'length', 'encapsulation', 'protocols'] as const),
  ...(['source4', 'destination4', 'source6', 'destination6'] as const),
  ...(['tcpSource', 'tcpDestination', 'udpSource', 'udpDestination'] as const),
];

/** Only these fields, without waiting, so that several run at once. */
export function tsharkCoreFrames(path: string): Promise<TsharkCoreFrame[]> {
  return new Promise((resolve) => {
    const options = { maxBuffer: 2 ** 30, encoding: 'utf8' } as const;
    // tshark ends with an error where a file is damaged, after the frames before it.
    execFile('tshark', argumentsFor(path, coreNames), options, (_error, stdout) =>
      resolve(framesOf(stdout, coreNames)),
    );
  });
}

function argumentsFor(path: string, wanted: readonly (keyof TsharkFrame)[]): string[] {
  return [
    ...['-n', '-r', path, '-T', 'fields', '-E', 'occurrence=a', '-E', 'aggregator=;'],
    ...preferences.flatMap((preference) => ['-o', preference]),
    ...wanted.flatMap((name) => ['-e', fields[name]]),
  ];
}

function framesOf(stdout: string, wanted: readonly (keyof TsharkFrame)[]): TsharkFrame[] {
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => frameOf(line, wanted));
}

function frameOf(line: string, wanted: readonly (keyof TsharkFrame)[]): TsharkFrame {
  const values = line.split('\t');
  const frame = {} as TsharkFrame;
  wanted.forEach((name, i) => {
    const all = values[i] ?? '';
    frame[name] = name === 'optionKinds' ? all.replaceAll(';', ',') : all.split(';', 1)[0]!;
  });
  return frame;
}
