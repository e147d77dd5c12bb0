import { shapingCatalogue, shapingPresets } from '../contract/shaping-catalogue';
import type { Parameter } from '../contract/shaping-parameters';
import * as engine from '../engine';
import { parseVantage } from '../engine';
import { type Call, type Command, type Surroundings, usage } from './command';
import { help, json, labels, LARGEST_SEED, seed } from './options';
import { runShapingSearch, searchOptions } from './shape-search';
import { runShapingStudy, studyOptions } from './shape-study';
import { shapeText } from './shape-text';

export const shape: Command = {
  name: 'shape',
  summary: 'apply a traffic shaping, and what it costs',
  usage: 'CAPTURE... --shaping S | --shaping S --recipe',
  about: `Pads, delays and covers what crosses the gateway, as a defence would, and says how many more
bytes and packets that takes and how long packets wait.

A shaping is written name or name:key=value,...; several joined by + are applied from left to
right. Presets: ${shapingPresets.map(({ key, shaping }) => `${key} is ${shaping}`).join('; ')}.

Shapings, with their settings and defaults:
${shapingCatalogue.flatMap(({ name, parameters }) => wrapped(name, parameters)).join('\n')}

at=auto is the router and its VPN server inside a tunnel, the devices themselves without one; the
router alone (at=gateway) shapes what the home sends, adds nothing, and pads only in a tunnel.`,
  options: {
    shaping: {
      type: 'string',
      multiple: true,
      value: 'S',
      help: 'The shaping; with --study it may be repeated (default: the presets and one of each kind).',
    },
    vantage: {
      type: 'string',
      multiple: true,
      value: 'V',
      help: 'Where the eavesdropper stands, which decides where it can run (default napt); with --study it may be repeated.',
    },
    study: {
      type: 'boolean',
      help: 'Also measure what it protects: adversaries of two families, static and retrained on shaped traffic, and bounds that hold for any. Takes a while.',
    },
    recipe: {
      type: 'boolean',
      help: 'The setting for what exists: tc/netem, nftables, Maybenot, a WireGuard gateway; needs no capture.',
    },
    search: {
      type: 'boolean',
      help: 'Look for the best shaping within --max-bytes and --max-wait, and list what was tried.',
    },
    ...searchOptions,
    ...studyOptions,
    labels,
    write: {
      type: 'string',
      value: 'FILE',
      help: 'Write what the eavesdropper then sees as a pcapng capture.',
    },
    seed,
    json,
    help,
  },
  examples: [
    'homemole shape home.pcapng --shaping pad:scheme=mtu --vantage wireguard',
    'homemole shape home.pcapng --shaping pad:scheme=mtu+jitter:max=0.05 --vantage wireguard --json',
    'homemole shape home.pcapng --labels devices.csv --study --vantage wireguard --trees 20 --hours 2',
    'homemole shape home.pcapng --labels devices.csv --search --vantage wireguard --max-bytes 1.2 --max-wait 0.05',
    'homemole shape home.pcapng --shaping stp:rate=100,period=1,q=0.1,pad=mtu --write shaped.pcapng',
  ],
  async run(call, surroundings) {
    if (call.flag('recipe')) return showRecipes(call, surroundings);
    if (call.flag('search')) return runShapingSearch(call, surroundings);
    if (call.flag('study')) return runShapingStudy(call, surroundings);
    const input = {
      captures: call.captures(),
      labels: call.text('labels'),
      shaping: only(call, 'shaping') ?? missing(),
      vantage: parseVantage(only(call, 'vantage') ?? 'napt'),
      seed: call.number('seed', 1, 0, LARGEST_SEED),
      write: call.file('write'),
    };
    const result = await engine.shape(input, surroundings.place, surroundings);
    if (call.flag('json')) return surroundings.write(`${JSON.stringify(result, null, 2)}\n`);
    return surroundings.write(shapeText(result, input.write));
  },
};

/** A shaping's settings on lines of at most 98 characters. */
function wrapped(name: string, parameters: readonly Parameter[]): string[] {
  const lines: string[] = [];
  let line = `  ${name.padEnd(14)}`;
  for (const one of parameters) {
    const word = one.kind === 'choice' ? choiceWord(one) : `${one.key}=${one.default}`;
    if (line.length + word.length > 97) {
      lines.push(line.trimEnd());
      line = ' '.repeat(16);
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}

function choiceWord({
  key,
  options,
  default: first,
}: Extract<Parameter, { kind: 'choice' }>): string {
  const others = options.map(({ value }) => value).filter((value) => value !== first);
  return `${key}=${[first, ...others].join('|')}`;
}

/** A setting for what exists, each with what it does not cover. */
function showRecipes(call: Call, surroundings: Surroundings): Promise<void> {
  call.nothingElse();
  const recipes = engine.shapingRecipes(
    only(call, 'shaping') ?? missing(),
    parseVantage(only(call, 'vantage') ?? 'napt'),
  );
  if (call.flag('json')) return surroundings.write(`${JSON.stringify({ recipes }, null, 2)}\n`);
  const texts = recipes.map(({ title, file, text, covers, lacks }) =>
    [
      `== ${title} (${file})`,
      '',
      text,
      ...covers.map((one) => `Covers: ${one}`),
      ...lacks.map((one) => `Does not cover: ${one}`),
      '',
    ].join('\n'),
  );
  return surroundings.write(
    texts.length > 0 ? texts.join('\n') : 'Nothing that exists does any of it.\n',
  );
}

/** The one value of an option that may be repeated elsewhere; null without any. */
function only(call: Call, option: string): string | null {
  const [value, ...more] = call.texts(option);
  if (more.length > 0) throw usage(`--${option} may be repeated with --study alone.`);
  return value ?? null;
}

function missing(): never {
  throw usage('--shaping is missing.');
}
