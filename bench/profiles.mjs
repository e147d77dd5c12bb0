/** Sequence profiles: learning a device's, and matching those of a whole home beside one pass over its columns. */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildForNode, root } from './build.mjs';
import { captures } from './measure.mjs';

const ROUNDS = 5;
/** Packets are so many at the least that times can be told. */
const PACKETS = Number(process.env.BENCH_PACKETS ?? 4e6);
const quiet = { signal: new AbortController().signal, report: () => undefined };

/** @param {{ print: (line?: string) => void }} bench */
export async function run({ print }) {
  const part = async (entry, name) => import(pathToFileURL(await buildForNode(entry, name)).href);
  const { loadView } = await part('audit/seen.ts', 'seen');
  const { withHeaders } = await part('vantage/index.ts', 'vantage');
  const { learnProfiles, matchProfiles } = await part('features/index.ts', 'features');
  const files = captures();
  const labels = resolve(dirname(files[0]), 'devices.csv');
  for (const vantage of ['napt', 'openvpn-udp-aes-128-cbc-sha1']) {
    const { loaded, seen } = await loadView(
      {
        captures: files,
        labels: existsSync(labels) ? labels : null,
        resources: resolve(root, 'resources'),
        knownDevices: null,
        seed: 1,
        vantage,
      },
      quiet,
    );
    const { view, origin } = withHeaders(loaded.home, seen);
    print(
      `${vantage}: ${files.length} captures, ${view.count.toLocaleString('en')} packets outside`,
    );
    const learned = await learnAll(loaded.home, view, origin, learnProfiles, print);
    const long = repeated(view, Math.ceil(PACKETS / view.count));
    matching(long, learned, matchProfiles, print);
  }
}

async function learnAll({ devices, device }, view, origin, learnProfiles, print) {
  const learned = [];
  let slowest = { seconds: 0, name: '', packets: 0 };
  let sum = 0;
  for (const [own, { kind, name }] of devices.entries()) {
    if (kind !== 'iot') continue;
    const rows = Int32Array.from([...origin.keys()].filter((i) => device[origin[i]] === own));
    const before = process.cpuUsage();
    const profiles = await learnProfiles(view, rows, { seed: 1 }, quiet);
    const seconds = since(before);
    sum += seconds;
    if (seconds > slowest.seconds) slowest = { seconds, name, packets: rows.length };
    if (profiles.length > 0) learned.push(profiles);
  }
  const { name, packets, seconds } = slowest;
  print(
    `  learning ${learned.length} devices: ${sum.toFixed(1)} s of processor time, the slowest ` +
      `${name} (${packets.toLocaleString('en')} packets) ${seconds.toFixed(2)} s`,
  );
  return learned;
}

function matching(view, learned, matchProfiles, print) {
  const pass = least(() => onePass(view));
  print(`  one pass over the columns: ${millions(view.count / pass)} million packets/s`);
  const counts = [1, 2, 4, 8, learned.length].filter((types) => types <= learned.length);
  for (const types of new Set(counts)) {
    row(view, learned.slice(0, types).flat(), types);
  }
  for (const share of [8, 4, 2]) {
    row(cut(view, Math.floor(view.count / share)), learned.flat(), learned.length);
  }

  function row(part, profiles, types) {
    const seconds = least(() => matchProfiles(part, profiles));
    const own = millions(part.count / seconds);
    const of = seconds / ((pass * part.count) / view.count);
    const what = `${types} devices, ${profiles.length} profiles, ${millions(part.count)} million packets`;
    print(`  ${what.padEnd(52)}${own.padStart(6)} million packets/s, ${of.toFixed(1)} x one pass`);
  }
}

/** Reads each value that matching may need. */
function onePass({ count, time, length, direction, protocols, headers }) {
  let sum = 0;
  for (let i = 0; i < count; i += 1) {
    sum += time[i] + length[i] + direction[i] + (protocols ? protocols[i] : 0);
    if (!headers) continue;
    const { ttl, tcpFlags, window, optionKinds, payloadLength } = headers;
    sum += ttl[i] + tcpFlags[i] + window[i] + optionKinds[i] + payloadLength[i];
  }
  return sum;
}

const columnsOf = (view, change) => ({
  ...view,
  ...Object.fromEntries(
    ['time', 'length', 'direction', 'serverPort', 'protocols'].map((name) => [
      name,
      view[name] && change(view[name], name),
    ]),
  ),
  ...(view.headers && {
    headers: {
      ...view.headers,
      ...Object.fromEntries(
        ['ttl', 'tcpFlags', 'window', 'optionKinds', 'payloadLength'].map((name) => [
          name,
          change(view.headers[name], name),
        ]),
      ),
    },
  }),
});

/** The view so many times, one after the other. */
function repeated(view, times) {
  const { count, time } = view;
  const span = time[count - 1] - time[0] + 60;
  const many = (column, name) => {
    const all = new column.constructor(count * times);
    for (let i = 0; i < times; i += 1) {
      all.set(column, i * count);
      if (name !== 'time') continue;
      for (let at = i * count; at < (i + 1) * count; at += 1) all[at] += i * span;
    }
    return all;
  };
  return { ...columnsOf(view, many), count: count * times };
}

const cut = (view, count) => ({ ...columnsOf(view, (column) => column.subarray(0, count)), count });

function least(work) {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    work();
    best = Math.min(best, since(before));
  }
  return best;
}

/** Seconds of processor time. */
function since(before) {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const millions = (value) => (value / 1e6).toFixed(2);
