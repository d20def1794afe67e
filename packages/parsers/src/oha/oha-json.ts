import { echo, type Metric } from '@loadline/schema';
import { field, fieldsOf, findJson } from '../input/json-text.js';
import { readDocument } from '../input/read-document.js';
import type { Reader, ReaderInput } from '../reader.js';
import { customMetric } from '../values/custom-metric.js';
import { countOf, numberOf } from '../values/number-of.js';
import type { OhaListed } from './oha-counts.js';
import { ohaPart } from './oha-part.js';

const KEYS = ['"summary"', '"successRate"', '"latencyPercentiles"', '"statusCodeDistribution"'];

/** oha's JSON (`--output-format json`, before 1.9 `-j`). Times are in seconds, as oha printed them of every answer. */
export const ohaJson: Reader = {
  format: 'oha-json',
  tool: 'oha',
  title: 'oha JSON',
  detect: ({ text }) => KEYS.every((key) => text.includes(key)) && findJson(text) >= 0,
  async read(input) {
    const value = await readDocument(input);
    const summary = field(value, 'summary');
    return ohaPart(
      {
        listed: listedIn(value, input),
        latency: {
          unit: 's',
          provenance: 'reported',
          avg: field(summary, 'average'),
          min: field(summary, 'fastest'),
          max: field(summary, 'slowest'),
          percentiles: percentilesIn(field(value, 'latencyPercentiles')),
        },
        durationSeconds: numberOf(field(summary, 'total')),
        successRate: numberOf(field(summary, 'successRate')),
        rps: numberOf(field(summary, 'requestsPerSec')),
        customMetrics: firstByteMetrics(value),
        toolVersion: generationOf(value),
      },
      input,
    );
  },
};

function listedIn(value: unknown, { diagnostics, name }: ReaderInput): OhaListed | undefined {
  const statuses = field(value, 'statusCodeDistribution');
  if (statuses === undefined) return undefined;
  const counted = (of: unknown) =>
    fieldsOf(of).flatMap(([key, given]): [string, number][] => {
      const count = countOf(given);
      if (count === undefined) diagnostics.add('warning', 'value-unreadable', `the count of ${echo(key)} is no number`, { file: name });
      return count === undefined ? [] : [[key, count]];
    });
  return {
    statuses: counted(statuses).map(([status, count]) => ({ status, count })),
    errors: counted(field(value, 'errorDistribution')).map(([message, count]) => ({ message, count })),
  };
}

function percentilesIn(value: unknown): [number, unknown][] {
  return fieldsOf(value).flatMap(([key, time]): [number, unknown][] => {
    const percentile = /^p(\d{1,2}(?:\.\d{1,6})?)$/.exec(key)?.[1];
    return percentile === undefined ? [] : [[Number(percentile), time]];
  });
}

/** The time until the first byte of the answer, of the whole run; since 1.13. */
function firstByteMetrics(value: unknown): Metric[] {
  const inMs = (seconds: unknown) => {
    const number = numberOf(seconds);
    return number === undefined ? undefined : Number((number * 1000).toPrecision(15));
  };
  const details = field(field(value, 'details'), 'firstByte');
  return customMetric({
    name: 'first_byte',
    type: 'trend',
    contains: 'time',
    better: 'lower',
    provenance: 'reported',
    avg: inMs(field(details, 'average')),
    min: inMs(field(details, 'fastest')),
    max: inMs(field(details, 'slowest')),
    percentiles: percentilesIn(field(value, 'firstBytePercentiles')).map(([percentile, time]) => [percentile, inMs(time)]),
  });
}

function generationOf(value: unknown): string {
  if (field(value, 'metrics') !== undefined) return '>=1.15';
  return field(value, 'firstBytePercentiles') === undefined ? '<1.13' : '1.13-1.14';
}
