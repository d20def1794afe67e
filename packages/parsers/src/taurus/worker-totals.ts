import { type Endpoint, endpointKey, type EndpointId, type Metric, percentileMetric, type ValuesHistogram } from '@loadline/schema';
import { histogramQuantile, histogramResolution, locustRound } from '@loadline/stats';
import { cleanName } from '../clean-name.js';
import { errorRate } from '../collect-endpoints.js';
import { field, fieldsOf } from '../input/json-text.js';

/** All that the reports of the workers say of one endpoint, added up. */
export interface WorkerTotal {
  id: EndpointId;
  requests: number;
  failures: number;
  /** Requests whose time was taken, and the sum of their times in ms. */
  timed: number;
  totalMs: number;
  min: number;
  max: number;
  /** How often each rounded time occurred; undefined once a report could not be read. */
  times: Map<number, number> | undefined;
}

/** Totals by endpoint. */
export interface WorkerTotals {
  /** Adds an entry of a report; says what is wrong with one that cannot be counted. */
  add(entry: unknown): string | undefined;
  /** In the order in which they came. */
  list(): WorkerTotal[];
  /** More endpoints came than are kept; the others are `(other)`. */
  hasFolded(): boolean;
}

const OTHER = '(other)';
/** Distinct times that are kept of one endpoint; Locust rounds to two digits, so that it has far fewer. */
const MOST_TIMES = 100_000;

/**
 * Empty totals.
 *
 * @param limit endpoints that keep their name.
 */
export function createWorkerTotals(limit: number): WorkerTotals {
  const byKey = new Map<string, WorkerTotal>();
  let folded = false;
  const find = (id: EndpointId): WorkerTotal => {
    const known = byKey.get(endpointKey(id));
    if (known !== undefined) return known;
    if (byKey.size >= limit && id.name !== OTHER) {
      folded = true;
      return find({ kind: 'request', name: OTHER });
    }
    const total: WorkerTotal = { id, requests: 0, failures: 0, timed: 0, totalMs: 0, min: Infinity, max: -Infinity, times: new Map() };
    byKey.set(endpointKey(id), total);
    return total;
  };
  return {
    add(entry) {
      const name = field(entry, 'name');
      const method = field(entry, 'method');
      const [requests, failures, none] = ['num_requests', 'num_failures', 'num_none_requests'].map((key) =>
        wholeOf(field(entry, key) ?? 0),
      );
      if (typeof name !== 'string' || requests === undefined || failures === undefined || none === undefined || none > requests)
        return 'an entry without a name, or with counts that cannot be read';
      if (failures > requests && field(entry, 'num_fail_per_sec') !== undefined) return `${failures} failures of ${requests} requests`;
      const total = find({
        kind: 'request',
        ...(typeof method === 'string' && method !== '' ? { method: cleanName(method) } : {}),
        name: cleanName(name),
      });
      total.requests += requests;
      total.failures += failures;
      addTimes(total, entry, requests - none);
      return undefined;
    },
    list: () => [...byKey.values()],
    hasFolded: () => folded,
  };
}

function addTimes(total: WorkerTotal, entry: unknown, timed: number): void {
  if (timed === 0) return;
  total.timed += timed;
  total.totalMs += timeOf(field(entry, 'total_response_time')) ?? NaN;
  total.min = Math.min(total.min, timeOf(field(entry, 'min_response_time')) ?? NaN);
  total.max = Math.max(total.max, timeOf(field(entry, 'max_response_time')) ?? NaN);
  for (const [key, found] of fieldsOf(field(entry, 'response_times'))) {
    const count = wholeOf(found);
    if (!/^\d{1,12}(?:\.\d{1,20})?$/.test(key) || count === undefined || (total.times?.size ?? 0) > MOST_TIMES) {
      total.times = undefined;
      return;
    }
    if (count > 0) total.times?.set(Number(key), (total.times.get(Number(key)) ?? 0) + count);
  }
}

function wholeOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function timeOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value < 1e15 ? value : undefined;
}

/**
 * The endpoint of a total.
 *
 * @param onTop failures come on top of the requests that are counted.
 */
export function endpointOfTotal(total: WorkerTotal, onTop: boolean, durationSeconds: number | undefined): Endpoint {
  const { id, failures } = total;
  const requests = total.requests + (onTop ? failures : 0);
  const histogram = histogramOf(total);
  const exact = (name: string, value: number): Metric[] => (Number.isFinite(value) ? [{ name, value, provenance: 'exact' }] : []);
  const rate = errorRate(requests, failures);
  return {
    ...id,
    requests,
    failures,
    metrics: [
      ...(total.timed === 0
        ? []
        : [
            ...exact('avg_latency_ms', total.totalMs / total.timed),
            ...exact('min_latency_ms', total.min),
            ...exact('max_latency_ms', total.max),
          ]),
      ...(histogram === undefined ? [] : percentilesOf(histogram)),
      ...(rate === undefined ? [] : [rate]),
      ...(durationSeconds === undefined ? [] : exact('rps', requests / durationSeconds)),
    ],
    ...(histogram === undefined ? {} : { histogram }),
  };
}

/** Undefined where it does not hold as many times as were taken. */
function histogramOf({ times, timed }: WorkerTotal): ValuesHistogram | undefined {
  const buckets = [...(times ?? [])].sort(([a], [b]) => a - b);
  if (timed === 0 || buckets.reduce((sum, [, count]) => sum + count, 0) !== timed) return undefined;
  return {
    kind: 'values',
    values: buckets.map(([time]) => time),
    counts: buckets.map(([, count]) => count),
    rounding: buckets.every(([time]) => locustRound(time) === time) ? 'locust' : 'none',
  };
}

function percentilesOf(histogram: ValuesHistogram): Metric[] {
  return [50, 75, 90, 95, 98, 99, 99.9].flatMap((percentile): Metric[] => {
    const value = histogramQuantile(histogram, percentile / 100);
    if (value === undefined) return [];
    const resolution = histogramResolution(histogram, value) ?? 0;
    return [{ name: percentileMetric(percentile), value, provenance: 'histogram', resolution }];
  });
}
