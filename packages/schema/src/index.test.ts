import { describe, expect, it } from 'vitest';
import * as schema from './index.js';

describe('the public surface', () => {
  it('is these names', () => {
    expect(Object.keys(schema).sort()).toEqual([
      'InternalError', 'UserError', 'assertDocument', 'baselineToFlat', 'builtInMetrics', 'configKeys', 'defaultPolicy', 'describeMetric', 'documentKind', 'echo', 'endpointId', 'endpointKey',
      'estimateFactors', 'estimatePercentile', 'findMetric', 'fitsGlob', 'fitsMatch', 'fitsPattern', 'flatToBaseline', 'flatToRun', 'formatEndpoint', 'formatPlace', 'fullMetricName', 'groupingHash',
      'isBroken', 'isFlat', 'isHeld', 'nearest', 'normalizePolicy', 'parseLimit', 'percentileMetric', 'percentileOf', 'problemDiagnostic', 'problemMessage', 'readDocument', 'reservedConfigKeys',
      'runToFlat', 'schemaAddress', 'schemaVersion', 'shortMetricNames', 'verdicts', 'writeDocument',
    ]);
  });
});
