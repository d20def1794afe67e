import type { Better } from './generated/types.js';

/** What is known of a metric: its full name, unit, which way is good, and how to say it. */
export interface MetricInfo {
  /** Full name; carries the unit. */
  name: string;
  /** `ms`, `%`, `requests/s`, `count`, or a custom metric's own; empty when it has none. */
  unit: string;
  /** Which way is good; `none` is evidence that is never gated by default. */
  better: Better;
  /** Short word for people: `p95`, `avg`, `errors`, `rps`. */
  label: string;
  /** The percentile, 0 to 100, for percentile metrics. */
  percentile?: number;
  /** It is one of ours, not a custom metric. */
  builtIn: boolean;
}

const FIXED: readonly MetricInfo[] = [
  { name: 'avg_latency_ms', unit: 'ms', better: 'lower', label: 'avg', builtIn: true },
  { name: 'min_latency_ms', unit: 'ms', better: 'lower', label: 'min', builtIn: true },
  { name: 'max_latency_ms', unit: 'ms', better: 'lower', label: 'max', builtIn: true },
  { name: 'error_rate_pct', unit: '%', better: 'lower', label: 'errors', builtIn: true },
  { name: 'rps', unit: 'requests/s', better: 'higher', label: 'rps', builtIn: true },
  { name: 'total_requests', unit: 'count', better: 'none', label: 'requests', builtIn: true },
  { name: 'total_failures', unit: 'count', better: 'none', label: 'failures', builtIn: true },
];

const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ['avg', 'avg_latency_ms'],
  ['mean', 'avg_latency_ms'],
  ['min', 'min_latency_ms'],
  ['max', 'max_latency_ms'],
  ['median', 'p50_latency_ms'],
  ['median_latency_ms', 'p50_latency_ms'],
  ['errors', 'error_rate_pct'],
  ['requests', 'total_requests'],
  ['failures', 'total_failures'],
]);

const PERCENTILE = /^p(\d{1,2}(?:\.\d{1,6})?|100)_latency_ms$/;
const SHORT_PERCENTILE = /^p(\d{1,2}(?:\.\d{1,6})?|100)$/;

/** The fixed built-in metrics; besides them any `pN_latency_ms` is built in. */
export const builtInMetrics: readonly MetricInfo[] = FIXED;

/** The short names that a configuration may use, besides `pN`. */
export const shortMetricNames: readonly string[] = [...SHORT_NAMES.keys()].filter((name) => !name.includes('_'));

/**
 * Name of the metric for a percentile.
 *
 * @param percentile 0 to 100.
 * @example percentileMetric(99.9) // 'p99.9_latency_ms'
 */
export function percentileMetric(percentile: number): string {
  return `p${Number(percentile.toFixed(6))}_latency_ms`;
}

/** The percentile (0 to 100) that a metric name stands for, or undefined when it is not a percentile. */
export function percentileOf(name: string): number | undefined {
  const digits = PERCENTILE.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * The full name behind a short one (`p95` → `p95_latency_ms`, `errors` → `error_rate_pct`); other names come back as
 * they are, percentiles in their plain form (`p95.0_latency_ms` → `p95_latency_ms`).
 */
export function fullMetricName(name: string): string {
  const fixed = SHORT_NAMES.get(name);
  if (fixed !== undefined) return fixed;
  const digits = SHORT_PERCENTILE.exec(name)?.[1] ?? PERCENTILE.exec(name)?.[1];
  return digits === undefined ? name : percentileMetric(Number(digits));
}

/** What is known of a built-in metric, by full or short name; undefined for a custom one. */
export function findMetric(name: string): MetricInfo | undefined {
  const full = fullMetricName(name);
  const percentile = percentileOf(full);
  if (percentile !== undefined) {
    return { name: full, unit: 'ms', better: 'lower', label: `p${percentile}`, percentile, builtIn: true };
  }
  return FIXED.find((metric) => metric.name === full);
}

const SUFFIX_UNITS: readonly (readonly [suffix: string, unit: string])[] = [
  ['_ms', 'ms'],
  ['_pct', '%'],
  ['_bytes', 'bytes'],
  ['_rps', 'requests/s'],
  ['_count', 'count'],
];

/**
 * What is known of any metric: the registry's word for built-in ones; for others the declared unit and direction, and
 * where nothing is declared the unit that the name's ending says (`_ms`, `_pct`, `_bytes`, `_rps`, `_count`) and no
 * direction (`none`), so that nothing is judged on a guess.
 */
export function describeMetric(name: string, declared: { unit?: string | undefined; better?: Better | undefined } = {}): MetricInfo {
  const builtIn = findMetric(name);
  if (builtIn !== undefined) return builtIn;
  const suffix = SUFFIX_UNITS.find(([ending]) => name.endsWith(ending));
  return { name, unit: declared.unit ?? suffix?.[1] ?? '', better: declared.better ?? 'none', label: name, builtIn: false };
}
