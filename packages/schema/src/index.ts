export { chooseDetailed, mostDetailedChanges, type Detailed } from './detail.js';
export { echo, formatPlace, InternalError, nearest, UserError, type UserErrorDetails } from './errors.js';
export {
  baselineToFlat,
  estimateFactors,
  estimatePercentile,
  flatToBaseline,
  flatToRun,
  isFlat,
  runToFlat,
  type FlatOptions,
  type FlatReport,
  type FlatService,
} from './flat.js';
export { checkLinkTemplate, linkPlaceholders, type LinkPlaceholder, type LinkProblem } from './links.js';
export { isBroken, isHeld, parseLimit, type LimitInput, type LimitLevel, type LimitProblem, type LimitResult } from './limits.js';
export { endpointId, endpointKey, fitsGlob, fitsMatch, fitsPattern, formatEndpoint, type MatchSubject } from './match.js';
export {
  builtInMetrics,
  describeMetric,
  findMetric,
  fullMetricName,
  percentileMetric,
  percentileOf,
  shortMetricNames,
  type MetricInfo,
} from './metrics.js';
export {
  configKeys,
  defaultPolicy,
  groupingHash,
  normalizePolicy,
  problemDiagnostic,
  problemMessage,
  reservedConfigKeys,
  verdicts,
  type ConfigProblem,
  type ConfigSetting,
  type PolicyResult,
} from './policy.js';
export { assertDocument, documentKind, readDocument, writeDocument, type Documents, type ReadResult } from './validate.js';
export { schemaAddress, schemaVersion, type DocumentName } from './versions.js';
export type * from './generated/types.js';
