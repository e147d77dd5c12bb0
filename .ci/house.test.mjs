import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** Files that obey every arrow; each case below adds one that does not. */
const goodHouse = {
  'src-main/contract/errors.ts': "import { z } from 'zod';\nexport const a = z.string();\n",
  'src-main/packets/index.ts': "import { a } from '../contract/errors';\nexport const b = a;\n",
  'src-main/engine/index.ts': "import { b } from '../packets';\nexport const c = b;\n",
  'src-main/app/main.ts':
    "import { app } from 'electron';\nimport { c } from '../engine';\nexport const d = [app, c];\n",
  'src-renderer/main.ts':
    "import { ref } from 'vue';\nimport { a } from '@contract/errors';\nexport const e = ref(a);\n",
};

const wrongImports = [
  [
    'a room to the right',
    'src-main/packets/bad.ts',
    "import '../engine';",
    'packets-imports-left-only',
  ],
  [
    'simulator beyond its rooms',
    'src-main/simulator/bad.ts',
    "import '../engine';",
    'simulator-imports-left-only',
  ],
  ['app from cli', 'src-main/cli/bad.ts', "import '../app/main';", 'cli-imports-left-only'],
  [
    'the renderer from a room',
    'src-main/engine/bad.ts',
    "import '../../src-renderer/main';",
    'engine-imports-left-only',
  ],
  [
    'a room from the renderer',
    'src-renderer/bad.ts',
    "import '../src-main/packets';",
    'page-imports-contract-only',
  ],
  ['Electron outside app', 'src-main/engine/bad.ts', "import 'electron';", 'electron-in-app-only'],
  ['Node in the page', 'src-renderer/bad.ts', "import 'node:fs';", 'no-node-in-the-page'],
  [
    'a package that is in no list',
    'src-main/packets/bad.ts',
    "import 'vite';",
    'main-packages-are-classed',
  ],
  [
    'a room that is in no list',
    'src-main/utils/bad.ts',
    "import '../contract/errors';",
    'every-room-is-known',
  ],
  ['what is not there', 'src-main/packets/bad.ts', "import './nowhere';", 'resolvable'],
  [
    'a type to the right',
    'src-main/packets/bad.ts',
    "import type { c } from '../engine';\nexport type T = typeof c;",
    'packets-imports-left-only',
  ],
];

describe('the arrow check', () => {
  /** @type {string} */
  let house;

  beforeAll(() => {
    house = mkdtempSync(join(tmpdir(), 'homemole-house-'));
    mkdirSync(join(house, '.ci'));
    for (const name of ['.dependency-cruiser.cjs', '.ci/arrows-alias.cjs', 'package.json']) {
      copyFileSync(join(root, name), join(house, name));
    }
    symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
    for (const [name, text] of Object.entries(goodHouse)) put(name, text);
  });
  afterAll(() => rmSync(house, { recursive: true, force: true }));

  /**
   * @param {string} name
   * @param {string} text
   */
  function put(name, text) {
    mkdirSync(join(house, dirname(name)), { recursive: true });
    writeFileSync(join(house, name), text);
  }

  function check() {
    const depcruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const args = [depcruise, '--config', '.dependency-cruiser.cjs', 'src-main', 'src-renderer'];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: house, encoding: 'utf8' });
    return { status, stdout };
  }

  it('passes a house that obeys', () => {
    expect(check()).toMatchObject({ status: 0 });
  });

  it.each(wrongImports)('fails on %s', (_what, file, text, rule) => {
    put(file, text);
    try {
      const { status, stdout } = check();
      expect(stdout).toContain(`error ${rule}: ${file}`);
      expect(status).not.toBe(0);
    } finally {
      rmSync(join(house, file));
      if (file.includes('/utils/')) rmSync(join(house, 'src-main/utils'), { recursive: true });
    }
  });
});

describe('the lint rules', () => {
  const eslint = new ESLint({ cwd: root });

  /**
   * @param {string} file one that exists, for the sake of the type-aware rules
   * @param {string} text
   */
  async function rulesBroken(file, text) {
    const [result] = await eslint.lintText(text, { filePath: join(root, file) });
    return (result?.messages ?? []).map((message) => message.ruleId);
  }

  it.each([
    [
      'a connection',
      'src-main/contract/errors.ts',
      "import 'node:https';",
      'no-restricted-imports',
    ],
    ['fetch', 'src-main/contract/errors.ts', "void fetch('x');", 'no-restricted-globals'],
    ['fetch in the page', 'src-renderer/main.ts', "void fetch('x');", 'no-restricted-globals'],
    [
      'ipcMain outside the router',
      'src-main/app/main.ts',
      "import { ipcMain } from 'electron';\nexport const a = ipcMain;",
      'no-restricted-imports',
    ],
    [
      'unseeded chance',
      'src-main/contract/errors.ts',
      'export const a = Math.random();',
      'no-restricted-properties',
    ],
    [
      'the clock',
      'src-main/contract/errors.ts',
      'export const a = Date.now();',
      'no-restricted-properties',
    ],
    [
      'today',
      'src-main/contract/errors.ts',
      'export const a = new Date();',
      'no-restricted-syntax',
    ],
    [
      'a promise that nobody awaits',
      'src-main/contract/errors.ts',
      'Promise.resolve(1);',
      '@typescript-eslint/no-floating-promises',
    ],
    ['a file of 401 lines', 'src-main/contract/errors.ts', '//\n'.repeat(401), 'max-lines'],
  ])('forbid %s', async (_what, file, text, rule) => {
    expect(await rulesBroken(file, text)).toContain(rule);
  });

  it('allow ipcMain in the router', async () => {
    const text = "import { ipcMain } from 'electron';\nexport const a = ipcMain;\n";
    expect(await rulesBroken('src-main/app/ipc-router.ts', text)).toEqual([]);
  });
});
