import type { Baseline, BaselineRun, InvalidPart, Series } from '@loadline/schema';
import { describeMetric } from '@loadline/schema';
import { seriesValue } from './series-value.js';

/** One metric of a service over the runs of a baseline. */
export interface MetricSummary {
  name: string;
  /** Short word for people: `p95`, `errors`. */
  label: string;
  unit: string;
  /** Median over the runs, in the unit. */
  value: number;
  /** Least and greatest value of a run, in the unit. */
  min: number;
  max: number;
  /** (max − min) / median × 100; null where the median is 0. */
  spreadPct: number | null;
  /** Runs that have it. */
  runs: number;
  /** A multiple of the mean: shown, never gated. */
  estimated: boolean;
}

/** One service of a baseline. */
export interface ServiceSummary {
  name: string;
  endpoints: number;
  /** Over all runs; null when no run tells them. */
  requests: number | null;
  failures: number | null;
  /** Headline metrics first (p50, p95, p99, errors, rps, avg), then custom ones by name. */
  metrics: MetricSummary[];
}

/** A baseline in what a page shows of it. */
export interface BaselineSummary {
  /** Days since its newest run started, or since it was built where no run tells its start; null when neither is a time. */
  ageDays: number | null;
  strategy: string;
  createdAt: string;
  /** Users, where they are the same in all runs. */
  users: number | null;
  runs: Pick<BaselineRun, 'id' | 'tool' | 'commit' | 'startedAt' | 'durationSeconds' | 'requests' | 'failures'>[];
  services: ServiceSummary[];
  invalid: InvalidPart[];
  acceptedBy?: string;
  rationale?: string;
}

const HEADLINE: readonly string[] = ['p50_latency_ms', 'p95_latency_ms', 'p99_latency_ms', 'error_rate_pct', 'rps', 'avg_latency_ms'];
const MS_PER_DAY = 86_400_000;

/**
 * What a page shows of a baseline: its age, runs and users, per service the headline metrics as median over the runs with
 * their spread, and what of it cannot serve. Plain data; pure.
 *
 * @param options.now the present, ISO 8601.
 * @example summarizeBaseline(baseline, { now: '2026-01-12T18:30:00Z' }).ageDays // 3.5
 */
export function summarizeBaseline({ baseline, runs, services, invalid }: Baseline, { now }: { now: string }): BaselineSummary {
  const { strategy, createdAt, users, acceptedBy, rationale } = baseline;
  return {
    ageDays: ageInDays(runs, createdAt, now),
    strategy,
    createdAt,
    users: users ?? null,
    runs: runs.map(summarizeRun),
    services: services.map(({ name, endpoints, requests, failures, metrics }) => ({
      name,
      endpoints: endpoints.length,
      requests: sumKnown(requests),
      failures: sumKnown(failures),
      metrics: summarizeMetrics(metrics),
    })),
    invalid,
    ...(acceptedBy === undefined ? {} : { acceptedBy }),
    ...(rationale === undefined ? {} : { rationale }),
  };
}

function ageInDays(runs: readonly BaselineRun[], createdAt: string, now: string): number | null {
  const starts = runs.flatMap((run) => (run.startedAt === undefined ? [] : [Date.parse(run.startedAt)]));
  const age = (Date.parse(now) - (starts.length > 0 ? Math.max(...starts) : Date.parse(createdAt))) / MS_PER_DAY;
  return Number.isNaN(age) ? null : Math.max(0, age);
}

function summarizeRun({ id, tool, commit, startedAt, durationSeconds, requests, failures }: BaselineRun): BaselineSummary['runs'][number] {
  return {
    id,
    tool,
    ...(commit === undefined ? {} : { commit }),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    ...(requests === undefined ? {} : { requests }),
    ...(failures === undefined ? {} : { failures }),
  };
}

function summarizeMetrics(metrics: readonly Series[]): MetricSummary[] {
  const rank = ({ name }: Series) => (HEADLINE.includes(name) ? HEADLINE.indexOf(name) : HEADLINE.length);
  const shown = metrics.filter((series) => HEADLINE.includes(series.name) || !describeMetric(series.name).builtIn);
  return shown.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1)).flatMap(summarizeSeries);
}

function summarizeSeries(series: Series): MetricSummary[] {
  const known = series.values.filter((value) => value !== null);
  const value = seriesValue(series);
  if (value === null) return [];
  const [min, max] = [Math.min(...known), Math.max(...known)];
  const { name, unit, provenance } = series;
  const spreadPct = value === 0 ? null : ((max - min) / Math.abs(value)) * 100;
  return [
    {
      name,
      label: describeMetric(name).label,
      unit,
      value,
      min,
      max,
      spreadPct,
      runs: known.length,
      estimated: provenance === 'estimated',
    },
  ];
}

function sumKnown(counts: readonly (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null);
  return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
}
