// What Electron runs when it is given a folder on its command line. The fallback runtime was taken
// from a packaged program and came without one; this does what HomeMole and its tests need of it.
const { app } = require('electron');
const Module = require('node:module');
const path = require('node:path');

const given = process.argv.slice(1);
const preloads = [];
let folder = null;
for (let i = 0; i < given.length && folder === null; i++) {
  const word = given[i];
  if (word === '-v' || word === '--version') {
    console.log(`v${process.versions.electron}`);
    process.exit(0);
  } else if (word === '-r' || word === '--require') {
    preloads.push(given[++i]);
  } else if (!word.startsWith('-')) {
    folder = word;
  }
}
if (folder === null) {
  console.error('usage: electron FOLDER');
  process.exit(2);
}

process.defaultApp = true;
const root = path.resolve(folder);
if (preloads.length > 0) Module._preloadModules(preloads);

const manifest = readManifest(root);
if (manifest !== null) {
  if (manifest.version) app.setVersion(manifest.version);
  app.setName(manifest.productName ?? manifest.name ?? 'Electron');
  app.setAppPath(root);
}
Module._load(Module._resolveFilename(root, null, true), module, true);

function readManifest(at) {
  try {
    return require(path.join(at, 'package.json'));
  } catch {
    return null;
  }
}
