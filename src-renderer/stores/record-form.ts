import type { CaptureRequest } from '@contract/capture';
import type { LiveRequest } from '@contract/live';
import type { VantageName } from '@contract/vantage';

/** A model that was chosen to label with. */
export interface ChosenModel {
  folder: string;
  name: string;
  vantage: VantageName;
  classes: string[];
}

/** What is set up before a recording, as typed: figures are text until they are asked for. */
export interface RecordForm {
  source: 'here' | 'ssh';
  /** System name of the interface on this computer; empty while none is chosen. */
  interface: string;
  destination: string;
  port: string;
  identity: string | null;
  remoteInterface: string;
  backend: 'auto' | 'dumpcap' | 'cap';
  filter: string;
  snaplen: string;
  stopMinutes: string;
  stopPackets: string;
  stopMegabytes: string;
  ring: boolean;
  ringFiles: string;
  ringMegabytes: string;
  adversary: 'none' | 'learn' | 'model';
  vantage: VantageName;
  model: ChosenModel | null;
  labels: string | null;
}

export function emptyForm(): RecordForm {
  return {
    source: 'here',
    interface: '',
    destination: '',
    port: '',
    identity: null,
    remoteInterface: 'br-lan',
    backend: 'auto',
    filter: '',
    snaplen: '',
    stopMinutes: '',
    stopPackets: '',
    stopMegabytes: '',
    ring: false,
    ringFiles: '10',
    ringMegabytes: '100',
    adversary: 'learn',
    vantage: 'napt',
    model: null,
    labels: null,
  };
}

/** The fields that can be wrong; the words are under `fault` of the record words. */
export type Fault =
  | 'interface'
  | 'destination'
  | 'port'
  | 'remoteInterface'
  | 'filter'
  | 'snaplen'
  | 'stopMinutes'
  | 'stopPackets'
  | 'stopMegabytes'
  | 'ringFiles'
  | 'ringMegabytes'
  | 'model';

const megabyte = 1_000_000;
// As the contract's schemas have them; record-form.test.ts holds both against each other.
const destination = /^[A-Za-z0-9_.@:%[\]][A-Za-z0-9_.@:%[\]-]{0,254}$/;
const interfaceName = /^[^-\0][^\0]{0,255}$/;

/** A number as typed: null for an empty line, NaN for what is none. */
function figure(text: string): number | null {
  const plain = text.trim().replace(/[\s,_]/g, '');
  if (plain === '') return null;
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}
const whole = (value: number | null, least: number, most: number): boolean =>
  value === null || (Number.isInteger(value) && value >= least && value <= most);
const above = (value: number | null): boolean =>
  value === null || (Number.isFinite(value) && value > 0 && value <= 1e9);

/** What cannot be used as it stands. */
export function faultsOf(form: RecordForm): Set<Fault> {
  const given: [Fault, boolean][] = [
    ['filter', form.filter.length <= 4096],
    ['snaplen', whole(figure(form.snaplen), 64, 262_144)],
    ['stopMinutes', above(figure(form.stopMinutes))],
    ['stopPackets', whole(figure(form.stopPackets), 1, Number.MAX_SAFE_INTEGER)],
    ['stopMegabytes', above(figure(form.stopMegabytes))],
    ['model', form.adversary !== 'model' || form.model !== null],
  ];
  if (form.source === 'here') given.push(['interface', interfaceName.test(form.interface)]);
  else {
    given.push(
      ['destination', destination.test(form.destination.trim())],
      ['port', whole(figure(form.port), 1, 65_535)],
      ['remoteInterface', interfaceName.test(form.remoteInterface.trim())],
    );
  }
  if (form.ring) {
    const files = figure(form.ringFiles);
    const size = figure(form.ringMegabytes);
    given.push(
      ['ringFiles', files !== null && whole(files, 2, 1000)],
      ['ringMegabytes', size !== null && above(size) && size >= 0.1],
    );
  }
  return new Set(given.filter(([, good]) => !good).map(([fault]) => fault));
}

/** The faults that keep `captureRequestOf` from making a request. */
const elsewhere: ReadonlySet<Fault> = new Set(['model']);

/** What to record, as plain data; null while something is missing or wrong. */
export function captureRequestOf(form: RecordForm): CaptureRequest | null {
  if ([...faultsOf(form)].some((fault) => !elsewhere.has(fault))) return null;
  const bytes = figure(form.stopMegabytes);
  const minutes = figure(form.stopMinutes);
  const remote = form.source === 'ssh';
  return {
    interface: remote ? form.remoteInterface.trim() : form.interface,
    backend: remote ? 'ssh' : form.backend === 'auto' ? null : form.backend,
    ssh: remote
      ? { destination: form.destination.trim(), port: figure(form.port), identity: form.identity }
      : null,
    filter: form.filter.trim(),
    snaplen: figure(form.snaplen) ?? 0,
    stop: {
      seconds: minutes === null ? null : minutes * 60,
      packets: figure(form.stopPackets),
      bytes: bytes === null ? null : Math.max(1, Math.round(bytes * megabyte)),
    },
    ring: form.ring
      ? {
          files: figure(form.ringFiles) ?? 2,
          fileBytes: Math.round((figure(form.ringMegabytes) ?? 1) * megabyte),
        }
      : null,
  };
}

/** What a filter is checked with: what is wrong with the options does not matter to it. */
export function filterRequestOf(form: RecordForm): CaptureRequest | null {
  const { source, interface: name, destination, port, identity, remoteInterface } = form;
  const { backend, filter } = form;
  return captureRequestOf({
    ...emptyForm(),
    ...{ source, interface: name, destination, port, identity, remoteInterface, backend, filter },
  });
}

/** The whole request; null while something is missing or wrong. */
export function liveRequestOf(form: RecordForm): LiveRequest | null {
  const capture = captureRequestOf(form);
  if (capture === null || faultsOf(form).size > 0) return null;
  const { adversary, model, vantage, labels } = form;
  if (adversary === 'model' && model !== null)
    return { capture, adversary: { kind: 'model', folder: model.folder }, labels };
  if (adversary === 'learn') return { capture, adversary: { kind: 'learn', vantage }, labels };
  return { capture, adversary: { kind: 'none' }, labels };
}
