import type { ChildProcess } from 'node:child_process';
import { type Namespaces, untilSaid } from './namespaces';

/** Kernel buffer of a recording, in MiB. */
const BUFFER = '32';
/** How long the last packets may take to come to the recording, in milliseconds. */
const SETTLE = 400;

/** One recording of one device, into a pcap file, every packet whole. */
export class DeviceRecording {
  private constructor(
    readonly file: string,
    private readonly child: ChildProcess,
  ) {}

  /** Settles once packets are recorded. */
  static async start(
    spaces: Namespaces,
    role: string,
    device: string,
    file: string,
  ): Promise<DeviceRecording> {
    const args = ['-P', '-B', BUFFER, '-f', 'ip', '-i', device, '-w', file];
    const child = spaces.start(role, 'dumpcap', ...args);
    await untilSaid(child, /File: /);
    return new DeviceRecording(file, child);
  }

  /** Ends it once nothing was sent for a moment. @throws when packets were dropped. */
  async stop(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, SETTLE));
    const { child } = this;
    let said = '';
    child.stderr?.on('data', (text: Buffer) => (said += text.toString()));
    const closed = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGINT');
    await closed;
    const dropped = /dropped on interface.*?:\s*\d+\/(\d+)/.exec(said)?.[1];
    if (dropped !== '0') throw new Error(`a recording lost packets: ${said}`);
  }
}
