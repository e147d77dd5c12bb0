/** Words of the explanation of one packet's label. */
export const explain = {
  explain: {
    title: 'What the eavesdropper takes it for, and why',
    about:
      'A trained adversary is asked about this packet again and again. Each time one thing that it sees (a packet around it, its size, its direction, the gap before it, its server port) is replaced by what is common in the recording. The more its answer changes, the more that thing counted. This is called occlusion.',
    stand: 'Eavesdropper',
    router: 'From your provider',
    tunnel: 'Outside the tunnel',
    adversary: 'Adversary',
    ofAudit: 'The one of the last audit',
    called: 'Taken for: {type}',
    right: 'right',
    wrong: 'wrong',
    caption:
      'The arcs above lead from the packets in sight that moved the answer; the wider, the more.',
    asking: 'Asking the adversary …',
    unseen: 'From there this packet cannot be seen.',
    'no-adversary':
      'No adversary is at hand for this recording and this place. Audit the recording from there, or choose a model of your library.',
    'no-packet': 'An adversary does not look at this packet: it carries no record of the tunnel.',
    reasons: 'What moved it',
    replaced: 'Without',
    effect: 'It is so much less sure',
    then: 'And takes it for',
    nothing: 'Nothing alone changes the answer.',
    likeliest: 'How sure it is',
  },
} as const;
