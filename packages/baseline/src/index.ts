export { buildBaseline, type BaselineOptions } from './build-baseline.js';
export { diffBaselines, type BaselineDiff, type BaselineDiffRow } from './diff-baselines.js';
export { findInvalid } from './find-invalid.js';
export { seriesValue } from './series-value.js';
export { summarizeBaseline, type BaselineSummary, type MetricSummary, type ServiceSummary } from './summarize-baseline.js';
