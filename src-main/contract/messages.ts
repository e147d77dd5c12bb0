import type { ErrorCode, Problem } from './errors';
import type { Device } from './home';

/**
 * The English sentences by code, one source for the command line, the report and the window.
 * `{name}` is filled from the params. A cause says what is wrong in one line; a remedy what to do.
 */
export const problemMessages: Record<ErrorCode, { cause: string; remedy: string }> = {
  unexpected: {
    cause: 'Something went wrong that HomeMole did not foresee: {detail}',
    remedy: 'Please report it with the steps that led here; no capture data is needed.',
  },
  usage: { cause: '{detail}', remedy: 'Run `homemole --help` or `homemole COMMAND --help`.' },
  'file-not-found': {
    cause: '{file} does not exist.',
    remedy: 'Check the path and its spelling.',
  },
  'file-unreadable': {
    cause: '{file} cannot be read: {detail}',
    remedy: 'Check that you may read the file and that the disk is well.',
  },
  'capture-empty': {
    cause: '{file} is empty (0 bytes).',
    remedy: 'Capture again, and stop the recording before you copy the file.',
  },
  'capture-unknown-format': {
    cause: '{file} is not a packet capture.',
    remedy: 'HomeMole reads pcap and pcapng, as written by Wireshark, tcpdump and dumpcap.',
  },
  'capture-malformed': {
    cause: '{file} is damaged at byte {offset}: {detail}',
    remedy: 'Open it in Wireshark and save it again, or capture again.',
  },
  'capture-unsupported-link': {
    cause: '{file} was taken on a link HomeMole cannot read ({link}).',
    remedy: 'Capture on an Ethernet, Wi-Fi (not monitor mode) or "any" interface of the router.',
  },
  'no-packets': {
    cause: '{file} holds 0 packets.',
    remedy: 'Capture again; check that traffic passes the interface you record.',
  },
  'no-internet-packets': {
    cause: 'None of the {packets} packets crosses the gateway: nothing here reaches the Internet.',
    remedy: 'Capture where the traffic of the home passes: on the router, or on its access point.',
  },
  'no-devices': {
    cause: 'No device of the home could be told from the {packets} packets.',
    remedy: 'Capture inside the home, before the router replaces addresses.',
  },
  'too-few-packets': {
    cause: 'Only {packets} packets cross the gateway; an audit needs at least {needed}.',
    remedy: 'Record longer: an hour shows most devices, a day nearly all.',
  },
  'nothing-to-judge': {
    cause:
      'In {minutes} min no smart device sent enough packets both to learn from and to be tested on.',
    remedy: 'Record longer: an hour shows most devices, a day nearly all.',
  },
  'one-class-only': {
    cause: 'All packets belong to one type of device ({type}); there is nothing to tell apart.',
    remedy: 'Capture the whole home, or give a label file that names the types.',
  },
  'labels-malformed': {
    cause: '{file}, line {line}: {detail}',
    remedy: 'A label file is a CSV with the header device,mac,ip,type,category,kind.',
  },
  'labels-unknown-macs': {
    cause: 'None of the {count} MAC addresses in {file} occurs in the capture (first: {first}).',
    remedy: 'Check that labels and capture are of the same home.',
  },
  'events-malformed': {
    cause: '{file}, line {line}: {detail}',
    remedy: 'An event file is a CSV with the header time_epoch,device,interaction.',
  },
  'events-none': {
    cause:
      'No interaction can be learned: {events} of {all} marked events lie in the time of the captures, and of none are there five that packets come with.',
    remedy:
      'Mark each interaction at least five times, better twenty, and give the captures of that time.',
  },
  'model-missing': {
    cause: '{folder} holds no model: {file} is missing.',
    remedy: 'Give the folder that `homemole train --out` wrote.',
  },
  'model-malformed': {
    cause: 'The model in {folder} cannot be used: {detail}',
    remedy: 'Train it again with `homemole train`.',
  },
  'model-changed': {
    cause: 'The model in {folder} is not the one its card describes (SHA-256 differs).',
    remedy: 'Do not use it; train it again or fetch it anew.',
  },
  'model-wrong-vantage': {
    cause: 'This model was trained for {trained}, not for {asked}.',
    remedy: 'Leave --vantage out, or train a model with --vantage {asked}.',
  },
  'model-name-taken': {
    cause: 'Your library has a model named “{name}” already.',
    remedy: 'Give it another name.',
  },
  'device-unknown': {
    cause: 'No device of this home is called {device}.',
    remedy: 'Its devices are: {known}.',
  },
  'vantage-unknown': {
    cause: 'There is no vantage named {vantage} here.',
    remedy: 'Use one of: {known}.',
  },
  'scenario-unknown': {
    cause: 'There is no scenario named {scenario}.',
    remedy: 'Use one of: {known}.',
  },
  'shaping-malformed': {
    cause: 'The shaping “{shaping}” cannot be understood: {detail}.',
    remedy:
      'Write name:key=value,key=value, several joined by +; homemole shape --help lists them.',
  },
  'shaping-impossible': {
    cause: '{shaping} cannot run there: {detail}.',
    remedy:
      'Choose another place for it to run (pair, device or gateway; at= on the command line), or a vantage with a tunnel.',
  },
  'shaping-too-large': {
    cause: '{shaping} would send some {packets} packets, more than the {most} that are computed.',
    remedy: 'Use a shorter capture, a longer interval or a lower rate.',
  },
  'output-exists': {
    cause: '{path} exists already and is not something HomeMole would overwrite: {detail}',
    remedy: 'Choose another name.',
  },
  'output-unwritable': {
    cause: '{path} cannot be written: {detail}',
    remedy: 'Choose a folder that exists, that you may write to, with space left.',
  },
  cancelled: { cause: 'Stopped on request.', remedy: 'Nothing was written; start again any time.' },
  'engine-gone': {
    cause: 'The analysis process ended unexpectedly ({detail}).',
    remedy: 'Start the audit again; if it happens twice, try a shorter capture.',
  },
  'known-devices-malformed': {
    cause: '{file}, which keeps the names you gave, cannot be understood: {detail}',
    remedy: 'Mend it, or move it away: HomeMole then starts a new one.',
  },
  'filter-invalid': {
    cause: 'The capture filter “{filter}” cannot be used: {detail}',
    remedy: 'Write it as for tcpdump, e.g. `host 192.168.1.20` or `not port 22`.',
  },
  'interface-unknown': {
    cause: 'There is no interface named {interface} here.',
    remedy: 'Run `homemole interfaces` to see those that can be recorded.',
  },
  'interface-gone': {
    cause: 'The interface {interface} went away while it was recorded.',
    remedy: 'What was captured before is kept. Connect it again and start a new capture.',
  },
  'capture-permission': {
    cause: '{program} may not record on this computer: {detail}',
    remedy: 'Allow it once with: {command}',
  },
  'capture-program-missing': {
    cause: '{program}, which records packets, is not installed.',
    remedy: 'Install it with: {command}',
  },
  'capture-library-missing': {
    cause: '{library}, which {program} needs to record packets, is not installed.',
    remedy: 'Install it with: {command}',
  },
  'capture-failed': {
    cause: 'Recording with {program} ended by itself: {detail}',
    remedy: 'What was captured before is kept. Start again, or choose another way to record.',
  },
  'capture-helper-gone': {
    cause: 'The process that records ended unexpectedly ({detail}).',
    remedy: 'What was captured before is kept. Start a new capture.',
  },
  'disk-full': {
    cause: 'The disk that holds {path} is full.',
    remedy: 'What was captured before is kept. Free some space, then start a new capture.',
  },
  'ssh-refused': {
    cause: '{destination} cannot be recorded over ssh: {detail}',
    remedy: 'Make sure that this works in a terminal: {command}',
  },
  'ssh-host-unknown': {
    cause: 'ssh does not know the host key of {destination}, or it has changed: {detail}',
    remedy: 'Log in once in a terminal and compare the key it shows: {command}',
  },
  'nothing-captured': {
    cause: 'Not one packet was recorded on {interface}.',
    remedy: 'Choose the interface with traffic, and check the capture filter.',
  },
  'sides-no-tunnel': {
    cause: 'No tunnel can be recognised in the {packets} packets of the capture outside.',
    remedy:
      'Record whole packets between router and provider; if there is no tunnel, leave --vantage out, and take a model for napt.',
  },
  'sides-tunnel-unknown': {
    cause: 'The capture outside shows no tunnel with an end {tunnel}.',
    remedy: 'Its tunnels lead to: {known}.',
  },
  'sides-not-paired': {
    cause: 'The two captures do not show the same traffic: {detail}.',
    remedy:
      'Record both sides at once, inside the home and between router and provider; clocks may differ by any amount.',
  },
  'sides-nothing-known': {
    cause:
      'In the capture outside no tunnel is recognised, and its packets are not those of the capture inside either.',
    remedy:
      'Record both sides at once, inside the home and between router and provider; if there is a tunnel outside, say which with --vantage.',
  },
  'sides-swapped': {
    cause: 'The two sides seem swapped: {what}.',
    remedy: 'Give the capture from inside the home with --lan, the other one with --wan.',
  },
  'sides-vantage': {
    cause: 'The capture outside shows {seen}, not {asked}.',
    remedy: 'Leave --vantage out: what the tunnel is, is recognised.',
  },
};

