import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { root } from './build.mjs';

/**
 * Runs `work` so many times.
 *
 * @param {number} times
 * @param {() => unknown} work may be async
 * @returns {Promise<{ first: number, median: number }>} seconds of the first run, and the median
 */
export async function seconds(times, work) {
  const all = [];
  for (let i = 0; i < times; i += 1) {
    const start = performance.now();
    await work();
    all.push((performance.now() - start) / 1000);
  }
  return { first: all[0], median: median(all) };
}

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The captures to measure on: a real home where it is there, else the sample home. */
export function captures() {
  const folders = [resolve(root, '../shared/data/home14'), resolve(root, 'resources/sample-home')];
  for (const folder of folders.filter((path) => existsSync(path))) {
    const files = readdirSync(folder).filter((name) => /\.pcap(ng)?$/.test(name));
    if (files.length > 0) return files.sort().map((name) => resolve(folder, name));
  }
  throw new Error('There is no capture to measure on: neither home14 nor resources/sample-home.');
}
