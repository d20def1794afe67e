import type { TimelineSlice } from '../reader.js';
import type { ApiAnswer } from './api-answer.js';
import type { Client } from './client.js';
import type { FoundExporter } from './find-exporter.js';
import { selector } from './matchers.js';
import type { Request } from './parse-address.js';

/** The run over its time, as the store worked it out, with the greatest number of users. */
export interface WindowTimeline {
  slices: TimelineSlice[];
  users: number | undefined;
}

const MOST_POINTS = 120;

/** Reads requests, failures, users and the median and 95th percentile of histograms, step by step. */
export async function readTimeline(client: Client, request: Request, exporter: FoundExporter): Promise<WindowTimeline> {
  const { startMs, endMs } = request.window;
  const windowMs = endMs - startMs;
  const stepMs = request.stepMs === undefined ? niceStep(windowMs) : Math.max(request.stepMs, Math.ceil(windowMs / 3600));
  const requests = countsOf(exporter, request);
  const intervalMs = await scrapeInterval(client, request, requests.metric);
  // A rate needs two samples, wherever the step falls.
  const rangeMs = Math.ceil(Math.max(stepMs, 2.5 * intervalMs));
  const rate = (metric: string) => `rate(${metric}[${rangeMs}ms])`;
  const range = (expression: string) => client.queryRange(expression, startMs + stepMs, endMs, stepMs);
  const usersOf = exporter.users === undefined ? undefined : selector(exporter.users, request.matchers);
  const [all, bad, users, p50, p95] = await Promise.all([
    range(requests.total(rate(requests.metric))),
    requests.failed === undefined ? undefined : range(requests.total(rate(requests.failed))),
    usersOf === undefined ? undefined : range(`sum(last_over_time(${usersOf}[${rangeMs}ms]))`),
    ...[0.5, 0.95].map((share) => {
      const expression = quantileOf(share, exporter, request, rate);
      return expression === undefined ? undefined : range(expression);
    }),
  ]);
  const slices = new Map<number, TimelineSlice>();
  const put = (answer: ApiAnswer | undefined, key: keyof TimelineSlice, factor: number) => {
    for (const { at, value } of answer?.series[0]?.samples ?? []) {
      if (!(value >= 0)) continue;
      const slice = slices.get(at) ?? { from: at - stepMs / 1000, to: at };
      slices.set(at, { ...slice, [key]: value * factor });
    }
  };
  put(all, 'requests', stepMs / 1000);
  put(bad, 'failures', stepMs / 1000);
  put(users, 'users', 1);
  put(p50, 'p50', 1 / exporter.perMs);
  put(p95, 'p95', 1 / exporter.perMs);
  const counted = (users?.series[0]?.samples ?? []).map(({ value }) => value);
  return {
    slices: [...slices.values()].sort((a, b) => a.from - b.from),
    users: counted.length === 0 ? undefined : Math.max(...counted),
  };
}

interface Counts {
  metric: string;
  failed: string | undefined;
  total(rate: string): string;
}

function countsOf(exporter: FoundExporter, request: Request): Counts {
  const { failed, without } = exporter;
  const isNative = exporter.form === 'native' && exporter.requests === exporter.histogram;
  const failures =
    'series' in failed
      ? selector(failed.series, request.matchers, without)
      : failed.matchers === ''
        ? undefined
        : selector(exporter.requests, request.matchers, without, failed.matchers);
  return {
    metric: selector(exporter.requests, request.matchers, without),
    failed: failures,
    total: (rate) => (isNative ? `histogram_count(sum(${rate}))` : `sum(${rate})`),
  };
}

function quantileOf(share: number, exporter: FoundExporter, request: Request, rate: (metric: string) => string): string | undefined {
  if (exporter.form === undefined || exporter.histogram === undefined) return undefined;
  const isClassic = exporter.form === 'classic';
  const metric = selector(isClassic ? `${exporter.histogram}_bucket` : exporter.histogram, request.matchers);
  return `histogram_quantile(${share}, sum${isClassic ? ' by (le)' : ''} (${rate(metric)}))`;
}

async function scrapeInterval(client: Client, request: Request, metric: string): Promise<number> {
  const { startMs, endMs } = request.window;
  const windowMs = endMs - startMs;
  const answer = await client.query(`max(count_over_time(${metric}[${windowMs}ms]))`, endMs);
  const samples = answer.series[0]?.samples[0]?.value ?? 0;
  return samples > 1 ? windowMs / samples : windowMs;
}

/** A step of whole seconds that gives some 60 to 120 points. */
function niceStep(windowMs: number): number {
  const least = windowMs / MOST_POINTS;
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400, 345_600].map((each) => each * 1000);
  return steps.find((step) => step >= least) ?? Math.ceil(least);
}
