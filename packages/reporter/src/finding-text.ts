import type { Finding } from '@loadline/schema/types';
import { describeReason } from './describe-comparison.js';
import { formatChange, formatMetric, formatValues } from './format-change.js';
import { tellLimit } from './story/tell-metric.js';
import { verdictWords } from './verdict-words.js';

/** What was measured, against which limit: `p95 412 → 660 ms, +60.2 %, limit +30%`. Foreign text, not escaped. */
export function measuredText(finding: Finding): string {
  const values = `${formatMetric(finding.metric, finding.inPlaceOf)} ${formatValues(finding)}`;
  return [values, formatChange(finding), tellLimit(finding.limit)].filter((part) => part !== '' && part !== '—').join(', ');
}

/** The verdict and why: `not measured: the baseline has 1,200 requests of it, this run has none`. Foreign text, not escaped. */
export function verdictText(finding: Finding): string {
  return `${verdictWords[finding.verdict].word}: ${describeReason(finding)}`;
}
