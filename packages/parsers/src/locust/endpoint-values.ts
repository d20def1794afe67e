import { type Metric, percentileMetric, type Provenance } from '@loadline/schema';
import { locustResolution } from '@loadline/stats';
import { errorRate } from '../collect-endpoints.js';

/** What a file of Locust says of one endpoint. Times in ms; what it does not say is undefined. */
export interface EndpointValues {
  requests: number;
  failures: number;
  /** Requests whose time was taken, where that can be told. */
  timed?: number | undefined;
  median?: number | undefined;
  avg?: number | undefined;
  min?: number | undefined;
  max?: number | undefined;
  rps?: number | undefined;
  /** By percentile, 0 to 100. */
  percentiles: readonly (readonly [percentile: number, valueMs: number | undefined])[];
}

/** How the values of a file came to be. */
export interface ValueStyle {
  /** Mean: `exact`, or `reported` where it was cut to whole ms. */
  avg: Provenance;
  /** Least and greatest: likewise. */
  extremes: Provenance;
  /** Median and percentiles: `histogram` with Locust's rounding, or `reported` where the file is not Locust's own. */
  percentiles: 'histogram' | 'reported';
}

/**
 * The metrics of one endpoint. Times are absent where no time was taken: no request, or a greatest time of 0 with a mean
 * of 0. A percentile of 0 beside a least time of 1 ms or more is Locust's word for an unknown window, and absent.
 */
export function endpointMetrics(values: EndpointValues, style: ValueStyle): Metric[] {
  const metrics: (Metric | undefined)[] = [];
  if (hasTimes(values)) {
    metrics.push(
      timed('avg_latency_ms', values.avg, style.avg),
      timed('min_latency_ms', values.min, style.extremes),
      timed('max_latency_ms', values.max, style.extremes),
    );
    metrics.push(...percentiles(values, style));
  }
  metrics.push(errorRate(values.requests, values.failures));
  if (values.rps !== undefined && values.rps > 0) metrics.push({ name: 'rps', value: values.rps, provenance: 'reported' });
  return metrics.filter((metric) => metric !== undefined);
}

function hasTimes(values: EndpointValues): boolean {
  if (values.requests === 0 || values.timed === 0) return false;
  const allZero = (values.avg ?? 0) === 0 && (values.max ?? 0) === 0 && (values.median ?? 0) === 0;
  return !allZero || values.percentiles.some(([, valueMs]) => valueMs !== undefined && valueMs > 0);
}

function timed(name: string, value: number | undefined, provenance: Provenance): Metric | undefined {
  if (value === undefined) return undefined;
  return { name, value, provenance, ...(provenance === 'reported' ? { resolution: 1 } : {}) };
}

function percentiles(values: EndpointValues, style: ValueStyle): Metric[] {
  const all = new Map<number, number>();
  for (const [percentile, valueMs] of values.percentiles) if (valueMs !== undefined && !all.has(percentile)) all.set(percentile, valueMs);
  // The column 50% and the median come from two routines of Locust; the column is the one that stands with its neighbours.
  if (values.median !== undefined && !all.has(50)) all.set(50, values.median);
  return [...all]
    .filter(([, valueMs]) => valueMs > 0 || (values.min ?? 0) < 1)
    .sort(([a], [b]) => a - b)
    .map(([percentile, value]) => ({
      name: percentileMetric(percentile),
      value,
      provenance: style.percentiles,
      ...(style.percentiles === 'histogram' ? { resolution: locustResolution(value) } : {}),
    }));
}
