import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { inspectResultSchema, viewPacketSchema, viewResultSchema } from '../contract/results';
import { buildCli, type Outcome, runCli } from './testing/run-cli';

const root = resolve(import.meta.dirname, '../..');
const sample = join(root, 'resources/sample-home/capture.pcapng');
const labels = join(root, 'resources/sample-home/devices.csv');

let cli = '';
beforeAll(async () => (cli = await buildCli()));

const run = (...args: string[]): Promise<Outcome> => runCli(cli, args);

describe('view', () => {
  it('keeps every crossing packet; only the tunnel adds its own', async () => {
    const { stdout: inside } = await run('inspect', sample, '--json');
    const { internetPackets } = inspectResultSchema.parse(JSON.parse(inside));
    const napt = await run('view', sample, '--vantage', 'napt', '--json');
    const seen = viewResultSchema.parse(JSON.parse(napt.stdout));
    // The router asks for the home, so some of what is asked inside is seen outside.
    const dns = seen.visible?.ports.find(({ protocol, port }) => protocol === 'udp' && port === 53);
    const asked = seen.packets - internetPackets;
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThanOrEqual(dns?.packets ?? 0);
    const { packets } = inspectResultSchema.parse(JSON.parse(inside));
    expect(seen.hiddenLanPackets).toBe(packets - seen.packets);
    expect(seen.controlPackets).toBe(0);
    expect(seen.distinctLengths).toBe(seen.distinctLengthsInside);
    expect(seen.hiding.lengths.hiddenBits).toBe(0);
    const names = seen.hiding.facets.find(({ name }) => name === 'names');
    expect(names).toMatchObject({ fate: 'stays', outside: seen.visible?.names });
    const { stdout: text } = await run('view', sample, '--vantage', 'napt');
    expect(text).toContain(`Names in the clear: ${seen.visible?.names} (`);
    expect(text).toContain(`Open to see: servers ${seen.visible?.servers}, `);
  });

  it('says what the tunnel hides, in a sentence that its figures bear out', async () => {
    const { stdout } = await run('view', sample, '--vantage', 'openvpn-udp-aes-256-gcm');
    expect(stdout).toContain('hides which servers you talk to, not the size of a single packet.');
    const { stdout: json } = await run('view', sample, '--vantage', 'wireguard', '--json');
    const { hiding, controlPackets } = viewResultSchema.parse(JSON.parse(json));
    expect(hiding.lengths.mostAlike).toBe(16);
    expect(hiding.lengths.hiddenBits).toBeGreaterThan(0);
    expect(hiding.own.handshake + hiding.own.keepalive).toBe(controlPackets);
    expect(hiding.sentences[0]!.text).toContain('any of 16 inside');
  });

  it('writes one line of JSON per packet with the truth beside it', async () => {
    const args = ['view', sample, '--labels', labels, '--packets', '--vantage'];
    const lines = (await run(...args, 'wireguard')).stdout.trim().split('\n');
    const packets = lines.map((line) => viewPacketSchema.parse(JSON.parse(line)));
    expect(packets.every(({ serverPort, protocols }) => serverPort === null && !protocols)).toBe(
      true,
    );
    // WireGuard data frames are 74 + a multiple of 16 bytes, or that of a full 1420.
    const data = packets.filter(({ device }) => device !== null);
    expect(data.every(({ length }) => (length - 74) % 16 === 0 || length === 1494)).toBe(true);
    expect(packets.some(({ device, length }) => device === null && length === 190)).toBe(true);
    for (let i = 1; i < packets.length; i++) {
      expect(packets[i]!.time).toBeGreaterThanOrEqual(packets[i - 1]!.time);
    }
  });
});
