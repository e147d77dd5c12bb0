import {
  sightingEvidence,
  type TunnelSighting,
  tunnelSightingSchema,
} from '../../src-main/contract/tunnel-sighting';

/** A WireGuard tunnel that makes most of the fixture's recording. */
export function fixtureSighting(): TunnelSighting {
  return tunnelSightingSchema.parse({
    protocol: 'wireguard',
    confidence: 'certain',
    client: { address: '203.0.113.5', port: 51_820 },
    server: { address: '198.51.100.9', port: 51_820 },
    clientShown: true,
    packets: 120_000,
    bytes: 61_000_000,
    dataPackets: 119_400,
    firstTime: 1_562_011_200,
    lastTime: 1_562_047_200,
    handshakeSeen: true,
    candidates: [
      { law: 'wireguard', ciphers: 'ChaCha20-Poly1305', vantages: ['wireguard'], fit: 1 },
    ],
    mtu: 1420,
    evidence: [
      sightingEvidence('wireguard-types', { types: '1, 2, 4' }),
      sightingEvidence('wireguard-handshake'),
      sightingEvidence('wireguard-padding', { share: 100 }),
    ],
  });
}