/** Sentences of claims, limits and verdicts, by code. */
export const claimMessages = {
  'device-present': 'Traffic was put down to “{type}” in {windows} of {total} six-minute windows.',
  'people-online':
    'Traffic was put down to phones or computers in {windows} of {total} six-minute windows.',
  'device-count': 'This home has at least {count} kinds of smart devices.',
} as const;

export const limitMessages = {
  simulated:
    'Simulated traffic: made by the HomeMole simulator. It says nothing about a real home.',
  'no-labels':
    'No label file was given: every device counts as a type of its own, and which are phones or computers was told by rules that can err.',
  'labels-unseen':
    'MAC addresses of the label file that do not occur in the capture: {count} (first: {first}). Check for a typing error; a device that was off is no mistake.',
  measured:
    'The packets outside were recorded, not computed: lengths and moments are those of a real line.',
  'short-capture':
    'The capture covers {minutes} min. Devices that are seldom active may be missing or look better hidden than they are.',
  'single-home': 'One home was measured. Other homes can be easier or harder to read.',
  'model-of-one-home':
    'Learned in one home, at one time. Devices of other makes or firmware, and types that it does not list, are given one of its names all the same.',
  'trained-on-this-home':
    'The adversary was trained on the earlier part of this very home: the strongest case for the eavesdropper. One who has never seen the home does worse.',
  'ipv6-not-translated':
    '{share} of the packets that leave the home are IPv6, which routers do not translate: outside, each device shows an address of its own ({addresses} such addresses), so which device a packet belongs to is not hidden. The audit does not use it, so it understates what is visible.',
  'delay-modelled':
    'Tunnel packet sizes are exact; the delay that a tunnel adds is modelled (10 to 60 µs, as on a fast machine), not measured.',
  'sparse-devices':
    'Too few packets to learn from, or to be tested on, for a verdict on {count} device(s): {devices}.',
  warnings: 'Reading the captures gave warnings ({count}); they stand with the files.',
  'coarse-timestamps':
    'The times in {file} were taken late (backend cap): intervals are off by some milliseconds, so an eavesdropper with a good clock does better.',
  'packets-dropped':
    'The capture lost {count} packets, as the program that recorded it says. What they were is not known.',
  'no-interactions':
    'What people did with the devices was not looked for: too few events were marked to learn from (five of each at least, in the first part). An eavesdropper may have learned it elsewhere.',
  'interactions-marked':
    'The eavesdropper learned what people do from the events that were marked in this very home. Events that nobody marked count as wrong claims.',
} as const;

