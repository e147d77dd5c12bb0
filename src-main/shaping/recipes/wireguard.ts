import type { ShapingRecipe } from '../../contract/shaping';
import type { ShapingStep } from '../../contract/shaping-parameters';

/** A WireGuard gateway as it is, and what it does of a shaping. */
export function wireguardRecipe(steps: readonly ShapingStep[]): ShapingRecipe {
  const pads = steps.some(({ name }) => name === 'pad');
  return {
    kind: 'wireguard',
    title: 'WireGuard on the router',
    file: 'homemole-wg0.conf',
    text: [
      '# On the router. Keys and addresses are yours to fill in: wg genkey | tee key | wg pubkey',
      '[Interface]',
      'PrivateKey = ROUTER_PRIVATE_KEY',
      'Address = 10.77.0.2/32',
      'MTU = 1420',
      '',
      '[Peer]',
      'PublicKey = SERVER_PUBLIC_KEY',
      'Endpoint = SERVER_ADDRESS:51820',
      'AllowedIPs = 0.0.0.0/0, ::/0',
      '# No PersistentKeepalive: a fixed beat would be one more thing to see.',
      '',
    ].join('\n'),
    covers: [
      'The tunnel that the shaping was measured in: names, addresses and ports are hidden.',
      'Padding to multiples of 16 bytes, which WireGuard does by itself.',
    ],
    lacks: [
      ...(pads ? ['The padding chosen: WireGuard has no setting for more than its 16 bytes.'] : []),
      'Dummies and constant rates: WireGuard sends none. Mullvad’s fork of wireguard-go with Maybenot does.',
      'Delays: use traffic control on wg0, at both ends.',
    ],
  };
}
