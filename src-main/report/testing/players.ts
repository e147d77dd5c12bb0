import type { Claim } from '../../contract/results';
import type { Player } from './traffic';

function player(
  device: string,
  testPackets: number,
  right: number,
  mistakenFor: readonly string[],
  firstIdentifiedSeconds: number | null,
  type = device,
): Player {
  return { device, type, testPackets, right, mistakenFor, firstIdentifiedSeconds };
}

/** An invented home as its provider sees it. */
export const behindRouter: readonly Player[] = [
  player('doorbell', 2410, 1, [], 4.2),
  player('camera-kitchen', 5120, 0.99, ['camera-porch'], 1.5),
  player('camera-porch', 4380, 0.97, ['camera-kitchen', 'non-iot'], 2.1),
  player('speaker', 1890, 0.94, ['non-iot', 'television'], 48),
  player('television', 8200, 0.9, ['non-iot'], 320),
  player('plug-desk', 96, 0.6, ['bulb'], 3720, 'plug'),
  player('plug-lamp', 14, 0.78, ['bulb'], null, 'plug'),
  player('bulb', 140, 0.12, ['plug', 'thermostat'], null),
  player('thermostat', 0, 0, [], null),
  player('phone-1', 20400, 0.985, ['television', 'speaker'], 0.4, 'non-iot'),
  player('laptop-1', 11800, 0.99, ['television'], 0.9, 'non-iot'),
  // Plugged in after the eavesdropper had learned.
  { ...player('kettle', 6394, 0, ['non-iot'], null), trainPackets: 0 },
];

/** The same home through a tunnel: some devices drop out of sight. */
export const throughTunnel: readonly Player[] = behindRouter.map((p) => {
  if (p.device === 'speaker') return { ...p, right: 0.55, firstIdentifiedSeconds: 900 };
  if (p.type === 'plug') return { ...p, right: 0.1, firstIdentifiedSeconds: null };
  const mistakenFor = p.mistakenFor.length > 0 ? p.mistakenFor : ['non-iot'];
  return { ...p, right: p.right * 0.96, mistakenFor };
});

function claim(
  code: Claim['code'],
  text: string,
  share: number,
  support: number,
  params: Claim['params'] = {},
): Claim {
  return {
    code,
    params,
    text,
    share,
    confidence: code === 'device-count' ? share : 0.9 * share,
    support,
  };
}

const present = (what: string, windows: number): string =>
  `Traffic was put down to a “${what}” in ${windows} of 120 six-minute windows.`;

export const claims: readonly Claim[] = [
  claim('device-count', 'This home has at least 6 kinds of smart devices.', 5 / 6, 6, {
    count: 6,
  }),
  claim('device-present', present('doorbell', 72), 71 / 72, 72),
  claim('device-present', present('plug', 9), 7 / 9, 9),
  claim(
    'people-online',
    'Traffic was put down to phones or computers in 88 of 120 six-minute windows.',
    66 / 88,
    88,
  ),
];
