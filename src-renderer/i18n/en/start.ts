/** Words of the first screen and of the review before an audit. */
export const start = {
  start: {
    headline: 'Your traffic is encrypted. What does it still give away?',
    sentence:
      'HomeMole shows which devices in your home a stranger on the line could recognise, even through a VPN, by trying it on a recording of your own.',
    drop: {
      title: 'Drop a recording here',
      text: 'A pcap or pcapng file of your home’s traffic. Add a CSV with device names if you have one.',
      over: 'Let go to open',
      open: 'Open a capture…',
      sample: 'Try the sample home (simulated)',
      or: 'No recording yet?',
      working: 'Looking into the files …',
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
      text: 'HomeMole makes no network connection. Your recording is read where it lies and is sent nowhere.',
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
  guide: {
    title: 'Recording your home',
    intro:
      'HomeMole needs traffic as it is inside the home, before the router replaces addresses: only there does every packet still carry the hardware address of its device.',
    router: {
      title: 'On a router you can log in to',
      text: 'On OpenWrt and similar, start this, wait, stop it with Ctrl+C and copy the file over:',
      command: 'tcpdump -i br-lan -w /tmp/home.pcap',
    },
    mirror: {
      title: 'On a switch with a mirror port',
      text: 'Mirror the port of the router’s home side to a computer and record there with Wireshark.',
    },
    hotspot: {
      title: 'On a computer that shares its connection',
      text: 'Let the devices join the hotspot of a computer, and record its hotspot interface with Wireshark.',
    },
    long: {
      title: 'How long',
      text: 'An hour shows most devices; a day shows them all. Many speak only every few minutes.',
    },
    labels: {
      title: 'Names for the devices (optional)',
      text: 'A CSV file with this header. Only device and mac are required; kind is iot or non-iot.',
      header: 'device,mac,ip,type,category,kind',
    },
    fair: {
      title: 'Fair play',
      text: 'Record your own home only, and tell the people who live in it.',
    },
  },
  review: {
    eyebrow: 'Ready when you are',
    title: 'What to audit',
    files: 'Recording',
    remove: 'Remove {file}',
    add: 'Add files…',
    change: 'Start over',
    noCapture: 'There is no capture among these files yet. Add a pcap or pcapng file.',
    labelsFound: 'Label file: {file}',
    labelsFoundText: 'Devices get the names and types it gives them.',
    labelsMissing: 'No label file',
    labelsMissingText:
      'Fine too: every hardware address counts as a device type of its own, named after its maker; private (randomised) addresses count as phones or computers.',
    events: 'Event file: {file}',
    eventsText: 'What people do with devices is not analysed in this version.',
    sampleName: 'The sample home',
    sampleText:
      'Made by HomeMole’s own simulator: invented devices, invented habits. Good for a look around; it says nothing about a real home.',
    vantages: 'Where the eavesdropper listens',
    vantagesText: 'Each is a separate audit of the same recording. More take longer.',
    noVantage: 'Choose at least one.',
    start: 'Start the audit',
  },
} as const;
