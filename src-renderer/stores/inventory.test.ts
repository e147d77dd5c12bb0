// @vitest-environment happy-dom
import type { CaptureSource } from '@contract/ipc';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useInventory } from './inventory';
import { canBeKnown, useKnownDevices } from './known-devices';
import { mockBridge } from './testing/mock-bridge';

const mac = '02:00:00:00:00:0a';
const found = (name: string) => ({
  devices: [
    { mac, name },
    { mac: '00:11:22:33:44:55', name: 'b' },
  ],
});
const files = (capture: string): CaptureSource => ({
  kind: 'files',
  captures: [capture],
  labels: null,
  events: null,
});
let outside: ReturnType<typeof mockBridge>;

beforeEach(() => {
  setActivePinia(createPinia());
  outside = mockBridge({
    inspectFiles: found('camera'),
    changeDevice: { devices: { [mac]: { alias: 'Porch', kind: null } } },
  });
  vi.stubGlobal('homemole', outside.bridge);
});
afterEach(() => vi.unstubAllGlobals());
const settle = () => new Promise((done) => setTimeout(done));

it('finds out who is who, by hardware address', async () => {
  const inventory = useInventory();
  inventory.inspect(files('/a'));
  expect(inventory.loading).toBe(true);
  await settle();
  expect(inventory.loading).toBe(false);
  expect(inventory.devices.map((device) => device.mac)).toEqual(['00:11:22:33:44:55', mac]);
});

it('shows the answer to the newest question only', async () => {
  const inventory = useInventory();
  let late: (answer: unknown) => void = () => undefined;
  outside.of('inspectFiles').mockReturnValueOnce(new Promise((give) => (late = give)));
  inventory.inspect(files('/old'));
  outside.of('inspectFiles').mockResolvedValueOnce({ ok: true, value: found('new') });
  inventory.inspect(files('/new'));
  await settle();
  late({ ok: true, value: found('old') });
  await settle();
  expect(inventory.devices.at(1)?.name).toBe('new');
  inventory.inspect(null);
  expect(inventory.result).toBeNull();
});

it('keeps what is shown until a change has come round', async () => {
  const inventory = useInventory();
  inventory.inspect(files('/a'));
  await settle();
  outside.of('inspectFiles').mockResolvedValueOnce({ ok: true, value: found('Porch') });
  const changing = inventory.change({ mac, alias: 'Porch' });
  expect(inventory.result).not.toBeNull();
  await changing;
  expect(inventory.devices.at(1)?.name).toBe('Porch');
  expect(outside.of('changeDevice')).toHaveBeenCalledWith({ mac, alias: 'Porch' });
});

it('lets the user’s name win at once, and says when it could not be kept', async () => {
  const known = useKnownDevices();
  const device = { mac, name: 'camera', nameSource: 'mdns' } as const;
  expect(known.nameOf(device)).toBe('camera');
  await known.change({ mac, alias: 'Porch' });
  expect([known.nameOf(device), known.sourceOf(device)]).toEqual(['Porch', 'alias']);
  const problem = { code: 'output-unwritable', params: { path: '/x', detail: 'full' } };
  outside.of('changeDevice').mockResolvedValue({ ok: false, problem });
  expect(await known.change({ mac, alias: null })).toBe(false);
  expect(known.problem).toEqual(problem);
  expect(known.nameOf(device)).toBe('Porch');
});

it('says why it does not know, and forgets that with the next choice', async () => {
  const inventory = useInventory();
  const problem = { code: 'capture-empty', params: { file: 'a' } };
  outside.of('inspectFiles').mockResolvedValueOnce({ ok: false, problem });
  inventory.inspect(files('/a'));
  await settle();
  expect([inventory.problem, inventory.loading]).toEqual([problem, false]);
  inventory.inspect(files('/b'));
  expect(inventory.problem).toBeNull();
});

it('knows what can be known again', () => {
  expect(canBeKnown({ mac })).toBe(true);
  for (const other of ['10.0.0.7', 'fe80::1', '', '02:00:00:00:00:0G', `${mac}:01`])
    expect(canBeKnown({ mac: other })).toBe(false);
});