/** What reading survived, with how often it happened as `{count}`. */
export const warningMessages = {
  'truncated-file': 'ends in the middle of a packet; what came before was read',
  'malformed-block': 'damaged; what was readable was read (places: {count})',
  'captured-longer-than-original': 'packets longer captured than they were: {count}',
  'time-backwards': 'steps back in time, put in order: {count}',
  'time-gap': 'gaps of over a year: {count}',
  'unsupported-link': 'packets of links that are not read: {count}',
  'unknown-interface': 'packets of an interface the file does not describe: {count}',
  'headers-cut': 'packets whose headers are cut: {count}',
  'duplicates-removed': 'copies of packets that were recorded twice, left out: {count}',
  'packets-dropped': 'packets that the capture lost, by its own count: {count}',
  'coarse-timestamps': 'times taken late by the program that recorded (backend cap)',
  'computed-view': 'a view that HomeMole computed; it was not recorded on a line',
  'addresses-merged':
    'more pairs of addresses than are kept apart (a flood of made-up ones?); packets counted without theirs: {count}',
  'wifi-encrypted': 'encrypted Wi-Fi frames, of which only lengths and MACs can be read: {count}',
} as const;

/** Who named a device, as a heading `Named by` goes on. */
export const nameSourceMessages: Record<Device['nameSource'], string> = {
  alias: 'you',
  label: 'label file',
  'dhcp-hostname': 'itself (DHCP)',
  mdns: 'itself (mDNS)',
  netbios: 'itself (NetBIOS)',
  ssdp: 'itself (SSDP)',
  product: 'product',
  vendor: 'vendor',
  'randomised-mac': 'made-up MAC',
  mac: 'MAC',
  address: 'address',
};

