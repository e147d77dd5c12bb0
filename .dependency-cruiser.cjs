/**
 * The arrows of the house: which room may import which. `npm run arrows` fails on any other.
 * A package that is in no list below is a failure too: classing it is part of adding it.
 */

// From left to right; a room imports from rooms to its left.
const rooms = [
  'contract',
  'files',
  'packets',
  'capture',
  'home',
  'vantage',
  'shaping',
  'features',
  'learning',
  'inference',
  'evaluation',
  'audit',
  'report',
];

/** Every room with all that it may import beside itself. */
const mayImport = Object.fromEntries(rooms.map((room, i) => [room, rooms.slice(0, i)]));
mayImport.simulator = ['contract', 'files', 'packets', 'home'];
mayImport.engine = [...rooms, 'simulator'];
mayImport.app = ['contract', 'engine'];
mayImport.cli = ['contract', 'engine'];

// cap is loaded by name, by the capture helper alone.
const mainPackages = ['zod', 'onnxruntime-node', 'csv-parse', 'fzstd', 'hyparquet-writer'];
const pagePackages = [
  'vue',
  'pinia',
  'vue-i18n',
  'echarts',
  'vue-echarts',
  'reka-ui',
  '@fontsource-variable/inter',
];
const testPackages = [
  'vitest',
  'vite',
  'fast-check',
  'hyparquet',
  'axe-core',
  '@playwright/test',
  '@types/node',
  'happy-dom',
];

// Tests, and what only tests use.
const testFiles = '\\.(test|spec)\\.ts$|/testing/';
/** @param {string[]} names */
const packages = (names) => `(^|/)node_modules/(${names.join('|')})(/|$)`;

const roomRules = Object.entries(mayImport).map(([room, left]) => ({
  name: `${room}-imports-left-only`,
  comment: `src-main/${room} may import itself and: ${left.join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: `^src-main/${room}/` },
  to: {
    path: '^(src-main|src-renderer|e2e|bench)/',
    pathNot: [
      `^src-main/(${[room, ...left].join('|')})/`,
      // What app and cli show of a report they may name, not call.
      ...(room === 'app' || room === 'cli' ? ['^src-main/report/'] : []),
    ],
  },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'report-types-only',
      comment: 'app and cli hold no logic: of report they may import types',
      severity: 'error',
      from: { path: '^src-main/(app|cli)/' },
      to: { path: '^src-main/report/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'every-room-is-known',
      comment: 'a new folder of src-main needs its place in this file',
      severity: 'error',
      from: { path: '^src-main/', pathNot: `^src-main/(${Object.keys(mayImport).join('|')})/` },
      to: {},
    },
    {
      name: 'page-imports-contract-only',
      comment: 'the renderer knows the main side by its contract alone',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: '^(src-main|e2e|bench)/', pathNot: '^src-main/contract/' },
    },
    {
      name: 'e2e-imports-contract-only',
      comment:
        'end-to-end tests see the product from outside; what a machine allows, all tests ask alike',
      severity: 'error',
      from: { path: '^e2e/' },
      to: {
        path: '^(src-main|src-renderer|bench)/',
        pathNot: '^src-main/(contract/|capture/testing/rights[.]ts$)',
      },
    },
    {
      name: 'electron-in-app-only',
      comment: 'engine and everything left of it run in plain Node too',
      severity: 'error',
      from: { path: '^(src-main|src-renderer|bench)/', pathNot: '^src-main/app/' },
      to: { path: packages(['electron']) },
    },
    {
      name: 'no-node-in-the-page',
      comment: 'the renderer is sandboxed',
      severity: 'error',
      from: { path: '^src-renderer/', pathNot: testFiles },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'main-packages-are-classed',
      severity: 'error',
      from: { path: '^src-main/', pathNot: testFiles },
      to: { path: '(^|/)node_modules/', pathNot: packages([...mainPackages, 'electron']) },
    },
    {
      name: 'page-packages-are-classed',
      comment: 'zod is the contract’s; the page imports what it needs of it through there',
      severity: 'error',
      from: { path: '^src-renderer/', pathNot: testFiles },
      to: { path: '(^|/)node_modules/', pathNot: packages(pagePackages) },
    },
    {
      name: 'test-packages-are-classed',
      severity: 'error',
      from: { path: ['^e2e/', testFiles], pathNot: '^e2e/runtime/stand-in\\.cjs$' },
      to: {
        path: '(^|/)node_modules/',
        pathNot: packages([...mainPackages, ...pagePackages, ...testPackages]),
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'a typo, or a package that package.json does not name',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['\\.(css|svg|png|woff2)$', '/env\\.d\\.ts$'] },
    tsPreCompilationDeps: true,
    // For the alias @contract.
    webpackConfig: { fileName: '.ci/arrows-alias.cjs' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.cjs', '.js', '.vue', '.json', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
