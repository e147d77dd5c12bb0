/** Words of the frame around every screen, units and vantages. */
export const app = {
  app: {
    name: 'HomeMole',
    title: 'HomeMole',
    titleRunning: '{percent} · HomeMole',
    titleAudit: '{headline} · HomeMole',
    titleRecording: 'Recording {time} · HomeMole',
    titlePaused: 'Paused {time} · HomeMole',
    titleProblem: 'Stopped · HomeMole',
    skip: 'Skip to the content',
    newAudit: 'New audit',
    version: 'Version {version}',
    offline: 'Works offline. Nothing leaves this computer.',
    fallback:
      'Test runtime (Electron {electron}, no longer maintained): fine for trying out, not for daily use.',
    more: 'More about {subject}',
    close: 'Close',
    noData: 'no data',
    simulated: 'Simulated',
    simulatedLong: 'Simulated home: these numbers say nothing about a real one',
    loading: 'Drawing the chart …',
    table: 'The same as a table',
  },
  theme: {
    label: 'Colours',
    light: 'Light',
    dark: 'Dark',
    system: 'As the system',
  },
  unit: {
    percent: '{value} %',
    moreThan: 'more than {value}',
    lessThan: 'fewer than {value}',
    above: '>{value} %',
    below: '<{value} %',
    d: '{value} d',
    h: '{value} h',
    min: '{value} min',
    s: '{value} s',
    ms: '{value} ms',
    belowMs: '<1 ms',
    B: '{value} B',
    kB: '{value} kB',
    MB: '{value} MB',
    GB: '{value} GB',
    TB: '{value} TB',
    bits: '{value} bits',
    instant: '{date}, {clock} UTC',
    moment: '{date}, {clock}',
  },
  rate: {
    bytes: '{value} a second',
    packets: '{value} packets a second',
    trees: '{value} trees a second',
    rows: '{value} packets a second',
    steps: '{value} steps a second',
  },
  types: {
    'non-iot': 'phones and computers',
  },
  vantageGroup: {
    router: {
      name: 'Router only (NAPT)',
      sizes: 'Every packet keeps its size.',
    },
    openvpn: {
      name: 'OpenVPN today',
      sizes: 'Every packet grows by the same few bytes: no size is hidden.',
    },
    openvpnOld: {
      name: 'OpenVPN as in the 2019 paper',
      sizes: 'Older ciphers round sizes up to steps of 16 or 8 bytes.',
    },
    wireguard: {
      name: 'WireGuard',
      sizes: 'Sizes are rounded up to steps of 16 bytes.',
    },
    ipsec: {
      name: 'IPsec',
      sizes: 'Sizes are rounded up to steps of 4 bytes.',
    },
  },
  vantage: {
    lan: { short: 'Inside', name: 'Inside the home', about: 'The truth, before the router.' },
    napt: {
      short: 'Router (NAT)',
      name: 'Behind your router (NAT)',
      about:
        'How most homes are online. Your Internet provider sees every packet of the home, but the router has put its own address on all of them.',
    },
    'openvpn-udp-aes-256-gcm': {
      short: 'OpenVPN today',
      name: 'OpenVPN today (AES-256-GCM)',
      about:
        'The whole home behind an OpenVPN router with the settings of today. Packets are sealed; their sizes and moments are not.',
    },
    'openvpn-udp-chacha20-poly1305': {
      short: 'OpenVPN ChaCha20',
      name: 'OpenVPN (ChaCha20-Poly1305)',
      about: 'OpenVPN with the cipher for devices without AES hardware.',
    },
    'openvpn-udp-aes-128-cbc-sha1': {
      short: 'OpenVPN 2019',
      name: 'OpenVPN, the 2019 paper’s cipher',
      about:
        'OpenVPN as it was in the study this audit follows (AES-128-CBC with SHA-1). It rounds packet sizes up a little.',
    },
    'openvpn-udp-aes-256-cbc-sha256': {
      short: 'OpenVPN CBC-256',
      name: 'OpenVPN (AES-256-CBC, SHA-256)',
      about: 'An older OpenVPN setting that rounds packet sizes up a little.',
    },
    'openvpn-udp-bf-cbc-sha1': {
      short: 'OpenVPN Blowfish',
      name: 'OpenVPN (Blowfish)',
      about: 'What OpenVPN used before 2017.',
    },
    'openvpn-udp-des-ede3-cbc-sha1': {
      short: 'OpenVPN 3DES',
      name: 'OpenVPN (3DES)',
      about: 'An outdated OpenVPN setting.',
    },
    'openvpn-tcp-aes-256-gcm': {
      short: 'OpenVPN TCP',
      name: 'OpenVPN over TCP (AES-256-GCM)',
      about: 'OpenVPN in a TCP connection, which may join packets together.',
    },
    wireguard: {
      short: 'WireGuard',
      name: 'WireGuard',
      about:
        'The whole home behind a WireGuard router. Packets are sealed and rounded up to the next 16 bytes; their moments stay visible.',
    },
    'ipsec-esp-aes-256-gcm': {
      short: 'IPsec',
      name: 'IPsec (ESP, AES-256-GCM)',
      about: 'The tunnel that many routers and companies use.',
    },
  },
} as const;
