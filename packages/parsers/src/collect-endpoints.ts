import type { Endpoint, Metric, Place } from '@loadline/schema';
import { echo } from '@loadline/schema/errors';
import { endpointKey, formatEndpoint } from '@loadline/schema/match';
import { cleanName, isTooLong } from './clean-name.js';
import type { Diagnostics } from './input/diagnostics.js';
import type { ReadLimits } from './input/read-limits.js';

/** Collects the endpoints of a file: one per identity, at most as many as the limit says. */
export interface EndpointCollector {
  /** Adds one row. */
  add(endpoint: Endpoint, place?: Place): void;
  /** The endpoints, in the order of the file. */
  list(): Endpoint[];
}

/** Name of what is folded past the limit. */
const OTHER = '(other)';

/**
 * An empty collection. Names are cleaned (see {@link cleanName}); rows of one identity are folded into one with a
 * diagnostic; what comes past the limit is folded into `(other)`.
 */
export function collectEndpoints(diagnostics: Diagnostics, limits: ReadLimits, file: string): EndpointCollector {
  const byKey = new Map<string, Endpoint>();
  let other: Endpoint | undefined;
  let folded = 0;
  return {
    add(row, place = { file }) {
      const endpoint = cleaned(row, diagnostics, place);
      const key = endpointKey(endpoint);
      const same = byKey.get(key);
      if (same !== undefined) {
        diagnostics.add(
          'warning',
          'endpoint-twice',
          `\`${echo(formatEndpoint(endpoint))}\` stands in the file more than once; its rows were added up, without their percentiles`,
          place,
        );
        byKey.set(key, foldEndpoints(same, endpoint));
      } else if (byKey.size < limits.endpoints) {
        byKey.set(key, endpoint);
      } else {
        folded++;
        const renamed: Endpoint = { ...endpoint, name: OTHER };
        delete renamed.method;
        other = other === undefined ? renamed : foldEndpoints(other, renamed);
      }
    },
    list() {
      if (other === undefined) return [...byKey.values()];
      diagnostics.add(
        'warning',
        'endpoints-folded',
        `the file has more than ${limits.endpoints.toLocaleString('en-US')} endpoints; the other ${folded.toLocaleString('en-US')} were folded into \`${OTHER}\``,
        { file },
      );
      return [...byKey.values(), other];
    },
  };
}

function cleaned(row: Endpoint, diagnostics: Diagnostics, place: Place): Endpoint {
  if (isTooLong(row.name))
    diagnostics.add(
      'warning',
      'name-cut',
      `a name of ${row.name.length.toLocaleString('en-US')} characters was cut: \`${echo(row.name, 40)}\``,
      place,
    );
  const endpoint: Endpoint = { ...row, name: cleanName(row.name) };
  if (endpoint.method === undefined || endpoint.method === '') delete endpoint.method;
  else endpoint.method = cleanName(endpoint.method);
  return endpoint;
}

/**
 * Two rows as one: counts and rates add up, the mean is weighted by requests, the extremes are the outer ones, the error
 * rate follows from the counts. Percentiles of two rows cannot be joined and are left out.
 */
export function foldEndpoints(a: Endpoint, b: Endpoint): Endpoint {
  if (b.requests === 0) return a;
  if (a.requests === 0) return { ...b };
  const requests = addCounts(a.requests, b.requests);
  const failures = addCounts(a.failures, b.failures);
  const metrics = [
    joined(a, b, 'avg_latency_ms', (x, y) => (requests === null ? undefined : (x * (a.requests ?? 0) + y * (b.requests ?? 0)) / requests)),
    joined(a, b, 'min_latency_ms', Math.min),
    joined(a, b, 'max_latency_ms', Math.max),
    joined(a, b, 'rps', (x, y) => x + y),
    errorRate(requests, failures),
  ];
  const { histogram: _histogram, vif: _vif, ...identity } = a;
  return { ...identity, requests, failures, metrics: metrics.filter((metric) => metric !== undefined) };
}

function addCounts(a: number | null, b: number | null): number | null {
  const total = a === null || b === null ? null : a + b;
  return total !== null && Number.isSafeInteger(total) ? total : null;
}

function joined(a: Endpoint, b: Endpoint, name: string, join: (x: number, y: number) => number | undefined): Metric | undefined {
  const x = a.metrics.find((metric) => metric.name === name);
  const y = b.metrics.find((metric) => metric.name === name);
  if (x === undefined || y === undefined) return undefined;
  const value = join(x.value, y.value);
  if (value === undefined || !Number.isFinite(value)) return undefined;
  const resolution = Math.max(x.resolution ?? 0, y.resolution ?? 0);
  return { name, value, provenance: x.provenance === y.provenance ? x.provenance : 'reported', ...(resolution > 0 ? { resolution } : {}) };
}

/** Failures / requests × 100, where there were requests; exact, since both are counts. */
export function errorRate(requests: number | null, failures: number | null): Metric | undefined {
  if (requests === null || failures === null || requests === 0 || failures > requests) return undefined;
  return { name: 'error_rate_pct', value: (failures / requests) * 100, provenance: 'exact' };
}
