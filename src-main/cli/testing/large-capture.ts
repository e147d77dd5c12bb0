import { open } from 'node:fs/promises';

const RECORD = 16 + 100;
const DEVICES = 20;
const REMOTES = 400;

/** Writes a pcap of about so many bytes: UDP of 20 devices to 400 servers each, through one router. */
export async function writeLargeCapture(path: string, bytes: number): Promise<void> {
  const block = new Uint8Array(DEVICES * REMOTES * RECORD);
  const view = new DataView(block.buffer);
  for (let i = 0; i < DEVICES * REMOTES; i++) {
    const at = i * RECORD;
    view.setUint32(at, 1_700_000_000);
    view.setUint32(at + 8, 100);
    view.setUint32(at + 12, 100);
    const device = i % DEVICES;
    block.set([0xa0, 0, 0, 0, 0, 1, 0x50, 0xc7, 0xbf, 0, 0, device, 8, 0, 0x45], at + 16);
    view.setUint16(at + 16 + 16, 86);
    block.set([64, 17, 0, 0, 192, 168, 1, 10 + device], at + 16 + 22);
    view.setUint32(at + 16 + 30, 0x09000000 + (i / DEVICES) * 7);
    view.setUint16(at + 16 + 34, 5000);
    view.setUint16(at + 16 + 36, 443);
    view.setUint16(at + 16 + 38, 66);
  }
  const header = new Uint8Array(24);
  const headerView = new DataView(header.buffer);
  headerView.setUint32(0, 0xa1b2c3d4);
  headerView.setUint16(4, 2);
  headerView.setUint16(6, 4);
  headerView.setUint32(16, 65535);
  headerView.setUint32(20, 1);
  const file = await open(path, 'w');
  try {
    await file.write(header);
    for (let written = 0; written < bytes; written += block.length) await file.write(block);
  } finally {
    await file.close();
  }
}
