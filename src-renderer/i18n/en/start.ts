/** Words of the first screen and of the review before an audit. */
export const start = {
  start: {
    headline: 'Your traffic is encrypted. What does it still give away?',
    sentence:
      'HomeMole shows which devices in your home a stranger on the line could recognise, even through a VPN, by trying it on a recording of your own.',
    drop: {
      title: 'Drop a recording here',
      text: 'Or open it: a pcap or pcapng file of your home’s traffic, and with it a CSV of device names if you have one.',
      over: 'Let go to open',
      open: 'Open a capture…',
      working: 'Looking into the files …',
    },
    record: {
      title: 'Record your home',
      text: 'From a network interface of this computer, or from your router over ssh. See live who is recognised.',
      open: 'Record now…',
    },
    sample: {
      title: 'No recording yet?',
      text: 'Look around in an invented home first. Its numbers say nothing about a real one.',
      open: 'Try the sample home (simulated)',
    },
    how: {
      title: 'How it works',
      one: {
        title: 'See what a stranger sees',
        text: 'Your recording knows which packet came from which device. HomeMole takes that away and keeps what passes your router: sizes, directions and moments, and without a VPN also port numbers and protocol.',
      },
      two: {
        title: 'Let a program guess',
        text: 'It learns from the earlier part of the recording and must name the device behind every packet of the later part, which it has never seen.',
      },
      three: {
        title: 'Count what it got right',
        text: 'You see which devices it recognised, how soon and how surely, and what it could not tell. Every figure comes with its limits.',
      },
    },
    private: {
      title: 'Nothing leaves this computer',
      text: 'HomeMole makes no network connection, but over ssh to a router that you tell it to record on. Your recording is read where it lies and is sent nowhere.',
    },
    where: {
      title: 'Where to record',
      text: 'On the router or its access point, inside the home, for an hour or better a day.',
      open: 'How to record my home',
    },
    figure: {
      alt: 'Three rows of bars that stand for packets. Inside the home each has the colour of its device. On the line all are grey, but sizes and gaps stay. The stranger colours most of them right again; two are wrong.',
      inside: 'Inside your home',
      line: 'On the line, encrypted',
      guess: 'What a stranger makes of it',
      camera: 'camera',
      lock: 'door lock',
      speaker: 'speaker',
      wrong: 'wrong guess',
    },
  },
  review: {
    eyebrow: 'Ready when you are',
    title: 'What to audit',
    files: 'Recording',
    remove: 'Remove {file}',
    add: 'Add files…',
    change: 'Start over',
    backToRecording: 'Back to the recording',
    packets: '{n} packet | {n} packets',
    recorded: 'The recording just made',
    recordedText: 'It waits in a folder of the system. To keep it, go back and save it.',
    recordedSaved: 'It is saved. The audit reads it where it was recorded.',
    devices: {
      title: 'Who is who',
      count: '{n} device, {smart} of them smart | {n} devices, {smart} of them smart',
      facts: '{packets} in {time}, {internet} of them to or from the Internet. Router: {gateway}.',
      loading: 'Finding out who is who …',
      loadingText: 'Finding out who is who. You need not wait: the audit can start at once.',
      none: 'No device of a home was found. Was this recorded inside the home?',
      again: 'Try again',
      failedText: 'The audit can be started all the same; it may stop for the same reason.',
    },
    tunnels: {
      title: 'This recording shows a {name} tunnel | This recording shows {n} tunnels',
      certain: 'for certain',
      likely: 'most likely',
      facts: '{packets} ({share} of the recording), between {client} and {server}.',
      ciphers: 'Its sizes are those of {ciphers} ({fit} of its packets fit).',
      vantage: 'Below, that is “{vantage}”.',
      mostly:
        'Most of this recording is the tunnel seen from outside. Who is behind it cannot be told from here, so it is no ground for an audit of a home: record inside the home, in front of whatever makes the tunnel.',
      partly:
        'What goes through it is one connection to one server here, whatever is inside. To audit the devices behind it, record in front of whatever makes the tunnel.',
      why: 'What speaks for {name}',
    },
    noCapture: 'There is no capture among these files yet. Add a pcap or pcapng file.',
    labelsFound: 'Label file: {file}',
    labelsFoundText: 'Devices get the names and types it gives them.',
    labelsMissing: 'No label file',
    labelsMissingText:
      'Fine too: devices are named from what they say of themselves. Each smart one counts as a type of its own, phones and computers as one together.',
    events: 'Event file: {file}',
    eventsText:
      'The audit learns what people do from the earlier events, and looks for the like in the part it is tested on.',
    sampleName: 'The sample home',
    sampleText:
      'Made by HomeMole’s own simulator: invented devices, invented habits. Good for a look around; it says nothing about a real home.',
    vantages: 'Where the eavesdropper listens',
    vantagesText: 'Each is a separate audit of the same recording. More take longer.',
    moreVantages: '{n} more | {n} more',
    moreChosen: '{n} chosen | {n} chosen',
    noVantage: 'Choose at least one.',
    start: 'Start the audit',
  },
} as const;
