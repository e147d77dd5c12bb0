import { captureRequestSchema } from '@contract/capture';
import { liveRequestSchema } from '@contract/live';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  captureRequestOf,
  emptyForm,
  faultsOf,
  filterRequestOf,
  liveRequestOf,
  type RecordForm,
} from './record-form';

const form = (changes: Partial<RecordForm>): RecordForm => ({
  ...emptyForm(),
  interface: 'wlan0',
  ...changes,
});
const remote = (changes: Partial<RecordForm> = {}): RecordForm =>
  form({ source: 'ssh', destination: 'root@192.168.1.1', ...changes });

describe('a request', () => {
  it('of what is chosen at first is that of everything, until it is stopped', () => {
    expect(captureRequestOf(form({}))).toEqual({
      interface: 'wlan0',
      backend: null,
      ssh: null,
      filter: '',
      snaplen: 0,
      stop: { seconds: null, packets: null, bytes: null },
      ring: null,
    });
  });

  it('turns minutes into seconds and megabytes into bytes', () => {
    const request = captureRequestOf(
      form({
        stopMinutes: '1.5',
        stopPackets: '10,000',
        stopMegabytes: '250',
        ring: true,
        ringFiles: '24',
        ringMegabytes: '500',
      }),
    );
    expect(request?.stop).toEqual({ seconds: 90, packets: 10_000, bytes: 250_000_000 });
    expect(request?.ring).toEqual({ files: 24, fileBytes: 500_000_000 });
  });

  it('over ssh names the router’s interface, and no backend of this computer', () => {
    const request = captureRequestOf(
      remote({ backend: 'cap', port: '2222', identity: '/k/id', destination: ' root@r ' }),
    );
    expect(request).toMatchObject({
      interface: 'br-lan',
      backend: 'ssh',
      ssh: { destination: 'root@r', port: 2222, identity: '/k/id' },
    });
  });

  it('carries who listens along', () => {
    const model = { folder: '/m', name: 'm', vantage: 'wireguard', classes: [] } as const;
    expect(liveRequestOf(form({ vantage: 'wireguard' }))?.adversary).toEqual({
      kind: 'learn',
      vantage: 'wireguard',
    });
    expect(
      liveRequestOf(form({ adversary: 'model', model: { ...model, classes: [] } }))?.adversary,
    ).toEqual({ kind: 'model', folder: '/m' });
    expect(liveRequestOf(form({ adversary: 'none', labels: '/l.csv' }))).toMatchObject({
      adversary: { kind: 'none' },
      labels: '/l.csv',
    });
  });
});

describe('faults', () => {
  it.each([
    ['interface', form({ interface: '' })],
    ['interface', form({ interface: '-w' })],
    ['destination', remote({ destination: '' })],
    ['destination', remote({ destination: '-oProxyCommand=x' })],
    ['destination', remote({ destination: 'root@host; reboot' })],
    ['port', remote({ port: '0' })],
    ['port', remote({ port: '65536' })],
    ['port', remote({ port: '22x' })],
    ['remoteInterface', remote({ remoteInterface: '' })],
    ['remoteInterface', remote({ remoteInterface: '-i' })],
    ['snaplen', form({ snaplen: '300000' })],
    ['snaplen', form({ snaplen: '12.5' })],
    ['stopMinutes', form({ stopMinutes: '0' })],
    ['stopMinutes', form({ stopMinutes: '1e3' })],
    ['stopPackets', form({ stopPackets: '-1' })],
    ['stopMegabytes', form({ stopMegabytes: 'many' })],
    ['ringFiles', form({ ring: true, ringFiles: '1' })],
    ['ringMegabytes', form({ ring: true, ringMegabytes: '0.01' })],
    ['filter', form({ filter: 'x'.repeat(4097) })],
  ] as const)('%s', (fault, given) => {
    expect([...faultsOf(given)]).toEqual([fault]);
    expect(captureRequestOf(given)).toBeNull();
    expect(liveRequestOf(given)).toBeNull();
  });

  it('has one where a model is to be chosen, and can still say what it would run', () => {
    const given = form({ adversary: 'model' });
    expect([...faultsOf(given)]).toEqual(['model']);
    expect(captureRequestOf(given)).not.toBeNull();
    expect(liveRequestOf(given)).toBeNull();
  });

  it('of the options do not keep a filter from being checked', () => {
    const given = form({ snaplen: '1', stopMinutes: 'x', filter: 'port 53' });
    expect(filterRequestOf(given)).toMatchObject({ interface: 'wlan0', filter: 'port 53' });
  });
});

it('makes only requests that the contract takes, whatever is typed', () => {
  const figure = fc.oneof(
    fc.constantFrom('', '0', '1', '64', '65535', '1.5', '262144', ' 7 ', '1,000', 'x', '-3'),
    fc.string({ maxLength: 8 }),
  );
  const name = fc.oneof(fc.constantFrom('wlan0', 'br-lan', '-i', 'r@h'), fc.string());
  const typed = fc.record({
    ...{ source: fc.constantFrom('here', 'ssh'), interface: name, destination: name },
    ...{ port: figure, remoteInterface: name, snaplen: figure, filter: fc.string() },
    ...{ stopMinutes: figure, stopPackets: figure, stopMegabytes: figure },
    ...{ ring: fc.boolean(), ringFiles: figure, ringMegabytes: figure },
    backend: fc.constantFrom('auto', 'dumpcap', 'cap'),
  });
  let made = 0;
  fc.assert(
    fc.property(typed, (changes) => {
      const given = { ...emptyForm(), ...changes } as RecordForm;
      const request = captureRequestOf(given);
      if (request === null) return;
      made++;
      expect(captureRequestSchema.parse(request)).toEqual(request);
      expect(liveRequestSchema.safeParse(liveRequestOf(given)).success).toBe(true);
    }),
    { numRuns: 3000, seed: 7 },
  );
  expect(made).toBeGreaterThan(10);
});
