/** The systems the guide has commands for, in the order of its tabs. */
export const guideSystems = ['openwrt', 'debian', 'macos', 'windows'] as const;
export type GuideSystem = (typeof guideSystems)[number];

/** A step: `command` is what to type, several lines one after the other; without it, by hand. */
export interface GuideStep {
  step: string;
  command?: string;
}

/**
 * What to type, by system and step, word for word as in docs/capturing.md (commands.test.ts holds
 * both against each other). Commands are no words: they are the same in every language.
 */
export const guideCommands: Record<GuideSystem, readonly GuideStep[]> = {
  openwrt: [
    {
      step: 'install',
      command: "ssh root@192.168.1.1 'opkg update && opkg install tcpdump-mini'",
    },
    { step: 'newer', command: "ssh root@192.168.1.1 'apk update && apk add tcpdump-mini'" },
    {
      step: 'key',
      command: [
        'ssh-keygen -t ed25519 -f ~/.ssh/router',
        'ssh root@192.168.1.1 "tee -a /etc/dropbear/authorized_keys" < ~/.ssh/router.pub',
      ].join('\n'),
    },
    { step: 'record' },
    {
      step: 'file',
      command:
        'ssh root@192.168.1.1 "tcpdump -i br-lan -U -s 0 -w - \'not tcp port 22\'" > home.pcap',
    },
    {
      step: 'offload',
      command:
        "ssh root@192.168.1.1 'uci set firewall.@defaults[0].flow_offloading=0; uci set firewall.@defaults[0].flow_offloading_hw=0; uci commit firewall; service firewall restart'",
    },
  ],
  debian: [
    {
      step: 'allow',
      command: [
        'sudo apt install wireshark-common',
        'echo "wireshark-common wireshark-common/install-setuid boolean true" | sudo debconf-set-selections',
        'sudo dpkg-reconfigure -f noninteractive wireshark-common',
        'sudo usermod -aG wireshark "$USER"',
      ].join('\n'),
    },
    { step: 'login' },
    {
      step: 'hotspot',
      command:
        "nmcli device wifi hotspot ifname wlan0 con-name homemole-hotspot ssid homemole password 'choose one of your own'",
    },
    { step: 'endHotspot', command: 'nmcli connection delete homemole-hotspot' },
    { step: 'mirror', command: 'sudo ip link set eth1 up promisc on' },
    { step: 'endMirror', command: 'sudo ip link set eth1 promisc off' },
    {
      step: 'undo',
      command: [
        'echo "wireshark-common wireshark-common/install-setuid boolean false" | sudo debconf-set-selections',
        'sudo dpkg-reconfigure -f noninteractive wireshark-common',
        'sudo gpasswd -d "$USER" wireshark',
      ].join('\n'),
    },
  ],
  macos: [
    { step: 'install', command: 'brew install --cask wireshark' },
    {
      step: 'allow',
      command:
        'sudo installer -pkg "/Applications/Wireshark.app/Contents/Resources/Extras/Install ChmodBPF.pkg" -target /',
    },
    { step: 'hotspot' },
    { step: 'undo' },
  ],
  windows: [
    { step: 'install', command: 'winget install WiresharkFoundation.Wireshark' },
    { step: 'npcap', command: 'winget install Insecure.Npcap' },
    { step: 'hotspot' },
    { step: 'undo' },
  ],
};

/** The first line of a label file. */
export const labelHeader = 'device,mac,ip,type,category,kind';
