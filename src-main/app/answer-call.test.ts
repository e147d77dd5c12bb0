import { describe, expect, it, vi } from 'vitest';
import { HomeMoleError } from '../contract/errors';
import { callNames, calls } from '../contract/ipc';
import { answerCall } from './answer-call';

vi.mock('./log', () => ({ log: vi.fn() }));
const { log } = await import('./log');

const refused = (name: string, why: string) => ({
  ok: false,
  problem: { code: 'unexpected', params: { detail: `${name}: ${why} refused` } },
});

/** Payloads that no call of the contract takes. */
const hostile: [string, unknown][] = [
  ['a number', 7],
  ['null', null],
  ['a text', '../../etc/passwd'],
  ['a list', [1, 2]],
  ['a prototype', JSON.parse('{"__proto__":{"jobId":"a"}}')],
  ['an empty path', { paths: [''] }],
  ['a path of 5000 characters', { paths: ['a'.repeat(5000)] }],
  ['65 paths', { paths: new Array(65).fill('a') }],
  ['a path for a name', { file: '../.profile', text: '' }],
  ['a program for a text', { file: 'run.exe', text: '' }],
  ['a job that is none', { jobId: '../secret' }],
  ['a job id of 41 characters', { jobId: 'a'.repeat(41) }],
  ['an unknown vantage', { source: { kind: 'sample' }, vantages: ['moon'], seed: 1 }],
  ['a seed below 0', { source: { kind: 'sample' }, vantages: ['napt'], seed: -1 }],
];

describe.each(callNames)('%s', (name) => {
  it.each(hostile)('refuses %s before any handler runs, and says so', async (_what, payload) => {
    const handler = vi.fn();
    expect(await answerCall(name, handler, payload)).toEqual(refused(name, 'payload'));
    expect(handler).not.toHaveBeenCalled();
    expect(log).toHaveBeenLastCalledWith(`refused ${name}: payload`);
  });

  it('lets no reply out that breaks the contract', async () => {
    const handler = () => ({ not: 'in the contract' });
    const payload = samplePayloads[name];
    expect(calls[name].request.safeParse(payload).success).toBe(true);
    expect(await answerCall(name, handler, payload)).toEqual(refused(name, 'reply'));
  });
});

const captureRequest = {
  interface: 'lo',
  backend: null,
  ssh: null,
  filter: '',
  snaplen: 0,
  stop: { seconds: null, packets: null, bytes: null },
  ring: null,
};

const samplePayloads = {
  learnProfiles: { source: { kind: 'sample' }, vantage: 'napt', device: '02:00:00:00:00:01' },
  getAppInfo: undefined,
  chooseFiles: undefined,
  sortFiles: { paths: ['a.pcap'] },
  startAudit: { source: { kind: 'sample' }, vantages: ['napt'], seed: 1 },
  cancelJob: { jobId: 'a' },
  saveReport: { jobId: 'a' },
  inspectFiles: { source: { kind: 'sample' } },
  changeDevice: { mac: '02:00:5e:10:00:01', alias: 'Lamp' },
  seeTenSeconds: { source: { kind: 'sample' }, vantage: 'wireguard', from: null, seconds: 10 },
  forgetTenSeconds: undefined,
  explainPacket: {
    source: { kind: 'sample' },
    vantage: 'napt',
    packet: { time: 1_562_000_000.5, length: 162, direction: 1 },
    adversary: { kind: 'audit' },
  },
  listInterfaces: undefined,
  watchRates: { on: true },
  checkFilter: captureRequest,
  describeCapture: captureRequest,
  chooseModel: undefined,
  listModels: undefined,
  readModel: { id: 'own/model' },
  startTraining: {
    source: { kind: 'sample' },
    vantage: 'napt',
    model: 'best',
    devices: null,
    window: null,
    epochs: null,
    seed: 1,
  },
  startStudy: {
    source: { kind: 'sample' },
    plan: {
      vantages: ['napt'],
      models: ['forest', 'best'],
      scenarios: ['noisy'],
      splits: ['time', 'random'],
      windows: [100],
      ablations: ['none'],
      portModes: ['server'],
      seeds: [1, 2],
      epochs: 15,
      trainShare: 0.5,
      permuted: true,
    },
  },
  startShaping: {
    source: { kind: 'sample' },
    plan: {
      vantages: ['napt'],
      shapings: ['none'],
      seed: 1,
      effort: { model: 'best', trees: 20, hoursOfDay: 24, adaptive: true },
    },
  },
  startShapingSearch: {
    source: { kind: 'sample' },
    vantage: 'napt',
    budget: { bytesRatio: 1.2, latencySeconds: 0.05 },
    effort: { model: 'best', trees: 20, hoursOfDay: 24, adaptive: true },
    seed: 1,
  },
  tryShaping: { source: { kind: 'sample' }, vantage: 'napt', shaping: 'none', seed: 1 },
  forgetShaping: undefined,
  exportShaping: { shaping: 'none', vantage: 'napt' },
  saveText: { file: 'homemole-shapings.csv', text: 'shaping\n' },
  keepModel: { jobId: 'a', name: 'My home' },
  discardModel: { jobId: 'a' },
  importModel: undefined,
  exportModel: { id: 'own/model' },
  renameModel: { id: 'own/model', name: 'My home' },
  deleteModel: { id: 'own/model' },
  chooseKeyFile: undefined,
  startCapture: { capture: captureRequest, adversary: { kind: 'none' }, labels: null },
  pauseCapture: { jobId: 'a' },
  resumeCapture: { jobId: 'a' },
  stopCapture: { jobId: 'a' },
  saveCapture: { jobId: 'a', anonymised: false },
  markEvents: { jobId: 'a', marks: [{ time: 1, device: 'lamp', interaction: 'on' }] },
  judgeMarks: { jobId: 'a', labels: null },
  discardCapture: { jobId: 'a' },
};

describe('answerCall', () => {
  it('hands the parsed request on and the value back', async () => {
    const handler = vi.fn(() => ({ cancelled: true }));
    const reply = await answerCall('cancelJob', handler, { jobId: 'a1', extra: 'dropped' });
    expect(reply).toEqual({ ok: true, value: { cancelled: true } });
    expect(handler).toHaveBeenCalledWith({ jobId: 'a1' });
  });

  it('turns what a handler throws into a problem', async () => {
    const named = () => Promise.reject(new HomeMoleError('file-not-found', { file: 'a.pcap' }));
    expect(await answerCall('sortFiles', named, { paths: ['a.pcap'] })).toEqual({
      ok: false,
      problem: { code: 'file-not-found', params: { file: 'a.pcap' } },
    });
    const foreign = () => {
      throw new TypeError('boom');
    };
    expect(await answerCall('sortFiles', foreign, { paths: ['a.pcap'] })).toEqual({
      ok: false,
      problem: { code: 'unexpected', params: { detail: 'boom' } },
    });
  });
});
