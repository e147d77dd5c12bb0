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
    elsewhere:
      'This computer as it is sees itself and broadcasts only: switches and Wi-Fi keep the others’ traffic from it. A second router or a guest network hides its devices, and Wi-Fi in monitor mode gives encrypted frames, which are not enough for an audit.',
    place: {
      router: {
        title: 'On the router, home side',
        text: 'The best place. Record the bridge of the home (on OpenWrt br-lan), not the line to the provider.',
        sees: 'Every device, by cable and by radio, and all that leaves the home.',
        misses: 'What devices on one switch or one radio say to each other.',
      },
      accessPoint: {
        title: 'On the access point',
        text: 'As good for smart devices, most of which are on Wi-Fi. Record its bridge, not in monitor mode.',
        sees: 'Every device on its Wi-Fi.',
        misses: 'Devices on a cable or on another access point.',
      },
      mirror: {
        title: 'On a mirror port of the switch',
        text: 'A managed switch can copy the router’s port, both directions, to another one. A computer records there.',
        sees: 'All that goes between the home and the router.',
        misses: 'The Wi-Fi of a router that is its own access point.',
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
        install:
          'Once: install tcpdump on the router. The first login shows its host key; compare and accept it, for HomeMole never does.',
        newer: 'The same on OpenWrt 25.12 and later:',
        key: 'Once: log in with a key, for HomeMole asks for no password:',
        record:
          'In HomeMole choose “Record now”, “A router, over ssh”, the interface br-lan (a guest network has its own, often br-guest) and the key. Nothing is stored on the router.',
        file: 'Or without HomeMole, into a file to open here; Ctrl+C ends it:',
        offload:
          'If few packets come, flow offloading takes them past. Turn it off while you record (and on again with =1 in the place of =0):',
      },
      debian: {
        allow: 'Once: install dumpcap, and let the group wireshark record:',
        login: 'Log out and in again; then “Record now” works without root.',
        hotspot: 'For a hotspot on Wi-Fi, with the Internet by cable. Record its interface, wlan0:',
        endHotspot: 'End the hotspot:',
        mirror:
          'For a mirror port: mirror the router’s one port, both directions, to this computer, and record that interface:',
        endMirror: 'End it:',
        undo: 'To take the right to record back:',
      },
      macos: {
        install: 'Once: install Wireshark, which brings dumpcap:',
        allow: 'Once: let it record:',
        hotspot:
          'For a hotspot: System Settings, General, Sharing, Internet Sharing, from Ethernet to Wi-Fi. Record bridge100, which exists as long as sharing is on.',
        undo: 'To take the right back: the same installer, with “Uninstall ChmodBPF.pkg”.',
      },
      windows: {
        install: 'Once: install Wireshark, which brings dumpcap:',
        npcap:
          'Once: install Npcap, which gives it the packets. It asks questions; with “Restrict access to Administrators” Windows asks each time.',
        hotspot:
          'For a hotspot: Settings, Network & internet, Mobile hotspot, on. Record the “Local Area Connection*” with a star.',
        undo: 'To take the right back: remove Npcap under Settings, Apps.',
      },
    },
    notes: 'Good to know',
    long: {
      title: 'How long',
      text: 'An hour shows most devices; a day shows nearly all. Many speak only every few minutes.',
    },
    labels: {
      title: 'Names for the devices (optional)',
      text: 'A CSV file with this header. Only device and mac are required; kind is iot or non-iot.',
    },
    fair: {
      title: 'Fair play',
      text: 'Record only your own home, and only when everybody who lives or stays there knows and agrees: recording other people’s traffic is an offence in many countries.',
    },
  },
} as const;
