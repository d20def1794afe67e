import { type Endpoint, type Metric, percentileMetric, type RunTotal, UserError, type ValuesHistogram } from '@loadline/schema';
import { histogramQuantile, histogramResolution, mergeHistograms } from '@loadline/stats';
import { collectEndpoints, errorRate } from '../collect-endpoints.js';
import { findJson, listOf, parseJsonAt, readWhole } from '../input/json-text.js';
import type { Reader, ReaderInput, RunPart, TimelineSlice } from '../reader.js';
import { noRequests } from './locust-errors.js';
import { readJsonEntry, type JsonEntry } from './stats-json-entry.js';

/** What `--json` prints and `--json-file` writes: the final state, with histograms and counts per second. */
export const locustJson: Reader = {
  format: 'locust-json',
  tool: 'locust',
  title: 'Locust JSON (--json, --json-file)',
  detect: (head) => isLocustJson(head.text),
  read: readLocustJson,
};

function isLocustJson(text: string): boolean {
  const start = findJson(text);
  if (start < 0 || text[start] !== '[') return false;
  const list = text.slice(start, start + 65_536);
  if (!/^\[\s{0,100}\{/.test(list)) return false;
  // An entry begins with its name, which may be longer than what is looked at.
  return (
    (list.includes('"num_requests"') && list.includes('"num_failures"')) || /^\[\s{0,100}\{\s{0,100}"name":\s{0,10}"[^"\\]{2048}/.test(list)
  );
}

/** The percentiles that Locust's own CSV has, as shares. */
const SHARES = [0.5, 0.66, 0.75, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999, 1] as const;

async function readLocustJson(input: ReaderInput): Promise<RunPart> {
  const text = await readWhole(input);
  const start = findJson(text);
  const document = parseJsonAt(text, Math.max(start, 0), input);
  if (document.truncated)
    input.diagnostics.add('warning', 'file-cut', 'the file ends in the middle of an entry, which was not counted', { file: input.name });
  if (!Array.isArray(document.value))
    throw new UserError({
      code: 'locust-json',
      found: 'JSON that is not Locust’s',
      expected: 'a list of entries',
      place: { file: input.name },
    });
  const entries = listOf(document.value).flatMap((value, index) => readJsonEntry(input, value, index) ?? []);
  if (!entries.some((entry) => entry.requests > 0)) throw noRequests(input, 'a list in which no request was counted');
  const window = runWindow(entries);
  const endpoints = collectEndpoints(input.diagnostics, input.limits, input.name);
  for (const entry of entries) endpoints.add(toEndpoint(entry, window), { file: input.name, path: `/${entry.index}` });
  return {
    state: { endpoints: endpoints.list(), total: toTotal(entries, window), rank: 4 },
    slices: toSlices(input, entries, window),
    ...(window === undefined ? {} : { startedAtMs: window.start * 1000, durationSeconds: window.seconds }),
    toolVersion: '>=2.14.1',
    partial: document.truncated,
  };
}

interface RunWindow {
  start: number;
  end: number;
  seconds: number;
}

/** From the first start to the last request, in seconds since the epoch. */
function runWindow(entries: readonly JsonEntry[]): RunWindow | undefined {
  const starts = entries.map((entry) => entry.startSeconds).filter((time) => time !== undefined);
  const ends = entries.map((entry) => entry.lastSeconds).filter((time) => time !== undefined);
  const start = starts.reduce((least, time) => Math.min(least, time), Infinity);
  const end = ends.reduce((most, time) => Math.max(most, time), -Infinity);
  return end > start && Number.isFinite(end - start) ? { start, end, seconds: end - start } : undefined;
}

function toEndpoint(entry: JsonEntry, window: RunWindow | undefined): Endpoint {
  const { histogram } = entry;
  return {
    kind: 'request',
    ...(entry.method === undefined ? {} : { method: entry.method }),
    name: entry.name,
    requests: entry.requests,
    failures: entry.failures,
    metrics: metricsOf(entry, window),
    ...(histogram === undefined ? {} : { histogram }),
  };
}

type Measured = Pick<JsonEntry, 'requests' | 'failures' | 'timed' | 'totalMs' | 'min' | 'max' | 'histogram'>;

function metricsOf(measured: Measured, window: RunWindow | undefined): Metric[] {
  const metrics: (Metric | undefined)[] = [];
  const exact = (name: string, value: number | undefined) =>
    metrics.push(value === undefined || !Number.isFinite(value) ? undefined : { name, value, provenance: 'exact' });
  if (measured.timed > 0) {
    exact('avg_latency_ms', measured.totalMs === undefined ? undefined : measured.totalMs / measured.timed);
    exact('min_latency_ms', measured.min);
    exact('max_latency_ms', measured.max);
    metrics.push(...percentilesOf(measured.histogram));
  }
  metrics.push(errorRate(measured.requests, measured.failures));
  if (window !== undefined && measured.requests > 0) exact('rps', measured.requests / window.seconds);
  return metrics.filter((metric) => metric !== undefined);
}

function percentilesOf(histogram: ValuesHistogram | undefined): Metric[] {
  if (histogram === undefined) return [];
  return SHARES.flatMap((share): Metric[] => {
    const value = histogramQuantile(histogram, share);
    if (value === undefined) return [];
    return [
      { name: percentileMetric(share * 100), value, provenance: 'histogram', resolution: histogramResolution(histogram, value) ?? 0 },
    ];
  });
}

function toTotal(entries: readonly JsonEntry[], window: RunWindow | undefined): RunTotal {
  const total = entries.reduce(addEntries);
  return { requests: total.requests, failures: total.failures, metrics: metricsOf(total, window) };
}

function addEntries(a: JsonEntry, b: JsonEntry): JsonEntry {
  const timedOf = (pick: (entry: JsonEntry) => number | undefined, join: (x: number, y: number) => number) => {
    if (a.timed === 0) return pick(b);
    if (b.timed === 0) return pick(a);
    const [x, y] = [pick(a), pick(b)];
    return x === undefined || y === undefined ? undefined : join(x, y);
  };
  return {
    ...a,
    requests: a.requests + b.requests,
    failures: a.failures + b.failures,
    timed: a.timed + b.timed,
    totalMs: timedOf(
      (entry) => entry.totalMs,
      (x, y) => x + y,
    ),
    min: timedOf((entry) => entry.min, Math.min),
    max: timedOf((entry) => entry.max, Math.max),
    histogram: mergeIfBoth(a, b),
  };
}

function mergeIfBoth(a: JsonEntry, b: JsonEntry): ValuesHistogram | undefined {
  if (a.timed === 0) return b.histogram;
  if (b.timed === 0) return a.histogram;
  if (a.histogram === undefined || b.histogram === undefined) return undefined;
  const merged = mergeHistograms(a.histogram, b.histogram);
  return merged.kind === 'values' ? merged : undefined;
}

/** Requests and failures per second over all entries; a second of the window without any is a second of 0. */
function toSlices(input: ReaderInput, entries: readonly JsonEntry[], window: RunWindow | undefined): TimelineSlice[] {
  if (window === undefined) return [];
  const seconds = new Map<number, { requests: number; failures: number }>();
  const first = Math.floor(window.start);
  const last = Math.floor(window.end);
  let strays = 0;
  const add = (key: 'requests' | 'failures') => (counts: ReadonlyMap<number, number>) => {
    for (const [second, count] of counts) {
      if (second < first - 1 || second > last + 1) {
        strays++;
        continue;
      }
      const slot = seconds.get(second) ?? { requests: 0, failures: 0 };
      slot[key] += count;
      seconds.set(second, slot);
    }
  };
  for (const entry of entries) {
    add('requests')(entry.requestsPerSecond);
    add('failures')(entry.failuresPerSecond);
  }
  if (strays > 0)
    input.diagnostics.add('info', 'seconds-outside', `${strays} counts per second lie outside the run and were left out of its timeline`, {
      file: input.name,
    });
  return fillGaps(seconds, window);
}

/** Longest run, some 11 days, whose empty seconds are filled in one by one. */
const LONGEST_FILLED_SECONDS = 1_000_000;

function fillGaps(seconds: ReadonlyMap<number, { requests: number; failures: number }>, window: RunWindow): TimelineSlice[] {
  const slices: TimelineSlice[] = [];
  for (const [second, counts] of [...seconds].sort(([a], [b]) => a - b)) {
    const before = slices.at(-1)?.to ?? second;
    if (window.seconds <= LONGEST_FILLED_SECONDS)
      for (let gap = before; gap < second; gap++) slices.push({ from: gap, to: gap + 1, requests: 0, failures: 0 });
    slices.push({ from: second, to: second + 1, ...counts });
  }
  return slices;
}
