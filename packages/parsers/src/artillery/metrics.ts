import { field, fieldsOf } from '../input/json-text.js';
import { countOf, numberOf } from '../values/number-of.js';

/** A distribution as Artillery sums it up. */
export interface Summary {
  /** How many values went in, where it is said. */
  count?: number | undefined;
  /** Smallest. */
  min: unknown;
  /** Largest. */
  max: unknown;
  /** Mean; version 1 has none. */
  mean?: unknown;
  /** Percentiles with their values. */
  percentiles: (readonly [percentile: number, value: unknown])[];
}

/** What Artillery counted of a run or of one of its periods, by the names of version 2. */
export interface Metrics {
  /** Sums. */
  counters: Map<string, number>;
  /** Events per second. */
  rates: Map<string, number>;
  /** Distributions. */
  summaries: Map<string, Summary>;
}

/** Nothing counted. */
export function emptyMetrics(): Metrics {
  return { counters: new Map(), rates: new Map(), summaries: new Map() };
}

const SHARES = [
  ['median', 50],
  ['p50', 50],
  ['p75', 75],
  ['p90', 90],
  ['p95', 95],
  ['p99', 99],
  ['p999', 99.9],
] as const;

/** A distribution of a JSON document; undefined when nothing was measured, which Artillery writes as nulls beside zeros. */
export function summaryOf(value: unknown): Summary | undefined {
  const [min, max, mean] = ['min', 'max', 'mean'].map((name) => field(value, name));
  const count = countOf(field(value, 'count'));
  if (count === 0 || numberOf(max) === undefined) return undefined;
  const percentiles = new Map(
    SHARES.flatMap(([name, share]): [number, unknown][] => {
      const printed = field(value, name);
      return printed === undefined ? [] : [[share, printed]];
    }),
  );
  return { count, min, max, mean, percentiles: [...percentiles] };
}

/** A period or the aggregate of version 2. First versions wrote `engine.http.requests` and `core.vusers.created.total`. */
export function metricsOf(value: unknown): Metrics {
  const metrics = emptyMetrics();
  for (const [name, found] of fieldsOf(field(value, 'counters'))) {
    const count = numberOf(found);
    if (count !== undefined) metrics.counters.set(plainName(name), count);
  }
  for (const [name, found] of fieldsOf(field(value, 'rates'))) {
    const rate = numberOf(found);
    if (rate !== undefined) metrics.rates.set(plainName(name), rate);
  }
  const summaries = field(value, 'summaries') ?? field(value, 'histograms');
  for (const [name, found] of fieldsOf(summaries)) {
    const summary = summaryOf(found);
    if (summary !== undefined) metrics.summaries.set(plainName(name), summary);
  }
  return metrics;
}

function plainName(name: string): string {
  return name.replace(/^engine\.(?=http\.|socketio\.|websocket\.)/, '').replace(/^core\.(vusers\.\w{1,30})(?:\.total)?$/, '$1');
}

/** Counters with a beginning, by what follows it; those that are counts. */
export function countersUnder(metrics: Metrics, prefix: string): [rest: string, count: number][] {
  return [...metrics.counters].flatMap(([name, count]): [string, number][] =>
    name.startsWith(prefix) && name.length > prefix.length && isCount(count) ? [[name.slice(prefix.length), count]] : [],
  );
}

/** A counter that is a count; undefined when there is none. */
export function counterAt(metrics: Metrics, name: string): number | undefined {
  const count = metrics.counters.get(name);
  return count !== undefined && isCount(count) ? count : undefined;
}

/** Whether a number can be how often something happened. */
export function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** Adds the counters of another period; distributions cannot be added. */
export function addCounters(into: Metrics, from: Metrics): void {
  for (const [name, count] of from.counters) into.counters.set(name, (into.counters.get(name) ?? 0) + count);
}
