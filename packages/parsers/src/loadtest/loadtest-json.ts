import { UserError } from '@loadline/schema';
import { field, fieldsOf, findJson, parseJsonAt, readWhole } from '../input/json-text.js';
import type { Claim, Reader, ReaderInput, RunPart } from '../reader.js';
import { addTime, createDistribution, type Distribution } from '../samples/distribution.js';
import { latencyMetrics } from '../samples/distribution-values.js';
import { storeDistribution } from '../samples/remember-distribution.js';
import { countOf, numberOf } from '../values/number-of.js';
import { loadtestPart, type LoadtestReport } from './loadtest-part.js';

/** What loadtest's API gives, stored as JSON. Since version 7 it holds the count of every millisecond. */
export const loadtestJson: Reader = {
  format: 'loadtest-json',
  tool: 'loadtest',
  title: 'loadtest result (JSON of its API)',
  detect: ({ text }) =>
    /^\{/m.test(text) &&
    /"totalRequests"\s{0,9}:/.test(text) &&
    /"totalErrors"\s{0,9}:/.test(text) &&
    /"totalTimeSeconds"\s{0,9}:/.test(text),
  read: readLoadtestJson,
};

async function readLoadtestJson(input: ReaderInput): Promise<RunPart> {
  const text = await readWhole(input);
  const { value } = parseJsonAt(text, Math.max(0, findJson(text)), input);
  if (countOf(field(value, 'totalRequests')) === undefined)
    throw new UserError({
      code: 'loadtest-json',
      found: 'JSON without a count of requests',
      expected: 'the result of loadtest’s API',
      place: { file: input.name, path: '/totalRequests' },
    });
  const times = countedTimes(input, field(value, 'histogramMs'));
  const url = field(value, 'url');
  const report: LoadtestReport = {
    url: typeof url === 'string' ? url : undefined,
    requests: countOf(field(value, 'totalRequests')),
    errors: countOf(field(value, 'totalErrors')),
    seconds: numberOf(field(value, 'totalTimeSeconds')),
    times: times === undefined ? printedTimes(value) : timesOf(times),
    codes: fieldsOf(field(value, 'errorCodes')).flatMap(([code, count]) => {
      const errors = countOf(count);
      return errors === undefined || errors === 0 ? [] : [[code, errors] as const];
    }),
    clients: countOf(field(value, 'clients') ?? field(value, 'concurrency')),
    hasRate: url === undefined ? undefined : (numberOf(field(value, 'requestsPerSecond')) ?? 0) > 0,
    partial: false,
  };
  const part = loadtestPart(input, report);
  return times === undefined ? part : { ...part, claims: claimsOf(value, part) };
}

/** Response times by whole milliseconds; undefined where there are none, or one cannot be read, which is said. */
function countedTimes(input: ReaderInput, value: unknown): Distribution | undefined {
  const times = createDistribution();
  for (const [key, found] of fieldsOf(value)) {
    const ms = /^\d{1,10}$/.test(key) ? Number(key) : undefined;
    const count = countOf(found);
    if (ms === undefined || count === undefined) {
      input.diagnostics.add('warning', 'histogram-unreadable', 'the counts by millisecond cannot be read; the printed values were taken', {
        file: input.name,
        path: '/histogramMs',
      });
      return undefined;
    }
    if (count > 0) addTime(times, ms, count);
  }
  return times.count === 0 ? undefined : times;
}

function timesOf(times: Distribution): LoadtestReport['times'] {
  const histogram = storeDistribution(times);
  return { more: latencyMetrics(times, 1), ...(histogram === undefined ? {} : { histogram }) };
}

function printedTimes(value: unknown): LoadtestReport['times'] {
  const printed = fieldsOf(field(value, 'percentiles')).flatMap(([key, found]): [number, unknown][] => {
    const share = /^\d{1,2}(?:\.\d{1,6})?$/.test(key) ? Number(key) : 0;
    return share > 0 ? [[share, found]] : [];
  });
  return {
    latency: {
      unit: 'ms',
      provenance: 'reported',
      resolution: 1,
      avg: field(value, 'meanLatencyMs'),
      min: field(value, 'minLatencyMs'),
      max: field(value, 'maxLatencyMs'),
      percentiles: printed,
    },
  };
}

/** loadtest's own percentiles skip times of 0 ms and take the first time that more than the share did not pass. */
function claimsOf(value: unknown, part: RunPart): Claim[] {
  const metrics = part.state?.endpoints[0]?.metrics ?? [];
  return fieldsOf(field(value, 'percentiles')).flatMap(([share, found]): Claim[] => {
    const metric = `p${share}_latency_ms`;
    const ours = metrics.find(({ name }) => name === metric)?.value;
    const theirs = numberOf(found);
    if (ours === undefined || theirs === ours) return [];
    const why =
      'loadtest passes over times of 0 ms, and takes the first time that stands above the share; ours is interpolated from every time';
    return [{ subject: 'the run', metric, theirs, ours, unit: 'ms', why }];
  });
}
