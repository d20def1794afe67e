import { builtInMetric, isCustom, type MetricContains, type MetricType } from './metric-kinds.js';

/** What the points of a metric are to a run. */
export type PointRole = 'skip' | 'http' | 'failed' | 'grpc' | 'ws' | 'users' | 'check' | 'iteration' | 'custom';

/** A metric that points bear. */
export interface PointMetric {
  /** Its name. */
  name: string;
  /** What its points are. */
  role: PointRole;
  /** Its number in the recorder, once it is a custom metric there. */
  custom?: number;
}

/** What a file says of a custom metric. */
export interface MetricKind {
  /** What k6 keeps of it. */
  type?: MetricType | undefined;
  /** What its values are. */
  contains?: MetricContains | undefined;
}

const ROLES: ReadonlyMap<string, PointRole> = new Map<string, PointRole>([
  ['http_req_duration', 'http'],
  ['http_req_failed', 'failed'],
  ['grpc_req_duration', 'grpc'],
  ['ws_connecting', 'ws'],
  ['vus', 'users'],
  ['checks', 'check'],
  ['iteration_duration', 'iteration'],
]);

/** The metric of a name. */
export function pointMetric(name: string): PointMetric {
  return { name, role: ROLES.get(name) ?? (isCustom(name) ? 'custom' : 'skip') };
}

/** What k6 itself says of a metric of its own; nothing of a script's. */
export function builtInKind(name: string): MetricKind {
  const known = builtInMetric(name);
  return known === undefined ? {} : { type: known.type, contains: known.contains };
}
