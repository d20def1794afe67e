import { k6Labels, type LabelNames, locustLabels } from './series-labels.js';
import type { Statistic } from './latency-metrics.js';

/** What is known beforehand of the series that something writes. */
export interface Exporter {
  /** Word in addresses. */
  name: 'k6' | 'locust' | 'histogram';
  /** Counter of requests. */
  requests: string;
  /** Failures: a selector of the requests, or a series of their own. */
  failed: { matchers: string } | { series: string };
  /** Histogram of response times. */
  histogram?: string;
  /** Values that the load generator works out itself, by the end of their series' names. */
  statistics?: { prefix: string; suffixes: ReadonlyMap<string, Statistic> };
  /** Units of the times in a millisecond. */
  perMs: number;
  /** Labels. */
  labels: LabelNames;
  /** Gauge of concurrent users. */
  users?: string;
  /** Failures by kind, where they are series of their own. */
  errors?: string;
  /** Matchers that leave totals out. */
  without?: string;
}

/** What k6 writes by `-o experimental-prometheus-rw`: native histograms, or one gauge for each statistic, in seconds. */
export const k6Exporter: Exporter = {
  name: 'k6',
  requests: 'k6_http_reqs_total',
  failed: { matchers: 'expected_response="false"' },
  histogram: 'k6_http_req_duration_seconds',
  statistics: {
    prefix: 'k6_http_req_duration_',
    suffixes: new Map<string, Statistic>([
      ['avg', 'avg'],
      ['min', 'min'],
      ['max', 'max'],
      ['med', 50],
      ...[50, 75, 90, 95, 98, 99, 99.9].map((each): [string, Statistic] => [`p${String(each).replace('.', '')}`, each]),
    ]),
  },
  perMs: 0.001,
  labels: k6Labels,
  users: 'k6_vus',
};

/** What the exporters for Locust write: gauges of what its web page shows, in ms. */
export const locustExporter: Exporter = {
  name: 'locust',
  requests: 'locust_requests_num_requests',
  failed: { series: 'locust_requests_num_failures' },
  statistics: {
    prefix: 'locust_requests_',
    suffixes: new Map<string, Statistic>([
      ['avg_response_time', 'avg'],
      ['min_response_time', 'min'],
      ['max_response_time', 'max'],
      ['median_response_time', 50],
    ]),
  },
  perMs: 1,
  labels: locustLabels,
  users: 'locust_users',
  errors: 'locust_errors',
  without: 'name!~"Aggregated|Total"',
};

/** Histograms of response times that are common enough to be looked for, the load generator's own side first. */
export const commonHistograms: readonly string[] = [
  'http_client_request_duration_seconds',
  'http_server_request_duration_seconds',
  'http_request_duration_seconds',
  'http_server_requests_seconds',
  'http_requests_duration_seconds',
  'http_request_duration_milliseconds',
];

/** Labels that name an endpoint, the most telling first. */
export const nameLabels: readonly string[] = ['name', 'http_route', 'route', 'endpoint', 'handler', 'path', 'uri', 'url_template', 'url'];

/** Labels that hold the method. */
export const methodLabels: readonly string[] = ['http_request_method', 'http_method', 'method', 'verb'];

/** Labels that hold the status. */
export const statusLabels: readonly string[] = ['http_response_status_code', 'http_status_code', 'status_code', 'status', 'code'];

/** Units of a metric's times in a millisecond, by its name. */
export function perMsOf(name: string): number {
  return /_(?:ms|msec|milliseconds|millis)(?:_|$)/.test(name) ? 1 : /_(?:us|microseconds)(?:_|$)/.test(name) ? 1000 : 0.001;
}
