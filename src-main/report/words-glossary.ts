import { html, type Piece } from './html';
import { words } from './words';

/** Term and meaning, in the order they are read. */
export const glossary: readonly (readonly [string, Piece])[] = [
  [
    'Packet',
    'The unit in which traffic travels: a piece of a message with a size, a time and a direction.',
  ],
  [
    'Encrypted',
    'The content cannot be read. The size, the direction and the time of each packet can, and so can ports and protocols outside a tunnel. This report is made from these alone.',
  ],
  [
    'Eavesdropper, adversary',
    'Someone on the path outside the home: an Internet provider, whoever carries a VPN’s traffic, anyone who can watch the line. Here, a program trained to name the sender of each packet.',
  ],
  ['Vantage point', 'Where the eavesdropper stands, and so what is left to see.'],
  [
    'Router, NAT',
    'The box between home and Internet. It puts its own address in place of the devices’ (network address translation).',
  ],
  ['VPN, tunnel', 'All traffic of the home wrapped in one encrypted connection to a VPN operator.'],
  ['Device', 'One network address (MAC) of the home.'],
  ['Type', 'Devices of the same kind, which an eavesdropper would give the same name.'],
  ['Smart device', 'Camera, plug, speaker, lock and the like; not a phone, tablet or computer.'],
  [
    'Found (recall)',
    'Of the packets a device sent or received in the test, the share given its name.',
  ],
  ['Trust (precision)', 'Of the packets given that name, the share for which it was right.'],
  [
    'Verdict',
    html`<strong>Identified</strong>: ${words.verdictMeaning.identified}.
      <strong>Partly identified</strong>: ${words.verdictMeaning.partly}. <strong>Hidden</strong>:
      ${words.verdictMeaning.hidden}. <strong>Not enough data</strong>:
      ${words.verdictMeaning['not-enough-data']}.`,
  ],
  [
    'All packets (overall accuracy)',
    'Share of all packets in the test whose sender was named rightly.',
  ],
  [
    'Smart devices (IoT accuracy)',
    'The same over the packets of smart devices only, so that busy phones do not hide the rest.',
  ],
  [
    'Mean over types (macro recall)',
    'The mean of each type’s share, so that a quiet device counts as much as a busy one.',
  ],
  ['Window', 'Consecutive packets that the adversary looks at together.'],
  ['Six-minute window', 'The stretch of time over which presence is claimed and checked.'],
  [
    'Bit',
    'The information in one yes-or-no answer. Telling eight equally frequent senders apart takes three.',
  ],
];
