/** The systems the guide has commands for, in the order of its tabs. */
export const guideSystems = ['openwrt', 'debian', 'macos', 'windows'] as const;
export type GuideSystem = (typeof guideSystems)[number];

/**
 * What to type, by system and step, word for word as in docs/capturing.md (commands.test.ts compares
 * them). Commands are no words: they are the same in every language. A step without one is done by
 * hand; the words of all are among the guide's words.
 */
export const guideCommands: Record<GuideSystem, readonly { step: string; command?: string }[]> = {
  openwrt: [
    { step: 'install', command: 'opkg update && opkg install tcpdump' },
    { step: 'key', command: 'ssh root@192.168.1.1' },
    { step: 'direct' },
    { step: 'file', command: 'tcpdump -i br-lan -w /tmp/home.pcap' },
  ],
  debian: [
    { step: 'install', command: 'sudo apt install wireshark-common' },
    { step: 'allow', command: 'sudo usermod -aG wireshark $USER' },
  ],
  macos: [{ step: 'install', command: 'brew install --cask wireshark-app' }],
  windows: [{ step: 'install', command: 'winget install WiresharkFoundation.Wireshark' }],
};

/** The first line of a label file. */
export const labelHeader = 'device,mac,ip,type,category,kind';
