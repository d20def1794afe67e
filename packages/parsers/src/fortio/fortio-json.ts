import { type Endpoint, type EndpointId, type Metric, UserError } from '@loadline/schema';
import { field, listOf } from '../input/json-text.js';
import { readDocument } from '../input/read-document.js';
import { parseDurationMs } from '../input/parse-duration.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { buildEndpoint } from '../values/build-endpoint.js';
import { nameOfUrl } from '../values/name-of-url.js';
import { countOf, numberOf } from '../values/number-of.js';
import { checkCodes, codesOf, errorsOf } from './fortio-codes.js';
import { fortioHistogram } from './fortio-histogram.js';
import { fortioIntervals, type Interval, intervalPercentile, intervalWidth } from './fortio-intervals.js';

const BEGINNING = /^\{\s{0,8}"RunType": {0,4}"/m;

/** Percentiles that are taken from the buckets where fortio was not asked for them; it does not print p95 by itself. */
const PERCENTILES: readonly number[] = [50, 75, 90, 95, 99];

/**
 * The result that fortio writes with `-json`, of any protocol. A request failed when fortio says so: it counts the times
 * of failed ones by themselves since 1.33; before, when its code is not 2xx or 418 (or `SERVING`, `OK` where it is no HTTP).
 */
export const fortioJson: Reader = {
  format: 'fortio-json',
  tool: 'fortio',
  title: 'fortio JSON',
  detect: ({ text }) => BEGINNING.test(text) && /"RequestedQPS": {0,4}"/.test(text) && text.includes('"DurationHistogram"'),
  async read(input) {
    // Log lines before the result may be JSON, too.
    return partOf(await readDocument(input, (text) => text.search(BEGINNING)), input);
  },
};

function partOf(result: unknown, input: ReaderInput): RunPart {
  const times = field(result, 'DurationHistogram');
  const requests = countOf(field(times, 'Count'));
  if (requests === undefined || requests === 0)
    throw new UserError({
      code: 'no-requests',
      found: 'a result of fortio in which no call was counted',
      expected: 'at least one call',
      place: { file: input.name, path: '/DurationHistogram/Count' },
    });
  const identity = identityOf(result);
  const codes = codesOf(result);
  const failedByCode = codes.filter(({ isOk }) => !isOk).reduce((sum, { count }) => sum + count, 0);
  const counted = countOf(field(field(result, 'ErrorsDurationHistogram'), 'Count'));
  const failures = counted ?? (codes.length === 0 ? null : failedByCode);
  if ((failures ?? 0) > requests)
    input.diagnostics.add(
      'warning',
      'counts-contradict',
      `fortio counted ${failures} failures of ${requests} calls; failures were left out`,
      {
        file: input.name,
      },
    );
  checkCodes(codes, requests, input);
  const intervals = fortioIntervals(times);
  if (intervals === undefined)
    input.diagnostics.add('warning', 'histogram-differs', 'the buckets do not add up to the count of calls; they were left out', {
      file: input.name,
      path: '/DurationHistogram/Data',
    });
  const threads = countOf(field(result, 'NumThreads'));
  const durationSeconds = numberOf(field(result, 'ActualDuration'));
  const startedAtMs = Date.parse(String(field(result, 'StartTime')));
  const version = /^\d{1,4}(?:\.\d{1,4}){1,2}/.exec(String(field(result, 'Version')))?.[0];
  return {
    state: {
      endpoints: [endpointOf(result, identity, { requests, failures: (failures ?? 0) > requests ? null : failures, intervals })],
      rank: 1,
    },
    errors: errorsOf(codes, identity),
    load: { model: 'closed', ...(threads === undefined ? {} : { users: threads }) },
    ...(durationSeconds !== undefined && durationSeconds > 0 ? { durationSeconds: durationSeconds / 1e9 } : {}),
    ...(Number.isNaN(startedAtMs) ? {} : { startedAtMs }),
    ...(version === undefined ? {} : { toolVersion: version }),
    partial: isPartial(result, requests, input),
  };
}

function identityOf(result: unknown): EndpointId {
  const url = field(result, 'URL');
  const type = field(result, 'RunType');
  // Beside HTTP the type says what was called: `GRPC Health for 'x'`, `GRPC Ping`, `TCP`.
  return { kind: 'request', name: typeof url === 'string' && url !== '' ? nameOfUrl(url) : String(type) };
}

function endpointOf(
  result: unknown,
  identity: EndpointId,
  { requests, failures, intervals }: { requests: number; failures: number | null; intervals: Interval[] | undefined },
): Endpoint {
  const times = field(result, 'DurationHistogram');
  const resolution = numberOf(field(result, 'Resolution'));
  const offset = numberOf(field(result, 'Offset'));
  const isGrid = resolution !== undefined && resolution > 0 && resolution < 1e3 && !(Math.abs(offset ?? 0) > 1e15);
  const grid = isGrid ? { resolution, offset: (offset ?? 0) / 1e9 } : undefined;
  const histogram = intervals === undefined ? undefined : fortioHistogram(intervals, grid, numberOf(field(times, 'Sum')));
  const endpoint = buildEndpoint(identity, {
    requests,
    failures,
    latency: {
      unit: 's',
      provenance: 'histogram',
      resolution: (ms) => (intervals === undefined ? undefined : (intervalWidth(intervals, ms / 1000) ?? 0) * 1000),
      avg: field(times, 'Avg'),
      min: field(times, 'Min'),
      max: field(times, 'Max'),
      percentiles: percentilesOf(times, intervals ?? []),
    },
    rps: field(result, 'ActualQPS'),
    ...(histogram === undefined ? {} : { histogram }),
  });
  return { ...endpoint, metrics: endpoint.metrics.map(asPrinted) };
}

/** Mean and extremes are of every time, not of the buckets. */
function asPrinted(metric: Metric): Metric {
  return /^(?:avg|min|max)_/.test(metric.name) ? { name: metric.name, value: metric.value, provenance: 'reported' } : metric;
}

function percentilesOf(times: unknown, intervals: readonly Interval[]): [number, unknown][] {
  const printed = listOf(field(times, 'Percentiles')).flatMap((entry): [number, unknown][] => {
    const percentile = numberOf(field(entry, 'Percentile'));
    return percentile === undefined || percentile <= 0 || percentile >= 100 ? [] : [[percentile, field(entry, 'Value')]];
  });
  const known = new Map(printed);
  for (const percentile of PERCENTILES) if (!known.has(percentile)) known.set(percentile, intervalPercentile(intervals, percentile)?.value);
  return [...known];
}

/** Whether fewer calls were made, or for a shorter time, than were asked for. */
function isPartial(result: unknown, requests: number, { name, diagnostics }: ReaderInput): boolean {
  const asked = String(field(result, 'RequestedDuration'));
  const calls = countOf(/^exactly (\d{1,15}) calls$/.exec(asked)?.[1]);
  const duration = calls === undefined ? parseDurationMs(asked) : undefined;
  const actualMs = (numberOf(field(result, 'ActualDuration')) ?? NaN) / 1e6;
  // At a low rate the threads end up to one pause before the time.
  const pauseMs = ((countOf(field(result, 'NumThreads')) ?? 1) / (numberOf(field(result, 'RequestedQPS')) ?? 1)) * 1000;
  const isShort = duration?.kind === 'value' && actualMs < duration.value - Math.max(0.05 * duration.value, 2 * pauseMs);
  const isPart = isShort || (calls !== undefined && requests < calls);
  if (isPart)
    diagnostics.add(
      'warning',
      'run-interrupted',
      `fortio was asked for ${asked} and stopped after ${requests} calls in ${actualMs / 1000} s`,
      {
        file: name,
      },
    );
  return isPart;
}
