/** The sequence profiles of a device, in the audit. */
export const profiles = {
  profiles: {
    title: 'What gives a device away',
    text: 'A device says the same again and again. These are the sequences of packets that are typical of it, as an eavesdropper learns them from its bursts: direction, size, and what else can be read from there.',
    device: 'Device',
    choose: 'Choose a device',
    learning: 'Learning what comes again…',
    nothing: 'No packets of this device pass there.',
    none: 'No two bursts of it have a packet in common.',
    said: '{share} of its {packets} are part of these sequences.',
    packets: '{n} packet | {n} packets',
    times: '{n} time | {n} times',
    share: '{share} of its packets',
    long: 'up to {time}',
    ladder: 'Sequence {number}',
    sent: 'sent',
    received: 'received',
    anySize: 'any size',
    home: 'Home',
    internet: 'Internet',
    byNumber: 'By number of sequences',
    byNumberText: 'Share of its packets that the first 1, 2, … sequences explain together.',
    byMinutes: 'By time listened',
    byMinutesText:
      'Share of its packets in the second half of the recording that sequences explain which were learned from its first minutes.',
    point: '{at}: {share}',
  },
};
