import { describe, expect, it } from 'vitest';
import type { Home } from '../../contract/home';
import { quietJob } from '../../contract/job';
import { OUTBOUND } from '../../contract/vantage';
import { identifyHome } from '../../home/identify';
import { type SketchedPacket, tableOf } from '../../home/testing/table-of';
import { streamsOf } from './streams';

const router = 'a0:00:00:00:00:01/';
const server = `${router}9.9.9.9:443`;
const lamp = '50:c7:bf:00:00:02/192.168.1.10';
const plug = '50:c7:bf:00:00:03/192.168.1.11';

function homeOf(packets: readonly SketchedPacket[]): Home {
  const label = (device: string, mac: string) => ({
    device,
    mac,
    type: device,
    kind: 'iot' as const,
  });
  return identifyHome(tableOf(packets), {
    labels: [label('lamp', '50:c7:bf:00:00:02'), label('plug', '50:c7:bf:00:00:03')],
    vendors: { of: () => null },
  });
}

const both = homeOf([
  { time: 0, from: `${lamp}:5000`, to: server, length: 100 },
  { time: 1, from: `${plug}:5000`, to: server, length: 200 },
  { time: 5, from: server, to: `${lamp}:5000`, length: 110 },
  { time: 6, from: server, to: `${plug}:5000`, length: 210 },
  { time: 7, from: `${lamp}:5000`, to: `${plug}:80`, length: 300 },
]);
const choice = { vantage: 'napt', scenario: 'pure', portMode: 'server', seed: 1 } as const;

describe('the streams of a scenario', () => {
  it('are one for each device alone, with the intervals of its own', async () => {
    const streams = await streamsOf(both, choice, quietJob);
    const told = streams.map(({ view, devices }) => ({
      device: both.devices[devices[0] as number]?.device,
      devices: new Set(devices).size,
      times: [...view.time],
      lengths: [...view.length],
    }));
    expect(told.sort((one, other) => one.times[0]! - other.times[0]!)).toEqual([
      { device: 'lamp', devices: 1, times: [0, 5], lengths: [114, 124] },
      { device: 'plug', devices: 1, times: [1, 6], lengths: [214, 224] },
    ]);
  });

  it('are one of all devices as recorded, where it is noisy', async () => {
    const [stream, ...others] = await streamsOf(both, { ...choice, scenario: 'noisy' }, quietJob);
    expect(others).toEqual([]);
    expect([...(stream?.view.time ?? [])]).toEqual([0, 1, 5, 6]);
  });

  it('have a tunnel for each device, whose packets are all of that device or the tunnel’s own', async () => {
    const streams = await streamsOf(both, { ...choice, vantage: 'wireguard' }, quietJob);
    expect(streams).toHaveLength(2);
    for (const { devices } of streams) {
      const own = devices.filter((device) => device >= 0);
      expect(own).toHaveLength(2);
      expect(new Set(own).size).toBe(1);
    }
  });

  it('carry the question that the router asks for a device in that device’s stream alone', async () => {
    const ask = { kind: 'dns-question', name: 'a.example', type: 1, id: 7 } as const;
    const gateway = 'a0:00:00:00:00:01/192.168.1.1:53';
    const home = homeOf([
      { time: 0, from: `${lamp}:5000`, to: server },
      { time: 1, from: `${plug}:5000`, to: server },
      { time: 2, from: `${plug}:4000`, to: gateway, says: ask },
      { time: 3, from: server, to: `${lamp}:5000` },
    ]);
    const streams = await streamsOf(home, choice, quietJob);
    const times = streams.map(({ view }) => [...view.time]);
    expect(times.sort((one, other) => one[0]! - other[0]!)).toEqual([
      [0, 3],
      [1, 2],
    ]);
  });
});

describe('the ports of a view', () => {
  const noisy = { ...choice, scenario: 'noisy' } as const;

  it('are the server’s both ways, as the eavesdropper of an audit has them', async () => {
    const [stream] = await streamsOf(both, noisy, quietJob);
    expect([...(stream?.view.serverPort ?? [])]).toEqual([443, 443, 443, 443]);
  });

  it('are the destination’s as in the paper: inbound the one that the gateway gave', async () => {
    const [stream] = await streamsOf(both, { ...noisy, portMode: 'paper' }, quietJob);
    const { direction, serverPort } = stream?.view as {
      direction: Uint8Array;
      serverPort: Uint16Array;
    };
    const inbound = [...serverPort].filter((_, i) => direction[i] !== OUTBOUND);
    expect([...serverPort].filter((_, i) => direction[i] === OUTBOUND)).toEqual([443, 443]);
    // The lamp came first and keeps its port; towards the same server the plug needs another.
    expect(inbound[0]).toBe(5000);
    expect(inbound[1]).not.toBe(5000);
    expect(inbound[1]).toBeGreaterThanOrEqual(1024);
  });
});
