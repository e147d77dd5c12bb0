import { OUTBOUND } from '../../contract/vantage';
import { type OpenvpnFormat, openvpnMss, openvpnPayload } from './openvpn-format';
import { handshakeOver, renegotiationOver } from './openvpn-control';
import type { Tunnel } from './tunnel';

/** MTU of the tun device, by default. */
const TUN_MTU = 1500;
/** Inner bytes of a ping: a fixed pattern (ping.c). */
const PING = 16;
const MEBIBYTE = 1024 * 1024;

/**
 * OpenVPN 2.6 as it is by default: P_DATA_V2 packets, `mssfix` 1492, `reneg-sec 3600` (servers take off
 * up to a tenth), for ciphers with blocks of 64 bits `reneg-bytes` of 64 MiB, and `keepalive 10 60` as its
 * sample server pushes it. Lengths were checked against OpenVPN 2.6.14.
 */
function openvpn(name: Tunnel['name'], format: OpenvpnFormat): Tunnel {
  const { cipher, carrier } = format;
  const outerPayload = (length: number): number => openvpnPayload(format, length);
  const hasSmallBlocks = cipher !== 'aead' && cipher.block === 8;
  return {
    name,
    carrier,
    port: 1194,
    innerMtu: TUN_MTU,
    mss: openvpnMss(format),
    outerPayload,
    handshake: handshakeOver(carrier),
    rekeys: [
      {
        seconds: 3600,
        jitter: 360,
        bytes: hasSmallBlocks ? 64 * MEBIBYTE : null,
        on: 'timer',
        packets: renegotiationOver(carrier),
      },
    ],
    rejectSeconds: null,
    keepalives: [
      {
        seconds: 10,
        after: 'nothing-sent',
        ends: 'both',
        packets: [{ after: 0, direction: OUTBOUND, payload: outerPayload(PING) }],
      },
    ],
  };
}

const cbc = (block: number, hmac: number) => ({ block, hmac });
const SHA1 = 20;
const SHA256 = 32;

export const openvpnUdpAes256Gcm = openvpn('openvpn-udp-aes-256-gcm', {
  cipher: 'aead',
  carrier: 'udp',
});

export const openvpnUdpChacha20Poly1305 = openvpn('openvpn-udp-chacha20-poly1305', {
  cipher: 'aead',
  carrier: 'udp',
});

/** The paper's. */
export const openvpnUdpAes128CbcSha1 = openvpn('openvpn-udp-aes-128-cbc-sha1', {
  cipher: cbc(16, SHA1),
  carrier: 'udp',
});

export const openvpnUdpAes256CbcSha256 = openvpn('openvpn-udp-aes-256-cbc-sha256', {
  cipher: cbc(16, SHA256),
  carrier: 'udp',
});

/** Default of OpenVPN until 2.4. */
export const openvpnUdpBfCbcSha1 = openvpn('openvpn-udp-bf-cbc-sha1', {
  cipher: cbc(8, SHA1),
  carrier: 'udp',
});

export const openvpnUdpDesEde3CbcSha1 = openvpn('openvpn-udp-des-ede3-cbc-sha1', {
  cipher: cbc(8, SHA1),
  carrier: 'udp',
});

export const openvpnTcpAes256Gcm = openvpn('openvpn-tcp-aes-256-gcm', {
  cipher: 'aead',
  carrier: 'tcp',
});
