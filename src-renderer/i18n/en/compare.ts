/** Words of comparing adversaries: set-up, running, result. */
export const compare = {
  compare: {
    open: 'Compare adversaries on this',
    openText:
      'Train several kinds of eavesdropper on the same recording and see side by side which devices each one tells.',
    eyebrow: 'Compare adversaries',
    title: 'Which ones, and under which conditions?',
    failed: 'The last comparison ended before it was done.',
    which: 'Adversaries',
    whichText: 'Each is trained anew, on the same packets, and tested on the same later part.',
    models: {
      forest: {
        name: 'Single packets',
        about: 'A forest of decision trees that sees one packet at a time.',
      },
      'paper-forest': {
        name: 'Single packets (the paper’s)',
        about:
          'The same with the 2019 paper’s own features. Behind a router it sees ports its way.',
      },
      best: {
        name: 'Our strongest',
        about: 'A forest that also looks at the packets around each packet.',
      },
      lstm: {
        name: 'LSTM',
        about: 'The paper’s network, reading forwards. Slower to learn than a forest.',
      },
      blstm: {
        name: 'BLSTM',
        about: 'The paper’s network, reading both ways. Learns slowest.',
      },
    },
    where: 'Where they listen',
    whereText: 'The 2019 paper’s tunnel is OpenVPN with AES-128-CBC.',
    how: 'How they are tested',
    scenarios: {
      noisy: 'Everything at once, as it was recorded (the paper’s “noisy” case)',
      pure: 'Each smart device alone on the line (the paper’s “pure” case)',
    },
    random:
      'Also by the paper’s random split, which tests on neighbours of what was learned: the difference is shown',
    permuted:
      'Also teach shuffled labels to the first adversary: it must then do no better than chance',
    windows: 'Packets in a window',
    windowsText:
      'Networks read, and the random split draws, so many packets at a time. With several sizes you see a curve.',
    window: '{n} packets',
    seeds: 'Seeds',
    seedsText: 'With two or more, figures come with a 95 % confidence interval.',
    trainings: 'One training. | {n} trainings.',
    fault: {
      models: 'Choose at least one adversary.',
      vantages: 'Choose at least one place to listen from.',
      scenarios: 'Choose how they are tested.',
      windows: 'Choose at least one size of window.',
    },
    back: 'Back',
    start: 'Start comparing',
    starting: 'Starting …',
    running: 'Comparison in progress',
    runningTitle: 'Training one adversary after another',
    bar: 'Progress of the comparison',
    subject: 'Adversary',
    runningText: 'Cancelled, nothing of it is kept.',
    done: 'Comparison done',
    doneTitle: 'Who tells your devices apart',
    setting: 'Shown',
    settingOf: '{vantage} · {scenario} · {split}',
    scenarioShort: { noisy: 'all at once', pure: 'each alone' },
    splitShort: { time: 'tested on a later part', random: 'random split' },
    method:
      'Learned from {train}, then a gap of {gap}, tested on the {test} after it. Nothing of the test part was learned.',
    methodRandom:
      'Windows were drawn at random, eight of ten to learn from: neighbours of what is tested were learned, so these figures flatter.',
    best: 'The most of smart devices’ packets, {share}, is told by: {model}.',
    bestNone: 'The test part holds no packet of a smart device.',
    figures: {
      title: 'Key figures',
      text: 'Share of the packets that were named right, of smart devices and of all, and the mean over the kinds of devices. The last rows need no skill.',
      adversary: 'Adversary',
      iot: 'IoT accuracy',
      macro: 'Macro recall',
      overall: 'Overall accuracy',
      tested: 'Packets tested',
      row: '{model}, window {window}',
      interval: '{mean} ({low} to {high})',
      majority: 'Always the commonest kind',
      nearestLength: 'The kind of the nearest length',
      permuted: 'Shuffled labels: {model}',
      chance:
        'Taught shuffled labels, an adversary came to a macro recall of {value}; chance is {chance}.',
    },
    devices: {
      title: 'Device by device',
      text: 'The longer the bar, the more packets of this kind of device that adversary names right.',
      largest: 'Of networks, and of the random split, the largest window is drawn.',
      alt: 'Bars of {types} kinds of devices for {models} adversaries. The table below has the shares.',
      caption: 'Share of the packets of each kind of device that were named right.',
      table: 'Share named right, by kind of device',
      type: 'Kind of device',
    },
    confusion: {
      title: 'What they take for what',
      text: 'Rows are what it was, columns what the adversary said, in per cent of the row. The emptier off the diagonal, the better it hears.',
      caption: 'Counts of the first seed.',
    },
    curve: {
      title: 'How much the window matters',
      text: 'IoT accuracy by the number of packets that are read at a time. A flat line says that patience does not help the eavesdropper.',
      axis: 'packets in a window',
      alt: '{model}: {points}.',
      point: '{share} with {window} packets',
      caption: 'IoT accuracy by the size of the window, mean over the seeds.',
    },
    leakage: {
      title: 'Leakage of the random split',
      text: 'So many percentage points better an adversary looks when neighbours of the tested packets were learned. That part is no skill.',
      points: '{value} points',
    },
    failures: {
      title: 'What came to nothing',
      line: '{model}, window {window}, seed {seed}: {cause}',
    },
    again: 'Compare again',
    leave: 'Done',
  },
} as const;
