import type { Baseline, Finding, Metric, Run } from '@loadline/schema';
import { endpointKey, endpointId } from '@loadline/schema';
import type { ExplainedRun } from './explanation.js';

/** What is explained: where it is measured, and which metric. */
export type Explained = Pick<Finding, 'scope' | 'service' | 'endpoint' | 'metric'>;

/** What each run measured of it, the runs of the baseline first. */
export function explainedRuns(baseline: Baseline, runs: readonly Run[], subject: Explained): ExplainedRun[] {
  const part = baselinePart(baseline, subject);
  const series = part?.metrics.find(({ name }) => name === subject.metric);
  const before = baseline.runs.map((run, index): ExplainedRun => {
    const [requests, failures] = [part?.requests[index] ?? null, part?.failures[index] ?? null];
    const value = series?.values[index] ?? countOf(subject.metric, requests, failures);
    const resolution = series?.resolution?.[index] ?? undefined;
    return { ...whoIs('baseline', index, run), value, ...(resolution === undefined ? {} : { resolution }), requests, failures };
  });
  const after = runs.map((run, index): ExplainedRun => {
    const measured = currentPart(run, subject);
    const metric = measured?.metrics.find(({ name }) => name === subject.metric);
    const [requests, failures] = [measured?.requests ?? null, measured?.failures ?? null];
    const value = metric?.value ?? countOf(subject.metric, requests, failures);
    const { resolution } = metric ?? {};
    return { ...whoIs('current', index, run.run), value, ...(resolution === undefined ? {} : { resolution }), requests, failures };
  });
  return [...before, ...after];
}

function whoIs(
  side: ExplainedRun['side'],
  index: number,
  { id, startedAt, sources = [] }: { id: string; startedAt?: string; sources?: readonly { name: string }[] },
): Pick<ExplainedRun, 'side' | 'number' | 'id' | 'files' | 'startedAt'> {
  return { side, number: index + 1, id, files: sources.map(({ name }) => name), ...(startedAt === undefined ? {} : { startedAt }) };
}

/** What the counts themselves say of a metric: they, or an error rate in %. */
export function countOf(metric: string, requests: number | null, failures: number | null): number | null {
  if (metric === 'total_requests') return requests;
  if (metric === 'total_failures') return failures;
  return metric !== 'error_rate_pct' || !requests || failures === null ? null : (failures / requests) * 100;
}

type BaselinePart = Pick<Baseline['services'][number], 'requests' | 'failures' | 'metrics'>;

function baselinePart({ services, total }: Baseline, { scope, service, endpoint }: Explained): BaselinePart | undefined {
  if (scope === 'run') return total;
  const own = services.find(({ name }) => name === service);
  if (endpoint === undefined) return own;
  const key = endpointKey(endpoint);
  return own?.endpoints.find((each) => endpointKey(each.endpoint) === key);
}

interface CurrentPart {
  requests: number | null;
  failures: number | null;
  metrics: readonly Metric[];
}

function currentPart(run: Run, { scope, service, endpoint }: Explained): CurrentPart | undefined {
  if (scope === 'run') return run.total;
  if (endpoint === undefined) return run.services?.find(({ name }) => name === service);
  const key = endpointKey(endpoint);
  return run.endpoints.find((each) => endpointKey(endpointId(each)) === key);
}
