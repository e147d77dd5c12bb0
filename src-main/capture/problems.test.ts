import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { CaptureRequest } from '../contract/capture';
import { droppedOf, problemOfDumpcap } from './backends/dumpcap';
import { droppedOf as droppedOfTcpdump, problemOfSsh } from './backends/ssh';
import {
  allowDumpcap,
  allowNode,
  installDumpcap,
  installLibrary,
  installSsh,
  systemFamily,
} from './system';
import type { SystemFamily } from './system';

const request: CaptureRequest = {
  interface: 'wlan0',
  backend: null,
  ssh: { destination: 'root@router', port: 2222, identity: '/home/me/a key' },
  filter: 'udp prt 9',
  snaplen: 0,
  stop: { seconds: null, packets: null, bytes: null },
  ring: null,
};

// Words of dumpcap 3.6 and 4.0, of tcpdump 4.99 and of OpenSSH 9.2 under LC_ALL=C.
describe('what dumpcap says', () => {
  it.each([
    [
      `Capturing on 'wlan0'\ndumpcap: Invalid capture filter "udp prt 9" for interface wlan0.\n\nThat string isn't a valid capture filter (can't parse filter expression: syntax error).\nSee the User's Guide for a description of the capture filter syntax.`,
      'filter-invalid',
      "can't parse filter expression: syntax error",
    ],
    [
      'dumpcap: The capture session could not be initiated on capture device "wlan0".\n(You don\'t have permission to capture on that device)',
      'capture-permission',
      'could not be initiated',
    ],
    [
      'dumpcap: The capture session could not be initiated on capture device "wlan0".\n(No such device exists)',
      'interface-unknown',
      undefined,
    ],
    [
      'The network adapter "wlan0" is no longer attached; the capture has stopped.',
      'interface-gone',
      undefined,
    ],
    ['dumpcap: Unrecognized libpcap format', 'capture-failed', 'Unrecognized libpcap format'],
    ['', 'capture-failed', 'exit code 1'],
  ])('%s', (words, code, detail) => {
    const { problem } = problemOfDumpcap(request, '/usr/bin/dumpcap', { code: 1, words });
    expect(problem.code).toBe(code);
    if (detail !== undefined) expect(problem.params['detail']).toContain(detail);
  });

  it('of packets it lost', () => {
    const words = `Packets received/dropped on interface 'wlan0': 90/7 (pcap:7/dumpcap:0/flushed:0/ps_ifdrop:0) (92.8%)`;
    expect([droppedOf(words), droppedOf('')]).toEqual([7, null]);
  });
});

describe('what ssh and the other machine say', () => {
  it.each([
    ['Host key verification failed.', 'ssh-host-unknown', 'never logged in'],
    [
      '@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\nHost key verification failed.',
      'ssh-host-unknown',
      'another than before',
    ],
    ['root@router: Permission denied (publickey,password).', 'ssh-refused', 'Permission denied'],
    ['ssh: connect to host router port 2222: Connection refused', 'ssh-refused', 'refused'],
    ['ssh: Could not resolve hostname router: Name or service not known', 'ssh-refused', 'resolve'],
    ['ash: tcpdump: not found', 'ssh-refused', 'not installed there'],
    ["tcpdump: can't parse filter expression: syntax error", 'filter-invalid', 'syntax error'],
    ['tcpdump: wlan0: No such device exists\n(SIOCGIFHWADDR: No such device)', 'interface-unknown'],
    [
      "tcpdump: wlan0: You don't have permission to capture on that device",
      'ssh-refused',
      'may not record',
    ],
  ])('%s', (words, code, detail?) => {
    const { problem } = problemOfSsh(request, { code: 1, words });
    expect(problem.code).toBe(code);
    if (detail !== undefined) expect(problem.params['detail']).toContain(detail);
    if (problem.params['command'] !== undefined) {
      expect(String(problem.params['command'])).toContain("ssh -p 2222 -i '/home/me/a key'");
    }
  });

  it('of packets it lost', () => {
    const words =
      '12 packets captured\n15 packets received by filter\n3 packets dropped by kernel\n2 packets dropped by interface';
    expect([droppedOfTcpdump(words), droppedOfTcpdump('')]).toEqual([5, null]);
  });
});

describe('commands', () => {
  const families: SystemFamily[] = ['debian', 'fedora', 'arch', 'suse', 'alpine', 'macos'];

  it.each(families)('a shell of %s can read them', (family) => {
    const commands = [
      installDumpcap(family),
      allowDumpcap(family, '/usr/bin/dumpcap'),
      allowNode(family, '/usr/bin/node'),
      installLibrary(family, 'cap').command,
      installLibrary(family, 'dumpcap').command,
      installSsh(family),
    ];
    for (const command of commands) {
      expect([command, spawnSync('sh', ['-n', '-c', command]).status]).toEqual([command, 0]);
    }
  });

  it.each(['/opt/my tools/dumpcap', "/opt/it's here/dumpcap", '/tmp/$(touch x);dumpcap'])(
    'name the program as one word: %s',
    (program) => {
      for (const command of [allowDumpcap('linux', program), allowNode('linux', program)]) {
        const words = spawnSync(
          'sh',
          ['-c', `sudo() { for word; do printf '%s\\n' "$word"; done; }; ${command}`],
          { encoding: 'utf8' },
        ).stdout.split('\n');
        expect(words).toContain(program);
      }
    },
  );

  it.each([
    ['ID=debian', 'debian'],
    ['NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian', 'debian'],
    ['ID="rocky"\nID_LIKE="rhel centos fedora"', 'fedora'],
    ['ID=manjaro\nID_LIKE=arch', 'arch'],
    ['ID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"', 'suse'],
    ['ID=alpine', 'alpine'],
    ['ID=nixos', 'linux'],
    ['', 'linux'],
  ])('are those of the system: %s', (osRelease, family) => {
    expect(systemFamily('linux', osRelease)).toBe(family);
  });
});
