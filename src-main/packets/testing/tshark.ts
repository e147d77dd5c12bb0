import { execFileSync, spawnSync } from 'node:child_process';

/** What tshark tells of a frame, each the first occurrence but `optionKinds`; '' where absent. */
export interface TsharkFrame {
  time: string;
  length: string;
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

/** Whether tshark and capinfos can be run here. */
export function hasTshark(): boolean {
  return ['tshark', 'capinfos'].every((tool) => spawnSync(tool, ['--version']).status === 0);
}

/** The frames of a capture as tshark sees them; as far as it gets where the file is damaged. */
export function tsharkFrames(path: string): TsharkFrame[] {
  const { stdout } = spawnSync(
    'tshark',
    [
      ...['-n', '-r', path, '-T', 'fields', '-E', 'occurrence=a', '-E', 'aggregator=;'],
      ...preferences.flatMap((preference) => ['-o', preference]),
      ...names.flatMap((name) => ['-e', fields[name]]),
    ],
    { maxBuffer: 2 ** 30, encoding: 'utf8' },
  );
  return stdout.split('\n').slice(0, -1).map(frameOf);
}

/** How many packets `capinfos` counts; as far as it gets where the file is damaged. */
export function capinfosCount(path: string): number {
  const out = execFileSync('capinfos', ['-c', '-M', '-T', '-r', path], { encoding: 'utf8' });
  return Number(out.trim().split('\t')[1]);
}

function frameOf(line: string): TsharkFrame {
  const values = line.split('\t');
  const frame = {} as TsharkFrame;
  names.forEach((name, i) => {
    const all = values[i] ?? '';
    frame[name] = name === 'optionKinds' ? all.replaceAll(';', ',') : all.split(';', 1)[0]!;
  });
  return frame;
}
