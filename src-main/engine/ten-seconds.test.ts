import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { protocolBits } from '../contract/protocol-bits';
import { tenSecondsSchema, WITHIN } from '../contract/ten-seconds';
import { sampleHome } from './operations';
import { type Look, TenSecondsDesk } from './ten-seconds';

const resources = resolve(import.meta.dirname, '../../resources');
const { events, ...sample } = sampleHome({ resources });

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homemole-desk-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const look = (changes: Partial<Look> = {}): Look => ({
  input: { ...sample, resources, knownDevices: null },
  events,
  vantage: 'wireguard',
  from: null,
  seconds: 10,
  ...changes,
});

describe('the desk of ten seconds', () => {
  const desk = new TenSecondsDesk();
  afterAll(() => desk.forget());

  it('begins at an interaction of the sample home, and says that it is simulated', async () => {
    const seen = tenSecondsSchema.parse(await desk.look(look()));
    expect(seen.simulated).toBe(true);
    expect(seen.moments[0]!.reason).toBe('interaction');
    expect(seen.span.from).toBe(seen.moments[0]!.from);
    expect(seen.packets.inside).toBe(seen.inside.time.length);
    expect(seen.inside.time.length).toBeGreaterThan(10);
    // Behind the router is what crosses it, and DNS that it passes on in its own name.
    const crossing = seen.inside.way.flatMap((way, i) => (way === WITHIN ? [] : [i]));
    const carried = seen.router.carries.filter((i) => i >= 0);
    expect(carried).toEqual(expect.arrayContaining(crossing));
    const others = carried.filter((i) => !crossing.includes(i));
    const isDns = (i: number): boolean => (seen.inside.protocols[i]! & protocolBits.dns) !== 0;
    expect(others.every(isDns)).toBe(true);
  });

  it('gives the seconds that were asked for, cut down to those', async () => {
    const first = await desk.look(look());
    const from = first!.start + 60;
    const seen = await desk.look(look({ from, seconds: 2, vantage: 'openvpn-udp-aes-256-gcm' }));
    expect(seen!.span).toEqual({ from, seconds: 2 });
    expect(seen!.hiding.lengths).toMatchObject({ hiddenBits: 0, toldShare: 1 });
    expect(seen!.inside.time.every((time) => time >= 0 && time < 2)).toBe(true);
  });

  it('answers the newest of several calls, and null to the others', async () => {
    const other = new TenSecondsDesk();
    const answers = await Promise.all([
      other.look(look({ seconds: 10 })),
      other.look(look({ seconds: 5 })),
      other.look(look({ seconds: 1 })),
    ]);
    expect(answers.slice(0, 2)).toEqual([null, null]);
    expect(answers[2]!.span.seconds).toBe(1);
    const late = other.look(look());
    other.forget();
    expect(await late).toBeNull();
  });

  it('says why it cannot, and can be asked again', async () => {
    const missing = look({
      input: { ...look().input, captures: [join(folder, 'none.pcap')] },
    });
    await expect(desk.look(missing)).rejects.toMatchObject({
      problem: { code: 'file-not-found' },
    });
    expect((await desk.look(look()))!.span.seconds).toBe(10);
  });
});
