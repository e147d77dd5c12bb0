import { spawnSync } from 'node:child_process';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { InterfaceRates } from '../../contract/capture';
import { listInterfaces, watchInterfaceRates } from '../client';
import type { CapturePlace } from '../helper-process';
import { buildHelper } from '../testing/build-helper';
import { must, recordingObstacle, sendDatagrams, until } from '../testing/network';

const obstacle = recordingObstacle('dumpcap', 'ip');
const name = `hmr${process.pid}`;

let place: CapturePlace;
beforeAll(async () => {
  place = { helper: await buildHelper() };
});
afterEach(() => void spawnSync('ip', ['link', 'del', name], { stdio: 'ignore' }));

describe('the interfaces of this computer', () => {
  it('include loopback with its addresses, and every backend with its state', async () => {
    const { interfaces, backends } = await listInterfaces(place, new AbortController().signal);
    const loopback = interfaces.find(({ kind }) => kind === 'loopback');
    expect(loopback?.addresses).toContain('127.0.0.1');
    expect(backends.map(({ backend }) => backend)).toEqual(['dumpcap', 'cap', 'ssh']);
    for (const { problem } of backends) {
      if (problem) expect(problem.params['command']).toBeTruthy();
    }
  });
});

(obstacle === '' ? describe : describe.skip)(`a new cable${obstacle && ` (${obstacle})`}`, () => {
  it('is listed, and its rates are those of what is sent', async () => {
    must('ip', 'link', 'add', name, 'type', 'veth', 'peer', 'name', `${name}p`);
    // Without an IPv6 address of its own, nothing but what is sent passes it.
    for (const end of [name, `${name}p`]) {
      must('ip', 'link', 'set', end, 'addrgenmode', 'none');
      must('ip', 'link', 'set', end, 'up');
    }
    must('ip', 'addr', 'add', '10.57.0.1/24', 'dev', name);
    must('ip', 'neigh', 'add', '10.57.0.2', 'lladdr', '02:00:5e:10:00:02', 'dev', name);
    const { interfaces } = await listInterfaces(place, new AbortController().signal);
    expect(interfaces.find((one) => one.name === name)).toEqual({
      name,
      description: 'Virtual',
      kind: 'virtual',
      addresses: ['10.57.0.1'],
      up: true,
    });

    const told: InterfaceRates['rates'] = [];
    const watching = new AbortController();
    watchInterfaceRates(
      place,
      ({ rates }) => told.push(...rates.filter((rate) => rate.name === name)),
      watching.signal,
    );
    await until(() => told.length > 0, 'the first rates');
    expect(told[0]).toEqual({ name, packetsPerSecond: 0, bytesPerSecond: 0 });
    await sendDatagrams(500, 2000, '10.57.0.2');
    const busy = () => told.filter(({ packetsPerSecond }) => packetsPerSecond > 0);
    await until(() => busy().length > 0, 'rates of the datagrams');
    watching.abort();
    // 142 bytes each: 14 Ethernet, 20 IPv4, 8 UDP, 100 payload.
    for (const { packetsPerSecond, bytesPerSecond } of busy()) {
      expect(bytesPerSecond / packetsPerSecond).toBeCloseTo(142, 6);
    }
  });
});
