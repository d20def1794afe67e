import type { TimelineSlice } from '../reader.js';
import { field, fieldsOf, listOf } from '../input/json-text.js';
import { numberOf } from '../values/number-of.js';
import { metricContains, metricType } from './metric-kinds.js';
import { rateValues, type SummaryMetric, type SummaryThreshold, trendValues } from './summary.js';

/** Values of all metrics at one moment, by metric and statistic. */
type Snapshot = ReadonlyMap<string, readonly (readonly [stat: string, value: unknown])[]>;

/** What the events of a web dashboard say. */
export interface DashboardReading {
  /** Types of the metrics by name. */
  types: Map<string, { type: string; contains: string }>;
  /** Statistics of each type, in the order of their values; absent up to 0.57, which names them in place. */
  aggregates: Map<string, readonly string[]>;
  snapshots: Snapshot[];
  cumulative: Snapshot | undefined;
  startMs: number | undefined;
  stopMs: number | undefined;
  periodMs: number | undefined;
  /** Expressions by metric, and those that failed. */
  thresholds: Map<string, readonly string[]>;
  failed: Map<string, readonly string[]>;
}

/** An empty reading. */
export function createDashboardReading(): DashboardReading {
  return {
    types: new Map(),
    aggregates: new Map(),
    snapshots: [],
    cumulative: undefined,
    startMs: undefined,
    stopMs: undefined,
    periodMs: undefined,
    thresholds: new Map(),
    failed: new Map(),
  };
}

/** Takes one event. */
export function readDashboardEvent(reading: DashboardReading, event: unknown): void {
  const data = field(event, 'data');
  const moment = () => numberOf(snapshotOf(reading, data).get('time')?.[0]?.[1]);
  switch (field(event, 'event')) {
    case 'param':
      for (const [type, stats] of fieldsOf(field(data, 'aggregates'))) reading.aggregates.set(type, textsOf(stats));
      for (const [metric, list] of fieldsOf(field(data, 'thresholds'))) reading.thresholds.set(metric, textsOf(list));
      reading.periodMs = numberOf(field(data, 'period'));
      return;
    case 'metric':
      for (const [name, metric] of fieldsOf(data))
        reading.types.set(name, { type: String(field(metric, 'type')), contains: String(field(metric, 'contains') ?? 'default') });
      return;
    case 'start':
      reading.startMs = moment();
      return;
    case 'stop':
      reading.stopMs = moment();
      return;
    case 'snapshot':
      reading.snapshots.push(snapshotOf(reading, data));
      return;
    case 'cumulative':
      reading.cumulative = snapshotOf(reading, data);
      return;
    case 'threshold':
      reading.failed = new Map(fieldsOf(data).map(([metric, list]) => [metric, textsOf(list)]));
  }
}

function textsOf(list: unknown): string[] {
  return listOf(list).filter((item) => typeof item === 'string');
}

/** Up to 0.57 objects by name; since then lists in the order of the names of the metrics declared so far. */
function snapshotOf({ types, aggregates }: DashboardReading, data: unknown): Snapshot {
  if (!Array.isArray(data)) return new Map(fieldsOf(data).map(([name, stats]) => [name, fieldsOf(stats)]));
  const names = [...types.keys()].sort((a, b) => (a < b ? -1 : 1));
  // The first events know the time alone.
  const used = data.length === 1 && names.includes('time') ? ['time'] : names;
  return new Map(
    used.map((name, index) => {
      const stats = aggregates.get(types.get(name)?.type ?? '') ?? ['value'];
      return [name, listOf(data[index]).map((value, at) => [stats[at] ?? '', value] as const)];
    }),
  );
}

/** The metrics at the end of the test. */
export function dashboardMetrics({ types, cumulative }: DashboardReading): SummaryMetric[] {
  return [...(cumulative ?? [])].flatMap(([name, stats]): SummaryMetric[] => {
    const declared = types.get(name) ?? { type: '', contains: '' };
    const type = metricType(declared.type);
    if (type === undefined || stats.length === 0 || name === 'time') return [];
    const value = (stat: string) => numberOf(stats.find(([known]) => known === stat)?.[1]);
    const base = { name, type, contains: metricContains(declared.contains) };
    if (type === 'trend') return [{ ...base, ...trendValues(stats) }];
    if (type === 'rate') return [{ ...base, ...rateValues(undefined, undefined, value('rate')) }];
    if (type === 'counter') return [{ ...base, count: value('count'), perSecond: value('rate') }];
    return [{ ...base, value: value('value') }];
  });
}

/** Thresholds of the metrics that the dashboard knows: the others it does not judge. */
export function dashboardThresholds({ thresholds, failed, types }: DashboardReading): SummaryThreshold[] {
  return [...thresholds]
    .filter(([metric]) => types.has(metric))
    .flatMap(([metric, expressions]) =>
      expressions.map((expression) => ({ metric, expression, held: failed.get(metric)?.includes(expression) !== true })),
    );
}

/** The run over its time: one slice per snapshot, and the greatest number of users. */
export function dashboardSlices({ snapshots, startMs, periodMs }: DashboardReading): { slices: TimelineSlice[]; users?: number } {
  let most = -1;
  const slices = snapshots.map((snapshot, index): TimelineSlice => {
    const value = (metric: string, stat: string) => numberOf(snapshot.get(metric)?.find(([known]) => known === stat)?.[1]);
    const [requests, share, users] = [value('http_reqs', 'count'), value('http_req_failed', 'rate'), value('vus', 'value')];
    const [p50, p95] = [value('http_req_duration', 'med'), value('http_req_duration', 'p(95)')];
    most = Math.max(most, users ?? -1);
    const from = ((startMs ?? 0) + index * (periodMs ?? 0)) / 1000;
    return {
      from,
      to: from + (periodMs ?? 0) / 1000,
      ...(requests === undefined ? {} : { requests }),
      ...(requests === undefined || share === undefined ? {} : { failures: Math.round(requests * share) }),
      ...(users === undefined ? {} : { users }),
      ...(p50 === undefined ? {} : { p50 }),
      ...(p95 === undefined ? {} : { p95 }),
    };
  });
  const isDated = startMs !== undefined && periodMs !== undefined && periodMs > 0;
  return { slices: isDated ? slices : [], ...(most < 0 ? {} : { users: most }) };
}
