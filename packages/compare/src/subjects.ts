import type { Baseline, Better, EndpointId, Metric, MixShare, Provenance, Run, Series } from '@loadline/schema';
import { endpointId, endpointKey } from '@loadline/schema';
import { median } from '@loadline/stats';

/** One metric of one side: a value per run that has it. */
export interface SideMetric {
  unit: string | undefined;
  better: Better | undefined;
  values: number[];
  provenance: Provenance;
}

/** One side of a subject. */
export interface Side {
  /** Requests per run; null where a run does not say. */
  requests: (number | null)[];
  failures: (number | null)[];
  metrics: ReadonlyMap<string, SideMetric>;
  mix?: readonly MixShare[];
}

/** What is judged: an endpoint, a service, or the run as a whole; with both sides, as far as they have it. */
export interface Subject {
  scope: 'endpoint' | 'service' | 'run';
  service: string;
  endpoint?: EndpointId;
  baseline: Side | undefined;
  current: Side | undefined;
}

/** Sum of counts; null when nothing is known. */
export function sumKnown(counts: readonly (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null);
  return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
}

/** Failures of a side in % of its requests; null when not known or when there were no requests. */
export function failurePct(side: Pick<Side, 'requests' | 'failures'>): number | null {
  const requests = sumKnown(side.requests);
  const failures = sumKnown(side.failures);
  return requests === null || failures === null || requests === 0 ? null : (failures / requests) * 100;
}

/**
 * The one number for a metric of a side: the median over its runs; for the error rate all failures over all requests,
 * where every run tells them.
 */
export function sideValue(side: Side, name: string): number | null {
  if (name === 'error_rate_pct' && side.requests.length > 1 && !side.requests.includes(null) && !side.failures.includes(null)) return failurePct(side);
  const values = side.metrics.get(name)?.values ?? [];
  return values.length === 0 ? null : (median(values) ?? null);
}

/** Every endpoint, every service, and the run as a whole, of both sides. */
export function collectSubjects(baseline: Baseline, runs: readonly Run[]): Subject[] {
  const subjects = new Map<string, Subject>();
  const put = (key: string, subject: Omit<Subject, 'baseline' | 'current'>, which: 'baseline' | 'current', side: Side) => {
    const known = subjects.get(key) ?? { ...subject, baseline: undefined, current: undefined };
    subjects.set(key, { ...known, [which]: side });
  };
  for (const service of baseline.services) {
    put(JSON.stringify([service.name]), { scope: 'service', service: service.name }, 'baseline', { ...fromSeries(service), mix: service.mix });
    for (const endpoint of service.endpoints) put(JSON.stringify([service.name, endpointKey(endpoint.endpoint)]), { scope: 'endpoint', service: service.name, endpoint: endpoint.endpoint }, 'baseline', fromSeries(endpoint));
  }
  if (baseline.total !== undefined) put('run', { scope: 'run', service: 'all' }, 'baseline', fromSeries(baseline.total));
  for (const [key, { subject, side }] of currentSides(runs)) put(key, subject, 'current', side);
  return [...subjects.values()];
}

function fromSeries(part: { requests: (number | null)[]; failures: (number | null)[]; metrics: readonly Series[] }): Side {
  const metrics = new Map(part.metrics.map((series) => [series.name, { unit: series.unit, better: series.better, values: series.values.filter((value) => value !== null), provenance: series.provenance }]));
  return { requests: part.requests, failures: part.failures, metrics };
}

interface Measured {
  requests: number | null;
  failures: number | null;
  metrics: readonly Metric[];
  mix?: readonly MixShare[];
}

function currentSides(runs: readonly Run[]): Map<string, { subject: Omit<Subject, 'baseline' | 'current'>; side: Side }> {
  const found = new Map<string, { subject: Omit<Subject, 'baseline' | 'current'>; parts: Measured[] }>();
  const add = (key: string, subject: Omit<Subject, 'baseline' | 'current'>, part: Measured) => {
    const known = found.get(key);
    if (known === undefined) found.set(key, { subject, parts: [part] });
    else known.parts.push(part);
  };
  for (const run of runs) {
    const byKey = new Map(run.endpoints.map((endpoint) => [endpointKey(endpointId(endpoint)), endpoint]));
    for (const service of run.services ?? []) {
      add(JSON.stringify([service.name]), { scope: 'service', service: service.name }, service);
      for (const { endpoint } of service.mix) {
        const measured = byKey.get(endpointKey(endpoint));
        if (measured !== undefined) add(JSON.stringify([service.name, endpointKey(endpoint)]), { scope: 'endpoint', service: service.name, endpoint: endpointId(measured) }, measured);
      }
    }
    if (run.total !== undefined) add('run', { scope: 'run', service: 'all' }, run.total);
  }
  return new Map([...found].map(([key, { subject, parts }]) => [key, { subject, side: fromMeasured(parts) }]));
}

const PROVENANCES: readonly Provenance[] = ['exact', 'histogram', 'reported', 'interpolated', 'unstated', 'estimated'];

function fromMeasured(parts: readonly Measured[]): Side {
  const metrics = new Map<string, SideMetric>();
  for (const metric of parts.flatMap((part) => part.metrics)) {
    const known = metrics.get(metric.name);
    if (known === undefined) metrics.set(metric.name, { unit: metric.unit, better: metric.better, values: [metric.value], provenance: metric.provenance });
    else {
      known.values.push(metric.value);
      if (PROVENANCES.indexOf(metric.provenance) > PROVENANCES.indexOf(known.provenance)) known.provenance = metric.provenance;
    }
  }
  const mix = parts.at(-1)?.mix;
  return { requests: parts.map((part) => part.requests), failures: parts.map((part) => part.failures), metrics, ...(mix === undefined ? {} : { mix }) };
}
