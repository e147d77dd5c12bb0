import { expect, it } from 'vitest';
import type { Home } from '../contract/home';
import { identifyHome } from '../home/identify';
import { tableOf } from '../home/testing/table-of';
import { connectionsOf } from './connections';

const router = 'a0:00:00:00:00:01/';
const lamp = '50:c7:bf:00:00:02/192.168.1.10';
const plug = '50:c7:bf:00:00:03/192.168.1.11';
const udp = (time: number, from: string, to: string) => ({ time, from, to });
const tcp = (time: number, from: string, to: string) => ({ time, from, to, tcpPayload: 10 });

function numbersOf(packets: Parameters<typeof tableOf>[0], syns: number[] = []): number[] {
  const table = tableOf(packets);
  for (const row of syns) table.tcpFlags[row] = 0x02;
  const home: Home = identifyHome(table, { vendors: { of: () => null } });
  return [
    ...connectionsOf(
      home,
      Int32Array.from(packets, (_, row) => row),
    ),
  ];
}

it('tells connections by device, server, both ports and protocol, whichever way a packet goes', () => {
  const server = `${router}9.9.9.9:443`;
  expect(
    numbersOf([
      udp(1, `${lamp}:5000`, server),
      udp(2, server, `${lamp}:5000`),
      udp(3, `${plug}:5000`, server),
      udp(4, `${lamp}:5001`, server),
      udp(5, `${lamp}:5000`, `${router}9.9.9.9:444`),
      udp(6, `${lamp}:5000`, `${router}8.8.8.8:443`),
      tcp(7, `${lamp}:5000`, server),
      udp(8, `${lamp}:5000`, server),
    ]),
  ).toEqual([0, 0, 1, 2, 3, 4, 5, 0]);
});

it('begins anew after a silence, which may be longer with TCP, and with a SYN', () => {
  const server = `${router}9.9.9.9:443`;
  const times = [0, 180, 361, 370];
  expect(numbersOf(times.map((time) => udp(time, `${lamp}:5000`, server)))).toEqual([0, 0, 1, 1]);
  const tcpTimes = [0, 7000, 14_441, 14_442, 14_443];
  expect(
    numbersOf(
      tcpTimes.map((time) => tcp(time, `${lamp}:5000`, server)),
      [4],
    ),
  ).toEqual([0, 0, 1, 1, 2]);
});

it('knows none of the tunnel’s own packets', () => {
  const table = tableOf([udp(1, `${lamp}:5000`, `${router}9.9.9.9:443`)]);
  const home = identifyHome(table, { vendors: { of: () => null } });
  expect([...connectionsOf(home, Int32Array.of(-1, 0, -1))]).toEqual([-1, 0, -1]);
});
