import type { Identity } from '../devices/gadget';
import { android, apple, linuxPlain, windows } from '../world/tcp-stacks';
import type { VirtualHome } from '../world/virtual-home';
import { Screen } from './screen';

/** A phone that leaves the home with its person during the day. */
export function phone(home: VirtualHome, identity: Identity): Screen {
  return new Screen(home, identity, {
    stack: android,
    tls: 'mobile',
    usage: {
      presence: ['evening', 'sleep', 'morning'],
      sessionsPerHour: 10,
      when: { morning: 0.9, away: 0.3, evening: 1, sleep: 0.1 },
      browsing: 0.42,
      messaging: 0.34,
      video: 0.1,
      quic: 0.14,
    },
  });
}

/** A phone that stays: its person works at home. */
export function workPhone(home: VirtualHome, identity: Identity): Screen {
  return new Screen(home, identity, {
    stack: apple,
    tls: 'apple',
    ipv6: true,
    usage: {
      presence: ['morning', 'away', 'evening', 'sleep'],
      sessionsPerHour: 7,
      when: { morning: 0.8, away: 0.6, evening: 1, sleep: 0.1 },
      browsing: 0.55,
      messaging: 0.35,
      video: 0.1,
      quic: 0,
    },
  });
}

/** A tablet without TCP timestamps: its downloads are bursts of 54-byte ACKs. */
export function tablet(home: VirtualHome, identity: Identity): Screen {
  return new Screen(home, identity, {
    stack: { ...linuxPlain, synWindow: 65535, window: 131072, windowScale: 6 },
    tls: 'mobile',
    usage: {
      presence: ['morning', 'away', 'evening', 'sleep'],
      sessionsPerHour: 4,
      when: { morning: 0.5, away: 0.5, evening: 1, sleep: 0 },
      browsing: 0.5,
      messaging: 0.1,
      video: 0.4,
      quic: 0,
    },
  });
}

export function laptop(home: VirtualHome, identity: Identity): Screen {
  return new Screen(home, identity, {
    stack: windows,
    tls: 'mobile',
    usage: {
      presence: ['morning', 'away', 'evening'],
      sessionsPerHour: 7,
      when: { morning: 0.4, away: 1, evening: 0.6, sleep: 0 },
      browsing: 0.75,
      messaging: 0.1,
      video: 0.1,
      quic: 0.05,
    },
  });
}
