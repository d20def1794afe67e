import type { Endpoint, Metric } from '@loadline/schema';
import { flatToRun, isFlat } from '@loadline/schema';
import { boundName, type Draft, errorRate, noData, type Reader } from '../draft.js';
import { checkTotal } from '../locust/stats-csv.js';
import { asObject, countField, numberField } from '../parse-json.js';

/** The flat form: services with plain numbers. */
export const flatJson: Reader = {
  format: 'flat',
  tool: 'flat',
  title: 'Flat JSON: services with metrics by name',
  detect: ({ json, head }) => head.startsWith('{') && isFlat(json()),
  read({ source, json }) {
    const run = flatToRun(json(), { name: source.name, sha256: source.sha256, bytes: source.bytes });
    const { startedAt, load } = run.run;
    return { format: 'flat', tool: 'flat', state: 1, endpoints: run.endpoints, ...(startedAt === undefined ? {} : { startedAt }), ...(typeof load.users === 'number' ? { users: load.users } : {}), diagnostics: run.diagnostics };
  },
};

const TIMES: readonly (readonly [field: string, metric: string])[] = [['average', 'avg_latency_ms'], ['median', 'p50_latency_ms'], ['min', 'min_latency_ms'], ['max', 'max_latency_ms']];

/** Plain JSON of a load simulator: `requests, failures, median, average, min, max, rps` per service, and `total`. */
export const simulatorJson: Reader = {
  format: 'simulator-json',
  tool: 'simulator',
  title: 'Plain JSON of a simulator: requests, failures, median, average, min, max, rps per service',
  detect({ json, head }) {
    if (!head.startsWith('{')) return false;
    const entries = Object.values(asObject(json()) ?? {}).map(asObject);
    return entries.length > 0 && entries.every((entry) => entry !== undefined && Object.hasOwn(entry, 'requests') && Object.hasOwn(entry, 'failures'));
  },
  read({ source, json }) {
    const draft: Draft = { format: 'simulator-json', tool: 'simulator', state: 1, endpoints: [], diagnostics: [] };
    for (const [key, value] of Object.entries(asObject(json()) ?? {})) {
      const entry = readService(key, asObject(value) ?? {}, source.name, draft);
      if (entry === undefined) continue;
      if (key === 'total' && !Object.hasOwn(asObject(value) ?? {}, 'average')) draft.total = { requests: entry.requests, failures: entry.failures, metrics: entry.metrics };
      else draft.endpoints.push(entry);
    }
    if (draft.endpoints.length === 0) throw noData(source, 'a simulator’s result without a service');
    if (draft.total !== undefined) checkTotal(draft.total, draft.endpoints, source.name, draft.diagnostics);
    return draft;
  },
};

function readService(key: string, entry: Record<string, unknown>, file: string, draft: Draft): Endpoint | undefined {
  const requests = countField(entry, 'requests');
  const failures = countField(entry, 'failures');
  if (requests === null || failures === null) {
    draft.diagnostics.push({ code: 'row-rejected', severity: 'warning', message: 'the entry was left out: expected whole numbers for requests and failures', place: { file, path: `/${key}` } });
    return undefined;
  }
  const metrics = TIMES.flatMap(([field, name]): Metric[] => {
    const value = numberField(entry, field);
    return value === undefined || value === 0 || requests === 0 ? [] : [{ name, value, provenance: 'reported' }];
  });
  const rps = numberField(entry, 'rps');
  if (rps !== undefined && requests > 0) metrics.push({ name: 'rps', value: rps, provenance: 'reported' });
  return { kind: 'request', name: boundName(key, draft.diagnostics, { file }), requests, failures, metrics: [...metrics, ...errorRate(requests, failures)] };
}
