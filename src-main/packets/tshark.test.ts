import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { protocolBits } from '../contract/protocol-bits';
import { readCaptures } from './index';
import { outer } from './testing/compare';
import { hasTshark, tsharkFrames } from './testing/tshark';
import type { TsharkFrame } from './testing/tshark';

// tshark is what takes long.
vi.setConfig({ testTimeout: 300_000 });
const data = resolve(import.meta.dirname, '../../../shared/data');
const reason = !existsSync(data)
  ? ' (skipped: the development captures are not here)'
  : !hasTshark()
    ? ' (skipped: tshark is not installed)'
    : '';

/** Ours of a row as text, to be compared with what tshark prints. */
interface Row {
  time: number;
  length: string;
  macs: string;
  addresses: string;
  ttl: string;
  ipLength: string;
  ports: string;
  flags: number;
  window: string;
  options: string;
  payload: string;
}

async function ourRows(path: string): Promise<Row[]> {
  const { packets: p } = await readCaptures([path], { keepCopies: true });
  return Array.from({ length: p.count }, (_, i) => ({
    time: p.time[i]!,
    length: `${p.length[i]}`,
    macs: `${p.macs[p.sourceMac[i]!] ?? ''} ${p.macs[p.destinationMac[i]!] ?? ''}`,
    addresses: `${p.addresses[p.sourceAddress[i]!] ?? ''} ${p.addresses[p.destinationAddress[i]!] ?? ''}`,
    ttl: `${p.ttl[i]}`,
    ipLength: `${p.ipLength[i]}`,
    ports: `${p.sourcePort[i]} ${p.destinationPort[i]}`,
    flags: p.tcpFlags[i]!,
    window: `${p.window[i]}`,
    options: p.optionLists[p.optionKinds[i]!]!,
    payload: `${p.payloadLength[i]}`,
  }));
}

/** tshark's of a frame. What ICMP errors quote is not a header of the frame itself: see `outer`. */
function tsharkRow(frame: TsharkFrame): Row {
  const { tcp, udp, isIpv6 } = outer(frame);
  return {
    time: Number(frame.time),
    length: frame.length,
    macs: `${frame.ethSource || frame.sllSource} ${frame.ethDestination}`,
    addresses: isIpv6
      ? `${frame.source6} ${frame.destination6}`
      : `${frame.source4} ${frame.destination4}`,
    ttl: (isIpv6 ? frame.hopLimit : frame.ttl) || '0',
    ipLength: isIpv6 ? `${40 + Number(frame.ipv6PayloadLength)}` : frame.ipLength || '0',
    ports: tcp
      ? `${frame.tcpSource} ${frame.tcpDestination}`
      : udp
        ? `${frame.udpSource} ${frame.udpDestination}`
        : '0 0',
    flags: tcp ? Number(frame.tcpFlags) : 0,
    window: tcp ? frame.tcpWindow : '0',
    // tshark lists what follows the end of the list (kind 0), which RFC 9293 says is padding.
    options: tcp ? frame.optionKinds.replace(/(^|,)0(,0)*$/, '$10') : '',
    payload: tcp ? frame.tcpLength : udp ? `${Number(frame.udpLength) - 8}` : '0',
  };
}

const captures = [
  ['a home, cut at 192 bytes', 'home14/home14-2019-07-01.pcap'],
  ['Linux cooked, out of order', 'lsif-any/Tenvis_Cam-2019-07-05.pcapng'],
  ['nanoseconds', 'single-devices/smartthings-hub/wan.pcap'],
  ['pcapng of a router', 'single-devices/philips-hue/lan.pcap'],
  ['a voice assistant', 'echo-commands/alexa_5_40s.pcap'],
  ['a plug', 'xiaodu-plug/xiaodu_plug_lifecycle/xiaodu_plug_setup.pcap'],
  ['VLAN tags', 'protocols/mongodb.pcap'],
  ['IPv6', 'protocols/quic-mvfst-27.pcapng'],
  ['IPv6 and IPv4', 'protocols/lru_ipv6_caches.pcapng'],
  ['raw IP', 'protocols/mullvad_wireguard.pcap'],
  ['loopback (NULL)', 'protocols/nats.pcap'],
  ['a phone', 'protocols/whatsapp.pcap'],
  ['a notebook', 'protocols/iphone.pcap'],
  ['QUIC', 'protocols/youtube_quic.pcap'],
] as const;

describe.skipIf(reason !== '')(`against tshark, packet by packet${reason}`, () => {
  it.each(captures)('%s: %s', async (_, name) => {
    const path = join(data, name);
    const ours = await ourRows(path);
    const theirs = tsharkFrames(path)
      .map(tsharkRow)
      .sort((a, b) => a.time - b.time);
    expect(ours.length).toBeGreaterThan(0);
    expect(ours.length).toBe(theirs.length);
    const wrong = ours.flatMap((row, i) => {
      const { time, ...rest } = row;
      const { time: theirTime, ...theirRest } = theirs[i]!;
      const same =
        Math.abs(time - theirTime) < 5e-7 && JSON.stringify(rest) === JSON.stringify(theirRest);
      return same ? [] : [{ packet: i + 1, ours: row, theirs: theirs[i] }];
    });
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  it.each([
    'single-devices/smartthings-hub/wan.pcap',
    'echo-commands/alexa_5_40s.pcap',
    'protocols/iphone.pcap',
  ])(
    'TLS: every frame in which tshark dissects a record, none that is not TLS: %s',
    async (name) => {
      const path = join(data, name);
      const { packets } = await readCaptures([path]);
      const frames = tsharkFrames(path);
      const isTls = (row: number) => (packets.protocols[row]! & protocolBits.tls) !== 0;
      const rows = frames.map((_, row) => row);
      // A record that ends in a later segment tshark calls TLS without dissecting it, when it is not
      // to reassemble. It calls segments in the middle of a record TLS, too; for us they are bare TCP.
      const dissected = rows.filter((row) => frames[row]!.tlsRecordLength !== '');
      const called = new Set(
        rows.filter((row) => frames[row]!.protocols.split(':').includes('tls')),
      );
      expect(dissected.length).toBeGreaterThan(100);
      expect(dissected.filter((row) => !isTls(row))).toEqual([]);
      expect(rows.filter((row) => isTls(row) && !called.has(row))).toEqual([]);
    },
  );
});
