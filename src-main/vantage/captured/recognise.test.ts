import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TunnelSighting } from '../../contract/tunnel-sighting';
import { readBatches } from '../../packets';
import { TunnelWatch } from './tunnel-watch';

const folder = resolve(import.meta.dirname, '../../../../shared/data/protocols');
const there = existsSync(folder);

async function sightings(path: string): Promise<TunnelSighting[]> {
  const watch = new TunnelWatch();
  await readBatches([path], () => undefined, { tapOf: () => watch });
  return watch.sightings();
}

/** What the files are by their authors' names and tshark's dissection. */
const tunnels: Record<string, string> = {
  '443-opvn.pcap': 'openvpn-tcp',
  'esp.pcapng': 'ipsec-esp',
  'ipsec_isakmp_esp.pcap': 'ipsec-nat-t',
  'mullvad_wireguard.pcap': 'wireguard',
  'openvpn-tlscrypt.pcap': 'openvpn-udp',
  'openvpn_nohmac.pcapng': 'openvpn-udp',
  'openvpn_nohmac_tcp.pcapng': 'openvpn-tcp',
  'protonvpn.pcap': 'wireguard',
  'tailscale.pcap': 'wireguard',
  'tunnelbear.pcap': 'wireguard',
};

describe.skipIf(!there)('captures of many protocols (skipped without shared/data)', () => {
  it('holds tunnels where there are any, and nowhere else', async () => {
    const found: Record<string, string> = {};
    let read = 0;
    for (const name of readdirSync(folder)) {
      const seen = await sightings(join(folder, name)).catch(() => null);
      if (seen === null) continue;
      read += 1;
      if (seen[0]) found[name] = [...new Set(seen.map(({ protocol }) => protocol))].join(' ');
    }
    expect(found).toEqual(tunnels);
    expect(read).toBeGreaterThan(300);
  }, 60_000);

  it('counts data packets as tshark does', async () => {
    // tshark -Y 'openvpn.opcode==6 || openvpn.opcode==9', 'openvpn.opcode==6', 'wg.type==4'
    const counts = async (name: string): Promise<number[]> =>
      (await sightings(join(folder, name))).map(({ dataPackets }) => dataPackets);
    expect(await counts('openvpn_nohmac.pcapng')).toEqual([844]);
    expect(await counts('openvpn_nohmac_tcp.pcapng')).toEqual([20]);
    expect(await counts('tailscale.pcap')).toEqual([46]);
    expect(await counts('protonvpn.pcap')).toEqual([12]);
  });

  it('tells which end is the client, and the cipher by the residues', async () => {
    const [found] = await sightings(join(folder, 'openvpn_nohmac.pcapng'));
    expect(found).toMatchObject({
      confidence: 'certain',
      handshakeSeen: true,
      clientShown: true,
      client: { port: 51_146 },
      server: { port: 1194 },
    });
    expect(found?.candidates.map(({ law }) => law)).toEqual(['openvpn-cbc16-sha1']);
  });
});
