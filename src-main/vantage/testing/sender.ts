import { join } from 'node:path';
import { OUTBOUND } from '../../contract/vantage';
import { markerFrame } from './frames';
import { type FilePacket, writePcap } from './pcap-file';
import { untilSaid } from './namespaces';
import type { Testbed } from './testbed';

/** A frame and when it is sent, in seconds from the start. */
export interface Sending extends FilePacket {
  readonly direction: number;
}

/** Before the first frame, so that both ends have begun. */
const LEAD = 0.05;

/**
 * How tcpreplay waits: `nano` sleeps and is some tens of microseconds late, `gtod` watches the clock and is
 * late by less, but keeps a core busy for as long as it sends.
 */
export type Timer = 'nano' | 'gtod';

/**
 * Sends frames from both ends by one clock, those that go out from the home and those that come in
 * from the internet. No kernel sees them as its own: none answers.
 */
export async function sendBoth(
  testbed: Testbed,
  sendings: readonly Sending[],
  { timer = 'nano' }: { timer?: Timer } = {},
): Promise<void> {
  const ends = [
    { role: 'home', device: 'home0', outbound: true },
    { role: 'internet', device: 'net0', outbound: false },
  ];
  const files = ends.map(({ role, outbound }) => {
    const own = sendings.filter(({ direction }) => (direction === OUTBOUND) === outbound);
    const packets = own.map(({ time, bytes }) => ({ time: time + LEAD, bytes }));
    const file = join(testbed.folder, `send-${role}.pcap`);
    writePcap(file, [{ time: 0, bytes: markerFrame() }, ...packets]);
    return { file, count: packets.length + 1 };
  });
  await Promise.all(
    ends.map(async ({ role, device }, i) => {
      const { file, count } = files[i] as (typeof files)[number];
      const options = ['-q', '-K', '--timer', timer];
      const child = testbed.spaces.start(role, 'tcpreplay', ...options, '-i', device, file);
      const said = await untilSaid(child, /Successful packets:\s+\d+/);
      const sent = Number(/Successful packets:\s+(\d+)/.exec(said)?.[1]);
      if (sent !== count) throw new Error(`${role} sent ${sent} of ${count} frames: ${said}`);
    }),
  );
}
