import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildNat, natObstacle, UDP_PORTS } from '../../vantage/testing/nat';
import { ADDRESSES, MACS } from '../../vantage/testing/network';
import type { Namespaces } from '../../vantage/testing/namespaces';
import { recipesOf } from '.';

const obstacle = natObstacle();
const suite = obstacle === '' ? describe : describe.skip;
const textOf = (kind: string, shaping: string): string => {
  const recipe = recipesOf(shaping, 'wireguard').find((one) => one.kind === kind);
  if (!recipe) throw new Error(`${shaping} has no recipe for ${kind}`);
  return recipe.text;
};
/** What a router's tool says of a text; empty where it takes it. */
const said = (space: string, program: string, args: string[], input: string): string => {
  const inside = ['netns', 'exec', space, program, ...args];
  const { status, stderr } = spawnSync('ip', inside, { input, encoding: 'utf8' });
  return status === 0 ? '' : stderr;
};

/** Asks the internet a number of times, one after the other; prints each round trip's milliseconds. */
const ask = `
  const [count, port, address] = JSON.parse(process.argv[1]);
  const socket = require('dgram').createSocket('udp4');
  const waits = [];
  let asked = 0;
  const next = () => { asked = performance.now(); socket.send('?', port, address); };
  socket.on('message', () => {
    waits.push(performance.now() - asked);
    if (waits.length < count) return next();
    console.log(JSON.stringify(waits));
    socket.close();
  });
  next();`;
const roundTrips = (spaces: Namespaces, count: number): number[] => {
  const request = JSON.stringify([count, UDP_PORTS[0], ADDRESSES.internet]);
  return JSON.parse(spaces.run('home', process.execPath, '-e', ask, request)) as number[];
};

suite(`recipes on a router of network namespaces${obstacle && ` (skipped: ${obstacle})`}`, () => {
  let spaces: Namespaces;
  beforeAll(async () => {
    spaces = await buildNat();
  });
  afterAll(() => spaces?.remove());
  const counters = `table inet seen {
    counter out { }
    counter back { }
    chain after {
      type filter hook forward priority filter;
      meta mark 7 iifname "lan0" counter name out
      meta mark 7 iifname "wan0" counter name back
    }
  }`;
  /** Marked packets of five questions and their answers. */
  const marked = (mac: string): { out: number; back: number } => {
    const gateway = spaces.of('gateway');
    const recipe = textOf('nftables', 'jitter:devices=iot').replace('02:00:00:00:00:01', mac);
    expect(said(gateway, 'nft', ['-f', '-'], recipe)).toBe('');
    expect(said(gateway, 'nft', ['-f', '-'], counters)).toBe('');
    roundTrips(spaces, 5);
    const count = (name: string): number =>
      Number(
        /packets (\d+)/.exec(
          spaces.run('gateway', 'nft', 'list', 'counter', 'inet', 'seen', name),
        )?.[1],
      );
    const counted = { out: count('out'), back: count('back') };
    for (const table of ['homemole', 'seen'])
      spaces.run('gateway', 'nft', 'delete', 'table', 'inet', table);
    return counted;
  };

  it('mark what smart devices send and what is answered to them', () => {
    expect(marked(MACS.home)).toEqual({ out: 5, back: 5 });
  });

  it('mark nothing of other devices', () => {
    expect(marked('02:00:00:00:00:03')).toEqual({ out: 0, back: 0 });
  });

  it.each(['jitter', 'batch', 'jitter:devices=iot', 'batch+jitter'])(
    'delay by %s in words that traffic control knows',
    (shaping) => {
      const complaint = said(spaces.of('gateway'), 'sh', ['-e'], textOf('tc', shaping));
      // A kernel may lack netem; what it is asked for has been read by then.
      expect(complaint.replace(/^Error: Specified qdisc kind is unknown\.\n$/, '')).toBe('');
      if (complaint !== '' || shaping !== 'jitter') return;
      const waits = roundTrips(spaces, 200);
      const mean = waits.reduce((total, wait) => total + wait, 0) / waits.length;
      // Uniform up to 50 ms: a mean of 25, whose error over 200 packets is 1.
      expect(mean).toBeGreaterThan(20);
      expect(mean).toBeLessThan(35);
    },
  );
});
