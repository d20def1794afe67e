import type { Baseline, Better, EndpointId, Metric, MixShare, Provenance, Run, Series } from '@loadline/schema';
import { endpointId, endpointKey, findMetric } from '@loadline/schema';
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
  /** Runs of this side that do not have the subject at all. */
  absentRuns: number;
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
  return counts.reduce((sum, count) => (count === null ? sum : (sum ?? 0) + count), null);
}

/** Requests and failures of the runs that tell both, and how many they are. */
function countRuns({ requests, failures }: Pick<Side, 'requests' | 'failures'>): { runs: number; requests: number; failures: number } {
  const sum = { runs: 0, requests: 0, failures: 0 };
  for (let run = 0; run < requests.length; run++) {
    const [sent, failed] = [requests[run] ?? null, failures[run] ?? null];
    if (sent === null || failed === null) continue;
    sum.runs += 1;
    sum.requests += sent;
    sum.failures += failed;
  }
  return sum;
}

/** Failures of a side in % of its requests, over the runs that tell both; null when none does or nothing was requested. */
export function failurePct(side: Pick<Side, 'requests' | 'failures'>): number | null {
  const { requests, failures } = countRuns(side);
  return requests === 0 ? null : (failures / requests) * 100;
}

/** Mean per run of the counts that are known; null when none is. */
export function meanKnown(counts: readonly (number | null)[]): number | null {
  const sum = sumKnown(counts);
  return sum === null ? null : sum / counts.filter((count) => count !== null).length;
}

/**
 * The one number for a metric of a side: the median over its runs; for the error rate all failures over all requests,
 * unless more runs tell the rate than the counts; for the counts themselves their mean per run, so that sides of
 * different numbers of runs can be compared.
 */
export function sideValue(side: Side, name: string): number | null {
  if (name === 'total_requests') return meanKnown(side.requests);
  if (name === 'total_failures') return meanKnown(side.failures);
  const values = side.metrics.get(name)?.values ?? [];
  if (name === 'error_rate_pct' && countRuns(side).runs >= values.length) return failurePct(side);
  return values.length === 0 ? null : (median(values) ?? null);
}

/** Whether a side was there and nothing was requested of it: no measurement, whatever is printed in its row. */
function isIdle(side: Side): boolean {
  return sumKnown(side.requests) === 0 && [...side.metrics.keys()].every((name) => findMetric(name) !== undefined);
}

/** Every endpoint, every service, and the run as a whole, of both sides; in an order that does not depend on the input's. */
export function collectSubjects(baseline: Baseline, runs: readonly Run[]): Subject[] {
  const subjects = new Map<string, Subject>();
  const put = (key: string, subject: Omit<Subject, 'baseline' | 'current'>, which: 'baseline' | 'current', side: Side) => {
    const known = subjects.get(key) ?? { ...subject, baseline: undefined, current: undefined };
    subjects.set(key, { ...known, [which]: side });
  };
  for (const service of baseline.services) {
    put(JSON.stringify([service.name]), { scope: 'service', service: service.name }, 'baseline', {
      ...fromSeries(service),
      mix: service.mix,
    });
    for (const endpoint of service.endpoints)
      put(
        JSON.stringify([service.name, endpointKey(endpoint.endpoint)]),
        { scope: 'endpoint', service: service.name, endpoint: endpoint.endpoint },
        'baseline',
        fromSeries(endpoint),
      );
  }
  if (baseline.total !== undefined) put('run', { scope: 'run', service: 'all' }, 'baseline', fromSeries(baseline.total));
  for (const [key, { subject, side }] of currentSides(runs)) put(key, subject, 'current', side);
  const sorted = [...subjects].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, subject]) => withoutIdle(subject));
}

/** A side on which nothing was requested is not there, unless neither side has anything. */
function withoutIdle(subject: Subject): Subject {
  const [baseline, current] = [subject.baseline, subject.current].map((side) => (side === undefined || isIdle(side) ? undefined : side));
  return subject.scope === 'run' || (baseline === undefined && current === undefined) ? subject : { ...subject, baseline, current };
}

function fromSeries(part: { requests: (number | null)[]; failures: (number | null)[]; metrics: readonly Series[] }): Side {
  const metrics = new Map(
    part.metrics.map((series) => [
      series.name,
      { unit: series.unit, better: series.better, values: series.values.filter((value) => value !== null), provenance: series.provenance },
    ]),
  );
  const isAbsent = (run: number) => part.requests[run] === null && part.metrics.every((series) => (series.values[run] ?? null) === null);
  return { absentRuns: part.requests.filter((_, run) => isAbsent(run)).length, requests: part.requests, failures: part.failures, metrics };
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
        if (measured !== undefined)
          add(
            JSON.stringify([service.name, endpointKey(endpoint)]),
            { scope: 'endpoint', service: service.name, endpoint: endpointId(measured) },
            measured,
          );
      }
    }
    if (run.total !== undefined) add('run', { scope: 'run', service: 'all' }, run.total);
  }
  return new Map([...found].map(([key, { subject, parts }]) => [key, { subject, side: fromMeasured(parts) }]));
}

/** From the strongest to the weakest. */
const PROVENANCES: readonly Provenance[] = ['exact', 'histogram', 'reported', 'interpolated', 'unstated', 'estimated'];

/** Whether this version knows the word: documents may have been written by a newer one. */
export function isKnownProvenance(provenance: Provenance): boolean {
  return PROVENANCES.includes(provenance);
}

function weakness(provenance: Provenance): number {
  return isKnownProvenance(provenance) ? PROVENANCES.indexOf(provenance) : PROVENANCES.length;
}

function fromMeasured(parts: readonly Measured[]): Side {
  const metrics = new Map<string, SideMetric>();
  for (const metric of parts.flatMap((part) => part.metrics)) {
    const known = metrics.get(metric.name);
    if (known === undefined)
      metrics.set(metric.name, { unit: metric.unit, better: metric.better, values: [metric.value], provenance: metric.provenance });
    else {
      known.values.push(metric.value);
      if (weakness(metric.provenance) > weakness(known.provenance)) known.provenance = metric.provenance;
    }
  }
  const mix = meanMix(parts.flatMap((part) => (part.mix === undefined ? [] : [part.mix])));
  return {
    absentRuns: 0,
    requests: parts.map((part) => part.requests),
    failures: parts.map((part) => part.failures),
    metrics,
    ...(mix === undefined ? {} : { mix }),
  };
}

/** Mean of the shares over the runs; undefined where no run has any. */
function meanMix(mixes: readonly (readonly MixShare[])[]): MixShare[] | undefined {
  if (mixes.length === 0) return undefined;
  const shares = new Map<string, MixShare>();
  for (const { endpoint, sharePct } of mixes.flat()) {
    const key = endpointKey(endpoint);
    shares.set(key, { endpoint, sharePct: (shares.get(key)?.sharePct ?? 0) + sharePct / mixes.length });
  }
  return [...shares.values()];
}
