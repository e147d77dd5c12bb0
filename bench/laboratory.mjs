/**
 * How soon the laboratory answers a setting: the static adversary before and after, of one day. On the last
 * capture of the real home where it is there, else on the sample home.
 */
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildForNode, root } from './build.mjs';
import { captures } from './measure.mjs';

/** What a person who moves a slider waits for at the most, in seconds. */
const AIM = 1;

/** @param {{ print: (line?: string) => void }} bench */
export async function run({ print }) {
  const load = async (entry, name) => import(pathToFileURL(await buildForNode(entry, name)).href);
  const { shapingCatalogue, shapingPresets } = await load(
    'contract/shaping-catalogue.ts',
    'shaping-catalogue',
  );
  const { ShapingDesk } = await load('engine/shaping-desk.ts', 'shaping-desk');
  const capture = captures().at(-1);
  const input = {
    captures: [capture],
    labels: resolve(dirname(capture), 'devices.csv'),
    knownDevices: null,
    resources: resolve(root, 'resources'),
    workerEntry: undefined,
  };
  const settings = [
    ...shapingPresets.map(({ shaping }) => shaping),
    ...shapingCatalogue.map(({ name }) => name),
  ];
  const desk = new ShapingDesk();
  print(`one setting after another in WireGuard; the first reads and trains; aim ${AIM} s`);
  for (const shaping of ['none', ...new Set(settings)]) {
    const before = process.cpuUsage();
    const start = performance.now();
    const { cost } = await desk.try({ input, vantage: 'wireguard', shaping, seed: 1 });
    const wall = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(before);
    const figures = [
      `${((user + system) / 1e6).toFixed(2).padStart(6)} s of the processor`,
      `${wall.toFixed(2).padStart(6)} s`,
      `${cost.before.packets.toLocaleString('en').padStart(7)} packets looked at`,
    ];
    print(`${shaping.padEnd(40)}${figures.join('  ')}`);
  }
  desk.forget();
}
