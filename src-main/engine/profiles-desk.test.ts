import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { ProfilesDesk } from './profiles-desk';

const resources = resolve(import.meta.dirname, '../../resources');
const question = {
  captures: [join(resources, 'sample-home/capture.pcapng')],
  labels: join(resources, 'sample-home/devices.csv'),
  resources,
  knownDevices: null,
  vantage: 'wireguard',
  device: 'light-bulb',
} as const;

it('answers the last question alone', async () => {
  const desk = new ProfilesDesk();
  const first = desk.learn(question);
  const second = desk.learn({ ...question, device: 'lock-hub' });
  expect(await first).toBeNull();
  expect((await second)?.devices.map(({ device }) => device)).toEqual(['lock-hub']);
  const third = desk.learn(question);
  desk.stop();
  expect(await third).toBeNull();
  await expect(desk.learn({ ...question, device: 'toaster' })).rejects.toMatchObject({
    problem: { code: 'device-unknown' },
  });
});
