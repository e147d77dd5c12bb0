import { OUTBOUND } from '../../contract/vantage';
import { type EspFormat, espGcm, espPathMtu, espPayload } from './esp-format';
import { ike } from './ike-control';
import type { Keepalive, Tunnel } from './tunnel';

/** RFC 3948, section 2.3: one byte of 0xff, so that a NAT on the way keeps its mapping. */
const natKeepalive: Keepalive = {
  seconds: 20,
  after: 'nothing-sent',
  ends: 'home',
  packets: [{ after: 0, direction: OUTBOUND, payload: 1 }],
};

/** RFC 7296, section 2.4, "dead peer detection"; half a minute is a common setting, not a standard. */
const liveness: Keepalive = {
  seconds: 30,
  after: 'nothing-received',
  ends: 'home',
  packets: ike.liveness,
};

/**
 * IPsec, keys by IKEv2, ESP in tunnel mode. The home's gateway is the end of the tunnel and has the public
 * address, so ESP goes over IP itself, as protocol 50; behind a further NAT (a carrier's, or where a device of the
 * home is the end) IKE finds that out and ESP goes over UDP port 4500: `isNatTraversal`. Packets inside
 * that say "don't fragment" follow the path's MTU; what does not fit is fragmented outside, as Linux does
 * it (RFC 4301, section 8). Keys are renewed as strongSwan does it by default: ESP's after an hour, IKE's
 * after four, either up to a tenth sooner.
 */
export function ipsecEsp(name: Tunnel['name'], format: EspFormat, isNatTraversal = false): Tunnel {
  return {
    name,
    carrier: isNatTraversal ? 'udp' : 'esp',
    port: 4500,
    innerMtu: 1500,
    mss: espPathMtu(format, isNatTraversal) - 40,
    outerPayload: (length) => espPayload(format, length),
    handshake: ike.handshake,
    rekeys: [
      { seconds: 3600, jitter: 360, bytes: null, on: 'timer', packets: ike.childRekey },
      { seconds: 14_400, jitter: 1440, bytes: null, on: 'timer', packets: ike.rekey },
    ],
    rejectSeconds: null,
    keepalives: isNatTraversal ? [natKeepalive, liveness] : [liveness],
  };
}

export const ipsecEspAes256Gcm = ipsecEsp('ipsec-esp-aes-256-gcm', espGcm);
