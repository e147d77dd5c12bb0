import { resolve } from 'node:path';
import { adversaryModels } from '../contract/learning';
import { verdictMessages } from '../contract/messages';
import type { AuditResult, VantageAudit } from '../contract/results';
import { formatShaping, parseShaping } from '../contract/shaping-text';
import * as engine from '../engine';
import { knownVantages, parseVantage } from '../engine';
import type { Call, Command, Surroundings } from './command';
import { usage } from './command';
import { help, json, labels, LARGEST_SEED, network, networkOf, parseModel, seed } from './options';
import { shapedLines } from './shape-table';
import { isTwoSided, sides, viewInputOf } from './sides';
import { calibrationLines } from './calibration-text';
import { eventLines } from './interactions-text';
import { presenceLines } from './presence-text';
import { count, duration, percent, simulatedMark, table, warningLines } from './text';

export const audit: Command = {
  name: 'audit',
  summary: 'the whole thing: what could be inferred about this home',
  usage: 'CAPTURE... | --sample | --lan FILE --wan FILE',
  about: `The self-audit. Your capture, taken inside the home, is turned into what an eavesdropper
sees; an adversary learns from the first two thirds of the time and is tested on the rest,
after a gap. You learn which devices it names, how surely and how soon.

With captures of both sides of the router (--lan, --wan) the view is not computed but the one
that was recorded outside; which vantage that is, is recognised.

Vantages: ${knownVantages.join(', ')}`,
  options: {
    sample: {
      type: 'boolean',
      help: 'Audit the sample home that ships with HomeMole (simulated).',
    },
    ...sides,
    labels,
    events: {
      type: 'string',
      value: 'FILE',
      help: 'CSV of interactions: time_epoch,device,interaction Learns what people do from the earlier events.',
    },
    vantage: {
      type: 'string',
      multiple: true,
      value: 'V',
      help: 'Where the eavesdropper stands; may be repeated (default napt and wireguard).',
    },
    model: {
      type: 'string',
      multiple: true,
      value: 'M',
      help: 'Adversary: best (default), blstm, lstm or forest; may be repeated.',
    },
    shaping: {
      type: 'string',
      multiple: true,
      value: 'S',
      help: 'Also measure a shaping, as homemole shape has it; may be repeated. Takes a while for each.',
    },
    ...network,
    report: { type: 'string', value: 'F.html', help: 'Write a one-file report for people.' },
    seed,
    json,
    help,
  },
  examples: [
    'homemole audit --sample --report sample.html',
    'homemole audit home.pcapng --labels devices.csv --vantage napt --vantage openvpn-udp-aes-256-gcm',
  ],
  async run(call, surroundings) {
    const report = reportPath(call);
    if (report !== null) await engine.checkReportFile(report);
    const result = await engine.audit(
      await optionsOf(call, surroundings),
      surroundings.place,
      surroundings,
    );
    if (report !== null) await engine.writeReportFile(result, report);
    if (call.flag('json')) return surroundings.write(`${JSON.stringify(result, null, 2)}\n`);
    await surroundings.write(textOf(result));
    if (report !== null) await surroundings.write(`Report: ${report}\n`);
  },
};

function reportPath(call: Call): string | null {
  const path = call.text('report');
  if (path === null) return null;
  if (!/\.html?$/i.test(path)) throw usage(`--report ${path}: give a name that ends in .html.`);
  return resolve(path);
}

async function optionsOf(call: Call, { place }: Surroundings) {
  const sample = call.flag('sample');
  if (sample) call.nothingElse();
  const input = sample
    ? { ...engine.sampleHome(place), outside: null }
    : { ...viewInputOf(call), labels: call.text('labels') };
  const events = call.text('events');
  const vantages = call.texts('vantage');
  if (input.outside && vantages.length > 1) throw usage('Two captures show one vantage.');
  const otherwise = input.outside ? [] : defaultVantages;
  const models = call.texts('model').map(parseModel);
  // Strongest first, in whatever order they were named.
  models.sort((one, other) => adversaryModels.indexOf(other) - adversaryModels.indexOf(one));
  return {
    ...input,
    ...(events === null ? {} : { events }),
    vantages: [...new Set(vantages.length > 0 ? vantages.map(parseVantage) : otherwise)],
    models: [...new Set(models.length > 0 ? models : (['best'] as const))],
    ...networkOf(call),
    shapings: shapingsOf(call),
    seed: call.number('seed', 1, 0, LARGEST_SEED),
  };
}

/** Mistakes in a shaping are told before anything is read. */
function shapingsOf(call: Call): string[] {
  const shapings = call.texts('shaping').map((text) => formatShaping(parseShaping(text)));
  if (shapings.length > 0 && isTwoSided(call)) {
    throw usage('--shaping is for views that are computed; this one is recorded already.');
  }
  return [...new Set(shapings)];
}

const defaultVantages = ['napt', 'wireguard'] as const;

function textOf(result: AuditResult): string {
  const { method, source } = result;
  return [
    ...simulatedMark(source.simulated),
    `${count(source.packets)} packets of ${duration(source.durationSeconds)}, ${count(source.internetPackets)} of them cross the gateway. ` +
      `Learned from ${duration(method.trainSeconds)}, tested on the last ${duration(method.testSeconds)}.`,
    ...warningLines(source.files),
    '',
    ...result.vantages.map(vantageText),
    ...shapedLines(result.shaping),
    'Limits',
    ...result.limits.map(({ text }) => `  - ${text}`),
    '',
  ].join('\n');
}

function vantageText(audited: VantageAudit): string {
  const { vantage, adversaries, devices, presence, claims, events, interactions } = audited;
  const [strongest] = adversaries;
  const rows = devices.map((device) => [
    device.device,
    device.type,
    verdictMessages[device.verdict],
    percent(device.recall),
    percent(device.precision),
    device.firstIdentifiedSeconds === null ? '-' : duration(device.firstIdentifiedSeconds),
  ]);
  return [
    `=== ${vantage} ===`,
    `IoT accuracy ${percent(strongest?.iotAccuracy ?? null)}, macro recall ${percent(strongest?.macroRecall ?? null)}, ` +
      `all packets ${percent(strongest?.overallAccuracy ?? null)} (always naming the commonest class: ${percent(strongest?.baselines.majority ?? null)})`,
    ...unlearned(strongest),
    ...calibrationLines(strongest?.calibration ?? null),
    '',
    table(
      ['Device', 'Type', 'Verdict', 'Recall', 'Precision', 'First identified'],
      rows,
      [3, 4, 5],
    ),
    ...presenceLines(presence),
    '',
    'What the eavesdropper could write, and in at least what share of those windows it is mostly right (95 % sure):',
    ...claims.map(({ text, confidence }) => `  ${percent(confidence).padStart(7)}  ${text}`),
    ...eventLines(events, interactions),
    '',
  ].join('\n');
}

/** How much of the IoT traffic could not be known, which an accuracy alone does not tell. */
function unlearned(score: VantageAudit['adversaries'][number] | undefined): string[] {
  if (!score || score.unlearnedIotPackets === 0) return [];
  return [
    `${count(score.unlearnedIotPackets)} test packets are of types it never met while learning; without them the IoT accuracy is ${percent(score.learnedIotAccuracy)}.`,
  ];
}
