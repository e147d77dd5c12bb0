import type { AdversaryModel } from '../contract/learning';
import type { Verdict, Warning } from '../contract/results';
import {
  ENOUGH_TEST_PACKETS,
  ENOUGH_TRAIN_PACKETS,
  HIDDEN_BELOW,
  IDENTIFIED_FROM,
} from '../contract/thresholds';
import { html, type Html } from './html';

/** `1 device`, `2 devices` */
const some = (n: number, one: string, many = `${one}s`): string =>
  `${n}\u00a0${n === 1 ? one : many}`;

/** Joins clauses: `a, b and c` */
const list = (parts: readonly string[]): string =>
  parts.length < 2
    ? (parts[0] ?? '')
    : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;

const thresholds = {
  identified: `${Math.round(IDENTIFIED_FROM * 100)}\u00a0%`,
  hidden: `${Math.round(HIDDEN_BELOW * 100)}\u00a0%`,
};

/** Every word of the report but vantage points and glossary. Sentences with values are functions; names come as fragments. */
export const words = {
  product: 'HomeMole',
  kicker: 'Privacy audit of a home’s encrypted traffic',
  title: 'What an eavesdropper can tell about this home',
  titleSimulated: 'What an eavesdropper can tell about a simulated home',
  simulated: 'Simulated',
  simulatedTitle: 'Simulated traffic.',
  noData: 'no data',
  of: 'of',
  figure: 'Figure',
  others: 'phones and computers',
  units: { d: 'd', h: 'h', min: 'min', s: 's', ms: 'ms', bits: 'bits' },
  months: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  footer:
    'Made by HomeMole on the computer of whoever ran it; nothing was sent anywhere. This page loads nothing and runs nothing. It names the devices of a home: think before you pass it on.',

  sections: {
    contents: 'Contents',
    short: 'In short',
    comparison: 'The vantage points compared',
    score: 'How far this goes beyond guessing',
    files: 'The capture files',
    method: 'How it was measured',
    limits: 'What this report cannot say',
    glossary: 'The terms',
    verdicts: 'Device by device',
    claims: 'What the eavesdropper could write',
    timeline: 'Over time',
    confusion: 'What was taken for what',
    events: 'What people did',
    presence: 'Who was there, and when',
    behind: 'Behind the verdicts',
  },

  facts: {
    recorded: 'Recorded',
    length: 'Length',
    packets: 'Packets',
    devices: 'Devices',
    warnings: 'Warnings',
    crossing: (packets: string, bytes: string) => `${packets} cross the router; ${bytes} in all`,
    devicesOf: (smart: number, others: number) =>
      list([
        some(smart, 'smart device'),
        some(others, 'phone or computer', 'phones and computers'),
      ]),
    noWarnings: 'none',
    warningsListed: 'see “The capture files”',
    tested: (length: string) => `the last ${length} were the test`,
  },

  standfirst: {
    first: (where: string, identified: number, total: number) =>
      `Without reading a single message, an eavesdropper ${where} identified ${identified}\u00a0of\u00a0the\u00a0${some(total, 'smart device')} in this home.`,
    next: (where: string, identified: number, total: number) =>
      `An eavesdropper ${where} identified ${identified}\u00a0of\u00a0${total}.`,
    nobody: 'No smart device was found in this recording, so there was none to identify.',
  },

  outcome: {
    identified: (total: number) =>
      total === 1 ? 'smart device identified' : 'smart devices identified',
    none: 'No smart devices to identify.',
    split: (counts: Record<Verdict, number>, unlearned: number) => {
      const quiet = counts['not-enough-data'] - unlearned;
      const rest = [
        ...(counts.partly ? [`${counts.partly} in part`] : []),
        ...(counts.hidden ? [`${counts.hidden} stayed hidden`] : []),
        ...(unlearned
          ? [
              `${unlearned} ${unlearned === 1 ? 'was' : 'were'} silent, or nearly so, while the eavesdropper learned`,
            ]
          : []),
        ...(quiet ? [`${quiet} sent too little to be tested on`] : []),
      ];
      return rest.length === 0 ? 'None stayed hidden.' : `Of the others, ${list(rest)}.`;
    },
    packets: (share: string, packets: string) =>
      `${share} of the ${packets} packets of smart devices were given the right name.`,
    guess: (share: string) =>
      `Always naming the smart device that was busiest while learning, without looking, would get ${share}.`,
    unlearned: (n: number, packets: string, without: string | null) =>
      (n === 1
        ? `${packets} of these packets is from a device the eavesdropper never met while learning; it counts as wrong.`
        : `${packets} of these packets are from devices the eavesdropper never met while learning; they count as wrong.`) +
      (without === null ? '' : ` Without them: ${without}.`),
    soonest: (device: Html, after: string): Html =>
      html`Soonest recognised: ${device}, ${after} after its first packet in the test.`,
  },

  comparison: {
    bars: 'How often the eavesdropper named the sender of a packet rightly. The tick across a bar is what someone gets who does not look: only what lies beyond it was learned from the traffic.',
    smart: 'Packets of smart devices',
    guessSmart: 'always the smart device that was busiest while learning',
    all: 'All packets',
    guessAll: 'always the commonest class',
    legend: (smart: string, all: string) =>
      `without looking: for packets of smart devices ${smart}, for all packets ${all}`,
    counts: 'Smart devices by verdict, as seen from each vantage point.',
    table: 'Every device from every vantage point.',
    device: 'Device',
    barLabel: (what: string, value: string, guessing: string, guess: string) =>
      `${what}: ${value}; ${guessing}: ${guess}`,
  },

  verdictMeaning: {
    identified: `found and trust both at least ${thresholds.identified}`,
    partly: 'anything in between',
    hidden: `found or trust under ${thresholds.hidden}`,
    'not-enough-data': `fewer than ${ENOUGH_TRAIN_PACKETS} packets to learn from or ${ENOUGH_TEST_PACKETS} to test on`,
  } satisfies Record<Verdict, string>,

  verdicts: {
    caption: (where: string) =>
      `What an eavesdropper ${where} learned of each device. Found: the share of its packets that were given its name. Trust: how often that name was right. Identified means both are at least ${thresholds.identified}, hidden that one is under ${thresholds.hidden}.`,
    device: 'Device',
    type: 'Type',
    verdict: 'Verdict',
    recall: 'Found',
    recallIs: 'recall',
    precision: 'Trust',
    precisionIs: 'precision',
    first: 'First recognised',
    confused: 'Mostly mistaken for',
    after: (time: string) => `after ${time}`,
    atOnce: 'at once',
    never: 'never surely',
    nobody: '–',
    silent: 'no packet crossed the router',
    unlearned: (packets: number) =>
      packets === 0
        ? 'was silent while the eavesdropper learned'
        : `was nearly silent while the eavesdropper learned (${some(packets, 'packet')})`,
    untested: 'no packet in the test part',
    few: 'sent too little to be tested on',
    packets: (packets: string) => `${packets}\u00a0packets`,
    label: 'Table of devices and verdicts',
  },

  presence: {
    intro:
      'From all packets together: whether a type was on the line in a window of six minutes, or longer where it sends rarely, and whether it moved much more than when idle. All but the last column and what is really so is the eavesdropper’s own reading, without the truth.',
    caption:
      'How sure: the mean probability in these windows. Sure since: the first window with a probability of 90\u00a0%, and how long after the start of the test that moment came. Busy: windows of six minutes with four times its usual bytes or more.',
    type: 'Type',
    there: 'There in windows',
    sure: 'How sure',
    since: 'Sure since',
    busy: 'Busy in',
    right: 'Right',
    rightIs: 'F1',
    of: (claimed: string, windows: string) => `${claimed} of ${windows}`,
    windows: (length: string) => `of ${length}`,
    after: (time: string) => `after ${time}`,
    mistaken: 'wrongly: it was silent then',
    never: 'never',
    nothing: '–',
    reallyBusy: (count: string) => `really ${count}`,
    label: 'Table of types and presence',
  },

  claims: {
    intro:
      'Sentences an eavesdropper could write down about the people behind this line, in its own voice, each with how often at least it is right, by as many windows as it was tested on (95\u00a0% sure).',
    none: 'There is nothing it could claim from here.',
    few: (least: number) => `Where fewer than ${least} windows are spoken of, take it with care.`,
    own: (share: string, count: string) => `at least ${share}: mostly its own in ${count} windows`,
    theirs: (share: string, count: string) =>
      `at least ${share}: mostly theirs in ${count} windows`,
    counted: (share: string, count: string) => `${share}: ${count} kinds counted were really there`,
  },

  events: {
    caption: 'What the eavesdropper says people did, and when.',
    time: 'When',
    device: 'Device',
    interaction: 'What',
    confidence: 'Sureness',
    truth: 'In truth',
    right: 'so it was',
    wrong: 'not so',
    label: 'Table of interactions',
    more: (count: string) => `${count} more are in the audit file.`,
  },

  timeline: {
    caption: (from: string, length: string, column: string) =>
      `The test from left to right: ${length} from ${from}, each column ${column}. Above the line, packets of the type: strong were named rightly, faint were missed. Below it, packets of other devices wrongly given this name.`,
    correct: 'named rightly',
    missed: 'missed',
    wrong: 'wrongly given this name',
    note: 'Heights grow with the square root of the number of packets, so that quiet devices stay visible; every lane has its own scale, and the figure on the right is the number of packets in its fullest column. Times are UTC.',
    lane: (type: string, packets: string, share: string) =>
      `${type}: ${packets} packets, ${share} named rightly`,
    silent: (count: number, names: string) =>
      `No packets in the test and never named: ${names} (${some(count, 'type')}).`,
    empty: 'The test holds no packets to draw.',
  },

  confusion: {
    caption:
      'Each row is what packets really were, each column what the eavesdropper called them, in per cent of the row. The outlined diagonal is what it got right.',
    right: 'right name',
    wrong: 'wrong name',
    corner: 'Really ↓ called →',
    label: 'Table of what was taken for what',
    cell: (count: string, total: string, truth: string, said: string) =>
      `${count} of ${total} packets of ${truth} were called ${said}`,
    packets: 'packets',
  },

  behind: {
    models: 'The adversaries tried from here, strongest first. The first one gave the verdicts.',
    model: 'Adversary',
    overall: 'All packets',
    smart: 'Smart devices',
    macro: 'Mean over types',
    guess: 'Always the commonest class',
    tested: 'Tested on',
    packets: (packets: string) => `${packets}\u00a0packets`,
    windows: (n: number, windows: string) => `${windows}\u00a0${n === 1 ? 'window' : 'windows'}`,
    label: 'Table of adversaries',
    view: (packets: string, bytes: string) =>
      `From here ${packets}\u00a0packets (${bytes}) were to be seen.`,
    lengths: (seen: string, inside: string, bits: string) =>
      `They had ${seen} different sizes, ` +
      (seen === inside ? 'as many as inside the home' : `where the packets inside had ${inside}`) +
      `; the size carries ${bits} of information.`,
    control: (count: string) => `${count} were the tunnel’s own and belong to no device.`,
    lan: (count: string) => `${count}\u00a0packets stayed inside the home and were out of sight.`,
    calibrated: (after: string, before: string) =>
      `The probabilities of the first adversary differ from how often it was right by ${after} on average; before they were calibrated on a later part of what it learned from, by ${before}.`,
    brier: (after: string, before: string) =>
      `Their Brier score is ${after} (before ${before}; 0 is best, 2 worst).`,
    unknown: (least: string, share: string) =>
      `Less sure than ${least}, it would rather say “unknown”: so it does of ${share} of the packets of types that it knows.`,
    unmet: (share: string) => `Of packets of types it had never met it says so of ${share}.`,
    bayes: (share: string) =>
      `The least error possible with these features is estimated at ${share} of the packets.`,
    refuted: (bound: string, error: string) =>
      `The least error possible with these features was estimated at ${bound} of the packets; the adversary here mistook only ${error} and so refutes the estimate for this recording.`,
    information: (known: string, total: string, share: string | null) =>
      `By estimate, these features of a packet give away at least ${known} of the ${total} it takes to name the sender` +
      (share === null ? '.' : `: ${share} of all there is to learn.`),
    noLeakage: 'What could be learned with these features at best was not estimated.',
  },

  files: {
    caption: 'The capture files that were read.',
    file: 'File',
    format: 'Format',
    packets: 'Packets',
    bytes: 'Size',
    cut: 'Cut short',
    warnings: 'Warnings',
    none: 'none',
    simulated: 'simulated',
    label: 'Table of capture files',
    compressed: (format: string, compression: string) => `${format}, ${compression}`,
  },

  warnings: {
    'truncated-file': 'the file ends in the middle of a packet',
    'malformed-block': 'damaged block skipped',
    'captured-longer-than-original': 'recorded length exceeds the packet’s',
    'time-backwards': 'clock went backwards',
    'time-gap': 'gap in the recording',
    'unsupported-link': 'packet on a link that cannot be read',
    'unknown-interface': 'packet of an unknown interface',
    'headers-cut': 'headers cut off',
    'duplicates-removed': 'copy of a packet recorded twice, left out',
    'packets-dropped': 'packet lost while recording',
    'coarse-timestamps': 'times taken late (backend cap)',
    'computed-view': 'a computed view, not recorded',
    'wifi-encrypted': 'encrypted Wi-Fi frame',
    'addresses-merged': 'packet of too many addresses to keep apart',
  } satisfies Record<Warning['code'], string>,

  method: {
    how: 'The recording was made inside the home, where every packet carries the address of its device. From it HomeMole worked out what would be seen from outside, took the addresses away, trained an adversary on the earlier part and tested it on the later part. Truth and answer were then compared, packet by packet.',
    split: 'Split',
    train: 'Trained on',
    gap: 'Left out between',
    test: 'Tested on',
    from: (length: string, start: string) => `${length} from ${start}`,
    window: 'Window',
    windowOf: (packets: string) => `${packets} packets`,
    seed: 'Random seed',
    baseline: 'Baseline',
    baselineIs:
      'What someone gets who does not look: of all packets, always naming the commonest class of the training part; of packets of smart devices, always naming the smart device that was busiest there. An adversary that does no better has learned nothing.',
    estimates: 'Estimates',
    estimatesAre:
      'The least error possible with these features, from how often the most similar earlier packet came from another sender (Cover and Hart 1967); exact for endless samples only, so that an adversary with fewer errors refutes it. And the information that the features give away at least, from the errors of the strongest adversary (Fano’s inequality).',
    repeat: 'The same recording, labels and seed give the same report.',
  },

  limits: { none: 'No limits were recorded for this audit; that is itself unusual.' },

  models: {
    forest: 'Random forest, one packet at a time',
    lstm: 'LSTM network',
    blstm: 'Bidirectional LSTM network',
    best: 'Random forest with context',
  } satisfies Record<AdversaryModel, string>,
} as const;
