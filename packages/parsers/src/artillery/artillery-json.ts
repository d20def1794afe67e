import { UserError } from '@loadline/schema';
import { field, findJson, listOf } from '../input/json-text.js';
import { readDocument } from '../input/read-document.js';
import type { Reader, ReaderInput, RunPart, TimelineSlice } from '../reader.js';
import { numberOf } from '../values/number-of.js';
import { artilleryPart } from './artillery-part.js';
import { httpCounts } from './http-counts.js';
import { metricsOf } from './metrics.js';

/** What `artillery run -o` of version 2 writes: everything by name, for the run and for each 10 s of it. */
export const artilleryJson: Reader = {
  format: 'artillery-json',
  tool: 'artillery',
  title: 'Artillery JSON (run --output, version 2)',
  detect: ({ text }) =>
    findJson(text) >= 0 &&
    /"(?:aggregate|intermediate)"\s{0,9}:/.test(text) &&
    /"counters"\s{0,9}:/.test(text) &&
    /"(?:rates|summaries|histograms|firstCounterAt)"\s{0,9}:/.test(text) &&
    !text.includes('"scenariosCreated"'),
  read: readArtilleryJson,
};

async function readArtilleryJson(input: ReaderInput): Promise<RunPart> {
  const value = await readDocument(input);
  const aggregate = field(value, 'aggregate');
  if (field(aggregate, 'counters') === undefined)
    throw new UserError({
      code: 'no-requests',
      found: 'JSON without `aggregate.counters`',
      expected: 'what `artillery run --output` writes',
      place: { file: input.name, path: '/aggregate' },
    });
  const first = momentOf(field(aggregate, 'firstMetricAt') ?? field(aggregate, 'firstCounterAt'));
  const last = momentOf(field(aggregate, 'lastMetricAt') ?? field(aggregate, 'lastCounterAt'));
  const seconds = first !== undefined && last !== undefined && last > first ? (last - first) / 1000 : undefined;
  const part = artilleryPart(input, { metrics: metricsOf(aggregate), times: 'sketch', seconds, rank: 2 });
  return {
    ...part,
    slices: listOf(field(value, 'intermediate')).flatMap((period) => sliceOf(period, first, last)),
    ...(first === undefined ? {} : { startedAtMs: first }),
    ...(seconds === undefined ? {} : { durationSeconds: seconds }),
    toolVersion: '>=2.0',
    partial: false,
  };
}

const PERIOD_MS = 10_000;

/** A period of 10 s, shorter at the ends of the run. */
function sliceOf(period: unknown, first = -Infinity, last = Infinity): TimelineSlice[] {
  const start = momentOf(numberOf(field(period, 'period')));
  const metrics = metricsOf(period);
  const http = httpCounts(metrics);
  if (start === undefined || http === undefined) return [];
  const times = metrics.summaries.get('http.response_time')?.percentiles;
  const [p50, p95] = [50, 95].map((share) => numberOf(times?.find(([percentile]) => percentile === share)?.[1]));
  return [
    {
      from: Math.max(start, first) / 1000,
      to: Math.min(start + PERIOD_MS, last) / 1000,
      requests: http.requests,
      failures: http.failures,
      ...(p50 === undefined ? {} : { p50 }),
      ...(p95 === undefined ? {} : { p95 }),
    },
  ];
}

function momentOf(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 && value < 4.2e12 ? value : undefined;
}