/** How traffic was split in time, never at random. */
export const splitMessages = {
  audit: 'time-blocked: the first two thirds of the time to learn from, a gap, the rest to test on',
  train:
    'figures: time-blocked, the first four fifths of the time, a gap, the rest; model: all of it',
} as const;

/** What the card of a model notes. */
export const cardMessages = {
  chosenDevices:
    'It learned {chosen} of the {all} devices of the home. The packets of the others were left out, in training and in the figures; it takes them for one of those that it knows.',
} as const;

/** How a study of shapings is split. */
export function shapingStudySplit(trainShare: number, hoursOfDay: number): string {
  const share = `${Math.round(trainShare * 1000) / 10} %`;
  const sampled =
    hoursOfDay < 24
      ? `; of each day ${hoursOfDay} h, in four blocks evenly over it, one right after the other`
      : '';
  return `time-blocked: the first ${share} of the time to learn from, a gap, the rest to test on, each shaped by itself with random numbers of its own${sampled}`;
}

/** How a study splits, in words. */
export function studySplit({
  splits,
  trainShare,
}: {
  splits: readonly ('time' | 'random')[];
  trainShare: number;
}): string {
  const share = `${Math.round(trainShare * 1000) / 10} %`;
  const words = {
    time: `time-blocked: the first ${share} of the time to learn from, a gap, the rest to test on; packets of connections that were learned from are not tested`,
    random: 'random: windows drawn 8:2, as in the paper',
  };
  return splits.map((split) => words[split]).join('; ');
}

export const verdictMessages = {
  identified: 'Identified',
  partly: 'Partly identified',
  hidden: 'Hidden',
  'not-enough-data': 'Not enough data',
} as const;

/** What a vantage hides, and what it does not: each holds for the figures it is chosen by. */
export const hidingMessages = {
  'router-hides-devices':
    'Your router hides which device a packet belongs to. Which server it goes to, by which port and protocol, and how large it is stay open to see.',
  'ipv6-tells-devices':
    'Not so by IPv6, which routers do not translate: addresses of single devices that stay open to see: {addresses}.',
  'hides-servers-not-sizes':
    'This tunnel hides which servers you talk to, not the size of a single packet.',
  'hides-servers-rounds-sizes':
    'This tunnel hides which servers you talk to, and rounds packet sizes up: one size outside can be any of {most} inside.',
  'lengths-in-the-clear':
    'It runs in one TCP connection, where packets may share a segment; but before each of them its length stands in the clear.',
  'sizes-told':
    'The size of a packet here tells {inside} bits, of which the tunnel hides {hidden}: always guessing the commonest size is right to the byte for {guessed} of 100 packets.',
  'sizes-all-told': 'In this recording it mixes up no two sizes: the rounding hides nothing.',
  'newer-hides-less':
    'A modern OpenVPN tunnel hides less of packet sizes than that of the 2019 paper (AES-128-CBC), which would have hidden {then} bits a packet here; this one hides none.',
  'looks-like-one': '{connections} connections to {servers} servers look like a single one.',
  'lan-unseen': 'Packets that stay in the home, seen by nobody outside: {packets}.',
  'own-packets':
    'Packets outside that are the tunnel’s own: {packets}. They carry nothing of yours, but they show that there is a tunnel.',
} as const;

/** Fills `{name}` from the params; a name without a param stays as it is. */
export function fill(template: string, params: Problem['params']): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    params[name] === undefined ? whole : String(params[name]),
  );
}

/** Cause and remedy of a problem in English. */
export function describeProblem(problem: Problem): { cause: string; remedy: string } {
  const { cause, remedy } = problemMessages[problem.code];
  const params =
    problem.params.file === '-' ? { ...problem.params, file: 'Standard input' } : problem.params;
  const sentence = fill(cause, params);
  // Details from the system come with a full stop or without.
  const stop = /[.!?]$/.test(sentence) ? '' : '.';
  return { cause: sentence + stop, remedy: fill(remedy, params) };
}
