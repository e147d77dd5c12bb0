import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { TunnelSighting } from '../../contract/tunnel-sighting';
import { Random } from '../../contract/random';
import { readBatches } from '../../packets';
import { pcap } from '../../packets/testing/captures';
import { be16, be32, bytes, ethernet, ipv4, text, udp } from '../../packets/testing/frames';
import { TunnelWatch } from './tunnel-watch';

const folder = mkdtempSync(join(tmpdir(), 'homemole-recognise-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const random = new Random(3);

/** Bytes as encryption leaves them. */
function noise(length: number): Uint8Array {
  return Uint8Array.from({ length }, () => Math.floor(random.between(0, 256)));
}

function le32(value: number): number[] {
  return be32(value).reverse();
}

/** A capture that begins in the midst of a tunnel: so many packets one way, numbered from 1000 on. */
async function recognise(
  payload: (number: number) => Uint8Array,
  { protocol = 17, source = 40_000, destination = 1194, packets = 40 } = {},
): Promise<TunnelSighting[]> {
  const records = Array.from({ length: packets }, (_, i) => {
    const body = payload(1000 + i);
    const carried = protocol === 17 ? udp({ source, destination }, body) : body;
    return { seconds: 1_700_000_000 + i, frame: ethernet(0x0800, ipv4({ protocol }, carried)) };
  });
  const path = join(folder, 'x.pcap');
  writeFileSync(path, pcap({}, ...records));
  const watch = new TunnelWatch();
  await readBatches([path], () => undefined, { tapOf: () => watch });
  return watch.sightings();
}

const laws = (found: TunnelSighting[]): string[] =>
  found.flatMap(({ candidates }) => candidates.map(({ law }) => law));
/** Inner lengths of some packets: 40, 53, 66 ... */
const inner = (number: number): number => 40 + 13 * (number - 1000);

describe('tunnels from the middle on, by bytes written by hand', () => {
  it('knows OpenVPN with an AEAD cipher by its packet number', async () => {
    const found = await recognise((n) => bytes([0x48, 0, 0, 7], be32(n), noise(16 + inner(n))));
    expect(found).toMatchObject([{ protocol: 'openvpn-udp', handshakeSeen: false }]);
    expect(laws(found)).toEqual(['openvpn-aead']);
    expect(found[0]?.candidates[0]?.vantages).toContain('openvpn-udp-chacha20-poly1305');
    expect(found[0]?.server.port).toBe(1194);
  });

  it('knows the number of eight bytes of OpenVPN 2.7', async () => {
    const found = await recognise((n) =>
      bytes([0x48, 0, 0, 7], be16(1), be16(0), be32(n), noise(16 + inner(n))),
    );
    expect(laws(found)).toEqual(['openvpn-aead-epoch']);
  });

  // HMAC and IV, then whole blocks that hold packet id, packet and at least a byte of padding.
  it.each([
    ['openvpn-cbc16-sha1', 20, 16],
    ['openvpn-cbc16-sha256', 32, 16],
    ['openvpn-cbc8-sha1', 20, 8],
  ])('knows %s by its residues', async (law, hmac, block) => {
    const found = await recognise((n) => {
      const blocks = Math.floor((4 + inner(n)) / block) + 1;
      return bytes([0x49, 0, 1, 2], noise(hmac + block + blocks * block));
    });
    expect(found).toMatchObject([{ protocol: 'openvpn-udp', confidence: 'likely' }]);
    expect(laws(found)).toEqual([law]);
  });

  it('knows WireGuard and the MTU at which its padding ends', async () => {
    const found = await recognise(
      (n) => {
        const length = n % 4 === 0 ? 1380 : Math.ceil(inner(n) / 16) * 16;
        return bytes([4, 0, 0, 0], be32(0xabcdef01), le32(n), le32(0), noise(16 + length));
      },
      { destination: 51_820 },
    );
    expect(found).toMatchObject([{ protocol: 'wireguard', mtu: 1380 }]);
  });

  it.each([
    ['esp-gcm', 8, 4, 16],
    ['esp-cbc16-128', 16, 16, 16],
    ['esp-cbc8-96', 8, 8, 12],
  ])('knows %s, natively and in UDP', async (law, iv, block, icv) => {
    const esp = (n: number): Uint8Array =>
      bytes(be32(0xc0ffee01), be32(n), noise(iv + Math.ceil((inner(n) + 2) / block) * block + icv));
    const native = await recognise(esp, { protocol: 50 });
    expect(native).toMatchObject([{ protocol: 'ipsec-esp', server: { port: null } }]);
    expect(laws(native)[0]).toBe(law);
    const inUdp = await recognise(esp, { source: 4500, destination: 4500 });
    expect(inUdp).toMatchObject([{ protocol: 'ipsec-nat-t' }]);
    expect(laws(inUdp)).toEqual(laws(native));
  });

  it('says when lengths are too few to tell ciphers apart', async () => {
    const found = await recognise(() => bytes([0x48, 0, 0, 7], noise(20 + 16 + 64)));
    expect(laws(found)).toEqual(['openvpn-cbc16-sha1', 'openvpn-cbc8-sha1']);
    expect(found[0]?.evidence.map(({ code }) => code)).toContain('few-lengths');
  });

  it.each([
    ['text', (n: number) => text(`HTTP/1.1 200 OK ${'x'.repeat(n % 50)}`)],
    ['random bytes', () => noise(200)],
    ['another constant header', (n: number) => bytes([0x80, 0x60], be16(n), noise(160))],
    ['QUIC', (n: number) => bytes([0x40 | (n & 31)], [1, 2, 3, 4, 5, 6, 7, 8], noise(300))],
  ] as const)('takes %s for no tunnel', async (_, payload) => {
    expect(await recognise(payload)).toEqual([]);
  });
});
