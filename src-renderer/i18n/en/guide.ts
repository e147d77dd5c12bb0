/** Words of the page that says where to record. Its commands are in features/guide/commands.ts. */
export const guide = {
  guide: {
    title: 'Where to record',
    open: 'Where to record',
    back: 'Back',
    record: 'Record now…',
    intro:
      'HomeMole needs traffic as it is inside the home, before the router replaces addresses: only there does every packet still carry the hardware address of its device.',
    figure: {
      alt: 'A home. Camera, speaker and phone reach the access point by radio; television and computer hang on a switch; switch and access point lead to the router, and the router to the Internet. Four places to record are numbered: 1 the router, 2 the access point, 3 the switch, 4 a computer that shares its connection. Outside of the router it is too late.',
      camera: 'camera',
      speaker: 'speaker',
      phone: 'phone',
      tv: 'television',
      computer: 'computer',
      access: 'access',
      point: 'point',
      switch: 'switch',
      router: 'router',
      internet: 'Internet',
      tooLate: 'too late',
    },
    places: 'Four places to stand',
    place: {
      router: {
        title: 'On the router, home side',
        text: 'The best place. Record the bridge of the home (on OpenWrt br-lan), not the line to the provider.',
        sees: 'Every device, by cable and by radio, and all that leaves the home.',
        misses: 'What two devices on the same switch or radio say to each other.',
      },
      accessPoint: {
        title: 'On the access point',
        text: 'As good for smart devices, most of which are on Wi-Fi. Record its bridge, not in monitor mode.',
        sees: 'Every device on its Wi-Fi.',
        misses: 'Devices on a cable or on another access point.',
      },
      mirror: {
        title: 'On a mirror port of the switch',
        text: 'A managed switch can copy the port of the router to another one. A computer records there.',
        sees: 'All that goes between the home and the router.',
        misses: 'Wi-Fi, where the access point is inside the router. Busy ports can lose packets.',
      },
      hotspot: {
        title: 'On a computer that shares its connection',
        text: 'Let the devices of interest join the hotspot of this computer, and record the hotspot’s interface.',
        sees: 'The devices that joined, each with its own address.',
        misses: 'All other devices of the home.',
      },
    },
    systems: 'Step by step',
    systemsText: 'Once for each system. HomeMole itself is never given the right to record.',
    system: {
      openwrt: 'OpenWrt',
      debian: 'Debian, Ubuntu',
      macos: 'macOS',
      windows: 'Windows',
    },
    steps: {
      openwrt: {
        install: 'On the router, install tcpdump:',
        key: 'From this computer log in once, and compare the host key it shows:',
        direct: 'In HomeMole choose “A router, over ssh”; its packets come straight here.',
        file: 'Or record into a file on the router, stop with Ctrl+C and copy it over:',
      },
      debian: {
        install: 'Install dumpcap, and let users record when it asks:',
        allow: 'Allow it for your user, then log out and in again:',
      },
      macos: { install: 'Install Wireshark, and with it ChmodBPF:' },
      windows: { install: 'Install Wireshark, and with it Npcap:' },
    },
    notes: 'Good to know',
    long: {
      title: 'How long',
      text: 'An hour shows most devices; a day shows them all. Many speak only every few minutes.',
    },
    labels: {
      title: 'Names for the devices (optional)',
      text: 'A CSV file with this header. Only device and mac are required; kind is iot or non-iot.',
    },
    fair: {
      title: 'Fair play',
      text: 'Record your own home only, and tell the people who live in it.',
    },
  },
} as const;
