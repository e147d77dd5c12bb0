import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';

const tests = ['**/*.test.ts', '**/*.test.mjs', '**/testing/**'];

// Nothing leaves the machine: what could open a connection is not to be had in the product.
const networkModules = ['http', 'https', 'http2', 'net', 'dns', 'dns/promises', 'tls', 'dgram'];
const noNetworkModules = networkModules.flatMap((name) =>
  [name, `node:${name}`].map((module) => ({
    name: module,
    message: 'HomeMole opens no connection.',
  })),
);
const noNetworkGlobals = [
  'fetch',
  'WebSocket',
  'EventSource',
  'XMLHttpRequest',
  'RTCPeerConnection',
  'WebTransport',
].map((name) => ({ name, message: 'HomeMole opens no connection.' }));

/** @param {string[]} importNames */
const noElectron = (importNames) => ({
  name: 'electron',
  importNames,
  message: 'ipcMain: only src-main/app/ipc-router.ts. net, shell: HomeMole opens no connection.',
});
/** @param {string[]} electronNames */
const restrictedImports = (electronNames) => [
  'error',
  { paths: [...noNetworkModules, noElectron(electronNames)] },
];

const noClock = 'The same input gives the same bytes: hand the time in, or measure it in engine/.';

export default defineConfig(
  { ignores: ['out/', 'node_modules/', 'test-results/', 'playwright-report/', 'resources/'] },

  ts.configs.recommended,
  ...vue.configs['flat/recommended'],

  {
    rules: {
      'max-lines': ['error', 400],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
      'no-var': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
    },
  },

  {
    files: ['**/*.ts'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },

  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/multi-word-component-names': 'off',
      'vue/no-v-html': 'error',
    },
  },

  {
    files: ['src-main/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-imports': restrictedImports(['ipcMain', 'net', 'shell']),
      'no-restricted-globals': ['error', ...noNetworkGlobals],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Take a Random of contract/random.' },
      ],
    },
  },
  {
    // Its output is what it is for.
    files: ['src-main/cli/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['src-main/app/ipc-router.ts'],
    rules: { 'no-restricted-imports': restrictedImports(['net', 'shell']) },
  },
  {
    files: ['src-main/**/*.ts'],
    ignores: ['src-main/{engine,app,cli}/**', ...tests],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Take a Random of contract/random.' },
        { object: 'Date', property: 'now', message: noClock },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: noClock },
      ],
    },
  },
  {
    files: ['src-renderer/**/*.{ts,vue}'],
    rules: {
      'no-console': 'error',
      'no-restricted-imports': restrictedImports(['ipcMain', 'ipcRenderer', 'net', 'shell']),
      'no-restricted-globals': ['error', ...noNetworkGlobals],
    },
  },

  {
    // Plain scripts: CommonJS where Electron or a tool asks for it.
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },

  prettier,
);
