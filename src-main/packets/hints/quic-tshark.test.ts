import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { QUIC_HELLO } from '../../contract/clear-messages';
import { readCaptures } from '..';
import { hasTshark } from '../testing/tshark';

const folder = resolve(process.cwd(), '../shared/data/protocols');
const files = existsSync(folder)
  ? readdirSync(folder).filter((name) => /quic|^doq|meet/.test(name))
  : [];
/**
 * Names in the ClientHellos of QUIC as tshark reads them, one of each conversation, as a ClientHello that
 * is sent again counts once; '-' for one without a name. Versions that negotiation is forced with
 * (0x0a0a0a0a and the like) and Google's own are left out: their keys are no standard's.
 */
function byTshark(path: string): string[] {
  const fields = ['udp.stream', 'quic.version', 'tls.handshake.extensions_server_name'];
  const { stdout } = spawnSync(
    'tshark',
    [
      ...['-n', '-r', path, '-Y', 'quic && tls.handshake.type == 1', '-T', 'fields'],
      ...fields.flatMap((field) => ['-e', field]),
    ],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  const ofStream = new Map<string, string>();
  for (const line of stdout.split('\n').slice(0, -1)) {
    const [stream = '', version = '', name = ''] = line.split('\t');
    if (!/^0x(00000001|6b3343cf|ff0000|faceb002)/.test(version)) continue;
    if (!ofStream.has(stream)) ofStream.set(stream, name || '-');
  }
  return [...ofStream.values()].sort();
}

it.skipIf(files.length === 0 || !hasTshark())(
  'the names in QUIC are those that tshark reads (needs tshark, and ../shared/data)',
  { timeout: 300_000 },
  async () => {
    let names = 0;
    const differ: Record<string, { ours: string[]; theirs: string[] }> = {};
    for (const file of files) {
      const path = join(folder, file);
      const { packets } = await readCaptures([path]);
      const { clear } = packets;
      const ours: string[] = [];
      for (let at = 0; at < clear.count; at++) {
        if (clear.kind[at] !== QUIC_HELLO) continue;
        ours.push(packets.names[clear.name[at] as number] ?? '-');
      }
      const theirs = byTshark(path);
      names += theirs.length;
      if (ours.sort().join() !== theirs.join()) differ[file] = { ours, theirs };
    }
    expect(differ).toEqual({
      // A reserved version is refused, then 1 agreed upon: tshark stays with keys of the first. The
      // ClientHello has no name.
      'quic-forcing-vn-with-data.pcapng': { ours: ['-'], theirs: [] },
    });
    expect(names).toBeGreaterThan(20);
  },
);
