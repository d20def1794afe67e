import { type Endpoint, UserError } from '@loadline/schema';
import { field, findJson, listOf } from '../input/json-text.js';
import { readDocument } from '../input/read-document.js';
import type { Reader, ReaderInput, RunPart, TimelineSlice } from '../reader.js';
import { addTime, createDistribution } from '../samples/distribution.js';
import { latencyMetrics } from '../samples/distribution-values.js';
import { storeDistribution } from '../samples/remember-distribution.js';
import { countOf, numberOf } from '../values/number-of.js';
import { artilleryPart } from './artillery-part.js';
import { httpCounts } from './http-counts.js';
import { isOfVersion2, v1Metrics } from './v1-metrics.js';

/** What `artillery run -o` of version 1 writes: sums, and of each 10 s every response time. */
export const artilleryV1Json: Reader = {
  format: 'artillery-v1-json',
  tool: 'artillery',
  title: 'Artillery JSON (run --output, version 1)',
  detect: ({ text }) =>
    findJson(text) >= 0 &&
    /"(?:aggregate|intermediate)"\s{0,9}:/.test(text) &&
    /"scenariosCreated"\s{0,9}:/.test(text) &&
    /"requestsCompleted"\s{0,9}:/.test(text),
  read: readArtilleryV1,
};

async function readArtilleryV1(input: ReaderInput): Promise<RunPart> {
  const value = await readDocument(input);
  const aggregate = field(value, 'aggregate');
  if (countOf(field(aggregate, 'requestsCompleted')) === undefined)
    throw new UserError({
      code: 'no-requests',
      found: 'JSON without `aggregate.requestsCompleted`',
      expected: 'what `artillery run --output` writes',
      place: { file: input.name, path: '/aggregate' },
    });
  const periods = listOf(field(value, 'intermediate'));
  const single = listOf(field(aggregate, 'latencies'));
  const latencies = single.length > 0 ? [single] : periods.map((period) => listOf(field(period, 'latencies')));
  const window = windowOf(aggregate);
  const exact = exactTimes(input, latencies, countOf(field(aggregate, 'requestsCompleted')) ?? 0);
  const isNew = isOfVersion2(aggregate);
  const part = artilleryPart(input, {
    metrics: v1Metrics(aggregate),
    times: isNew ? 'sketch' : 'sorted',
    exact,
    seconds: window?.seconds,
    rank: 2,
  });
  const sample = latencies.find((list) => list.length > 0)?.[0];
  return {
    ...part,
    slices: periods.flatMap(sliceOf),
    ...(window === undefined ? {} : { startedAtMs: window.startMs, durationSeconds: window.seconds }),
    toolVersion: isNew ? '>=2.0' : sample === undefined ? '<2' : Array.isArray(sample) ? '<=1.5' : '1.6-1.7',
    partial: false,
  };
}

/** Requests by their mean per second is the time from the first request to the report, whose moment is known. */
function windowOf(report: unknown): { startMs: number; seconds: number } | undefined {
  const rps = field(report, 'rps');
  const seconds = (countOf(field(rps, 'count')) ?? NaN) / (numberOf(field(rps, 'mean')) ?? NaN);
  const timestamp = field(report, 'timestamp');
  const endMs = typeof timestamp === 'string' && timestamp.length < 40 ? Date.parse(timestamp) : NaN;
  return seconds > 0 && Number.isFinite(seconds) && endMs > 0 ? { startMs: Math.round(endMs - seconds * 1000), seconds } : undefined;
}

/**
 * The response times of every answer, which stand in ns: numbers since 1.6, before that the third of moment, request, time
 * and status. Undefined where they are not all there.
 */
function exactTimes(input: ReaderInput, lists: readonly unknown[][], answers: number): Pick<Endpoint, 'metrics' | 'histogram'> | undefined {
  const times = createDistribution();
  let unreadable = 0;
  for (const list of lists)
    for (const entry of list) {
      const ns = Array.isArray(entry) ? (entry[2] as unknown) : entry;
      if (typeof ns === 'number' && ns >= 0 && ns < 1e17) addTime(times, ns / 1e6);
      else unreadable++;
    }
  if (times.count === 0 && unreadable === 0) return undefined;
  if (times.count !== answers) {
    input.diagnostics.add(
      'warning',
      'latencies-differ',
      `the file holds ${times.count} response times of ${answers} answers${unreadable === 0 ? '' : `, and ${unreadable} that cannot be read`}; the printed values were taken`,
      { file: input.name },
    );
    return undefined;
  }
  const histogram = storeDistribution(times);
  return { metrics: latencyMetrics(times), ...(histogram === undefined ? {} : { histogram }) };
}

function sliceOf(period: unknown): TimelineSlice[] {
  const window = windowOf(period);
  const http = httpCounts(v1Metrics(period));
  if (window === undefined || http === undefined) return [];
  const latency = field(period, 'latency');
  const [p50, p95] = [numberOf(field(latency, 'median')), numberOf(field(latency, 'p95'))];
  const users = countOf(field(period, 'concurrency'));
  return [
    {
      from: window.startMs / 1000,
      to: window.startMs / 1000 + window.seconds,
      requests: http.requests,
      failures: http.failures,
      ...(users === undefined ? {} : { users }),
      ...(p50 === undefined ? {} : { p50 }),
      ...(p95 === undefined ? {} : { p95 }),
    },
  ];
}
