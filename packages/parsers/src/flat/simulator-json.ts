import { type Endpoint, type Metric, UserError } from '@loadline/schema';
import { collectEndpoints, errorRate } from '../collect-endpoints.js';
import { field, fieldsOf, parseJsonAt, readWhole } from '../input/json-text.js';
import type { Head } from '../input/open-source.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';

/** Plain JSON as small simulators write it: per service `requests, failures, median, average, min, max, rps`. */
export const simulatorJson: Reader = {
  format: 'simulator-json',
  tool: 'simulator',
  title: 'plain JSON of a simulator ({"service": {"requests": …, "median": …}, "total": …})',
  detect: looksSimulated,
  read: readSimulated,
};

function looksSimulated(head: Head): boolean {
  const keys = ['requests', 'failures', 'median', 'average', 'rps'];
  return (
    head.text.startsWith('{') &&
    keys.every((key) => new RegExp(`"${key}"\\s{0,10}:`).test(head.text)) &&
    !/"(?:kind|num_requests|latency)"\s{0,10}:/.test(head.text)
  );
}

const FIELDS: readonly (readonly [key: string, metric: string])[] = [
  ['average', 'avg_latency_ms'],
  ['min', 'min_latency_ms'],
  ['max', 'max_latency_ms'],
  ['median', 'p50_latency_ms'],
  ['rps', 'rps'],
];

/** Percentiles that a hand-made file may have besides the median: `p95`, `p99`, `p99.9`. */
const PERCENTILE = /^p\d{1,2}(?:\.\d{1,6})?$/;

async function readSimulated(input: ReaderInput): Promise<RunPart> {
  const text = await readWhole(input);
  const { value } = parseJsonAt(text, text.indexOf('{'), input);
  const endpoints = collectEndpoints(input.diagnostics, input.limits, input.name);
  const sums = { requests: 0, failures: 0 };
  let total: Endpoint | undefined;
  for (const [key, service] of fieldsOf(value)) {
    if (key.startsWith('_')) continue;
    const endpoint = readService(input, key, service);
    if (endpoint === undefined) continue;
    if (key === 'total') {
      total = endpoint;
      continue;
    }
    sums.requests += endpoint.requests ?? 0;
    sums.failures += endpoint.failures ?? 0;
    endpoints.add(endpoint, { file: input.name, path: `/${pointer(key)}` });
  }
  const list = endpoints.list();
  if (list.length === 0 || sums.requests === 0) {
    throw new UserError({
      code: 'no-requests',
      found: 'a file in which no request was counted',
      expected: 'at least one request',
      place: { file: input.name },
    });
  }
  if (total !== undefined) checkTotal(input, total, sums);
  return {
    state: {
      endpoints: list,
      rank: 1,
      ...(total === undefined ? {} : { total: { requests: total.requests, failures: total.failures, metrics: total.metrics } }),
    },
    partial: false,
  };
}

function pointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function readService(input: ReaderInput, key: string, service: unknown): Endpoint | undefined {
  const place = { file: input.name, path: `/${pointer(key)}` };
  const requests = field(service, 'requests');
  const failures = field(service, 'failures');
  if (!isCount(requests) || !isCount(failures) || failures > requests) {
    input.diagnostics.add(
      'warning',
      'row-rejected',
      'an entry was not counted: its requests and failures are no counts, or contradict one another',
      place,
    );
    return undefined;
  }
  const metrics: Metric[] = [];
  const percentiles = fieldsOf(service).flatMap(([name]) => (PERCENTILE.test(name) ? [[name, `${name}_latency_ms`] as const] : []));
  for (const [name, metric] of [...FIELDS, ...percentiles]) {
    const found = field(service, name);
    if (typeof found === 'number' && found > 0 && found < 1e12 && requests > 0)
      metrics.push({ name: metric, value: found, provenance: 'unstated' });
    else if (found !== undefined && found !== null && found !== 0)
      input.diagnostics.add(
        'warning',
        'value-unreadable',
        `\`${name}\` is no number that could have been measured; the value was left out`,
        place,
      );
  }
  const errors = errorRate(requests, failures);
  return { kind: 'request', name: key, requests, failures, metrics: errors === undefined ? metrics : [...metrics, errors] };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function checkTotal(input: ReaderInput, total: Endpoint, sums: { requests: number; failures: number }): void {
  for (const key of ['requests', 'failures'] as const) {
    if (total[key] === sums[key]) continue;
    input.diagnostics.add(
      'warning',
      'total-differs',
      `\`total\` counts ${total[key]} ${key}, the services together ${sums[key]}; the services were used`,
      { file: input.name },
    );
  }
}
