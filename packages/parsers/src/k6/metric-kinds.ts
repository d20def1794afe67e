import type { Better } from '@loadline/schema';

/** What k6 keeps of a metric. */
export type MetricType = 'counter' | 'gauge' | 'rate' | 'trend';

/** What the values of a metric are: plain numbers, times in ms, bytes. */
export type MetricContains = 'default' | 'time' | 'data';

/** What is known of a metric of k6's own. */
export interface BuiltInMetric {
  /** What k6 keeps of it. */
  type: MetricType;
  /** What its values are. */
  contains: MetricContains;
  /** Which way is good, where one is. */
  better?: Better;
}

const counter: BuiltInMetric = { type: 'counter', contains: 'default' };
const rate: BuiltInMetric = { type: 'rate', contains: 'default' };
const time: BuiltInMetric = { type: 'trend', contains: 'time', better: 'lower' };

const BUILT_IN: ReadonlyMap<string, BuiltInMetric> = new Map<string, BuiltInMetric>([
  ['checks', { ...rate, better: 'higher' }],
  ['iterations', counter],
  ['iteration_duration', time],
  ['dropped_iterations', { ...counter, better: 'lower' }],
  ['group_duration', time],
  ['ws_sessions', counter],
  ['ws_msgs_sent', counter],
  ['ws_msgs_received', counter],
  ['ws_ping', time],
  ['ws_session_duration', { type: 'trend', contains: 'time' }],
  ['grpc_streams', counter],
  ['grpc_streams_msgs_sent', counter],
  ['grpc_streams_msgs_received', counter],
  ['browser_data_sent', { type: 'counter', contains: 'data' }],
  ['browser_data_received', { type: 'counter', contains: 'data' }],
  ['browser_http_req_duration', time],
  ['browser_http_req_failed', { ...rate, better: 'lower' }],
  ['browser_web_vital_cls', { type: 'trend', contains: 'default', better: 'lower' }],
  ['browser_web_vital_fcp', time],
  ['browser_web_vital_fid', time],
  ['browser_web_vital_inp', time],
  ['browser_web_vital_lcp', time],
  ['browser_web_vital_ttfb', time],
]);

/** Metrics that stand elsewhere in a Run (requests, failures, users), are parts of a response time, or are bytes on the wire. */
const NOT_CUSTOM: ReadonlySet<string> = new Set([
  'http_reqs',
  'http_req_duration',
  'http_req_failed',
  'http_req_blocked',
  'http_req_connecting',
  'http_req_tls_handshaking',
  'http_req_sending',
  'http_req_waiting',
  'http_req_receiving',
  'grpc_req_duration',
  'ws_connecting',
  'vus',
  'vus_max',
  'data_sent',
  'data_received',
]);

/** What is known of a metric of k6's own that becomes a custom metric; undefined for those of a script. */
export function builtInMetric(base: string): BuiltInMetric | undefined {
  return BUILT_IN.get(base);
}

/** Whether a metric, k6's own or a script's, becomes a custom metric. */
export function isCustom(base: string): boolean {
  return !NOT_CUSTOM.has(base);
}

/** The type that a text names; undefined for another text. */
export function metricType(text: unknown): MetricType | undefined {
  return text === 'counter' || text === 'gauge' || text === 'rate' || text === 'trend' ? text : undefined;
}

/** What the values are by a text; undefined for another text. */
export function metricContains(text: unknown): MetricContains | undefined {
  return text === 'default' || text === 'time' || text === 'data' ? text : undefined;
}

/** Name of the custom metric for one check, by k6's own notation for submetrics. */
export function checkMetric(check: string): string {
  return `checks{check:${check}}`;
}
