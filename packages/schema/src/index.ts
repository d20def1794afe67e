export { echo, formatPlace, InternalError, nearest, UserError, type UserErrorDetails } from './errors.js';
export { endpointId, endpointKey, fitsGlob, fitsMatch, fitsPattern, formatEndpoint, type MatchSubject } from './match.js';
export { builtInMetrics, describeMetric, findMetric, fullMetricName, percentileMetric, percentileOf, type MetricInfo } from './metrics.js';
export type * from './generated/types.js';
