// The renderer's name for the contract, for the arrow check (as in electron.vite.config.ts).
const { resolve } = require('node:path');

module.exports = { resolve: { alias: { '@contract': resolve('src-main/contract') } } };
