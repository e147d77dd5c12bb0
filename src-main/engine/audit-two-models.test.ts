import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadHome } from '../audit';
import { type Progress, quietJob } from '../contract/job';
import type { AuditResult } from '../contract/results';
import {
  bayesErrorLowerBound,
  classesPresent,
  devicesOf,
  nearestNeighbourError,
  splitByTime,
  truthLabels,
} from '../evaluation';
import { computeFeatures, packetFeatureSet, sliceView } from '../features';
import { viewHome } from '../vantage';
import { audit, sampleHome } from './operations';

const resources = resolve(import.meta.dirname, '../../resources');
const place = { resources, workerEntry: undefined, knownDevices: null };

/** Of the sample home, which is simulated; the first of the two models is the one that is judged. */
describe('an audit with two adversaries', () => {
  const { captures, labels } = sampleHome(place);
  const sent: Progress[] = [];
  let result: AuditResult;
  beforeAll(async () => {
    const signal = new AbortController().signal;
    result = await audit(
      { captures, labels, vantages: ['wireguard'], models: ['forest', 'best'], seed: 1 },
      place,
      { signal, progress: (progress) => sent.push(progress) },
    );
  }, 180_000);

  it('estimates the least error by the features of the adversary that it judges', async () => {
    const { home } = await loadHome({ captures, labels, ...place }, quietJob);
    const { view, origin } = viewHome(home, 'wireguard', 1);
    const { trainEnd, testStart } = splitByTime(view.time, 2 / 3);
    const devices = devicesOf(home, origin);
    const learned = devices.subarray(0, trainEnd);
    const tested = devices.subarray(testStart);
    const known = classesPresent(home, learned);
    const unseen = classesPresent(home, tested).filter((name) => !known.includes(name));
    const classes = [...known, ...unseen];
    const training = sliceView(view, 0, trainEnd);
    const set = packetFeatureSet(training);
    const error = await nearestNeighbourError(
      await computeFeatures(training, set, quietJob),
      truthLabels(home, learned, known),
      await computeFeatures(sliceView(view, testStart, view.count), set, quietJob),
      truthLabels(home, tested, classes),
      1,
      quietJob,
    );
    expect(error).toBeGreaterThan(0);
    expect(result.vantages[0]?.leakage?.bayesErrorLower).toBe(
      bayesErrorLowerBound(error as number, classes.length),
    );
  });

  it('has come half way when the first is judged, and to its end with the second', () => {
    const judged = sent.filter(
      ({ stage, done, total }) => stage === 'evaluating' && done === total,
    );
    expect(judged).toHaveLength(2);
    expect(judged[0]?.fraction).toBeLessThan(0.6);
    expect(judged[1]?.fraction).toBeCloseTo(1);
  });
});
