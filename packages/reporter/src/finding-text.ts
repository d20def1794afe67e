import type { AppliedLimit, Finding } from '@loadline/schema/types';
import { describeReason } from './describe-comparison.js';
import { formatChange, formatLimit, formatMetric, formatValues } from './format-change.js';
import { verdictWords } from './verdict-words.js';

/** What was measured, against which limit: `p95 412 → 660 ms (+60.2 %), limit +30%`. Foreign text, not escaped. */
export function measuredText(finding: Finding): string {
  const change = formatChange(finding);
  // A change with brackets of its own does not get more of them.
  const inBrackets = change === '—' ? '' : change.includes('(') ? `, ${change}` : ` (${change})`;
  const limit = limitText(finding.limit);
  return `${formatMetric(finding.metric, finding.inPlaceOf)} ${formatValues(finding)}${inBrackets}${limit === '' ? '' : `, ${limit}`}`;
}

/** The limit with what it is: `limit +30%`, `warn +10%`, `SLO < 2s`. */
function limitText(limit: AppliedLimit | null): string {
  const words = { fail: 'limit ', warn: 'warn ', slo: '' };
  return limit === null ? '' : `${words[limit.level]}${formatLimit(limit)}`;
}

/** The verdict and why: `not measured: the baseline has 1,200 requests of it, this run has none`. Foreign text, not escaped. */
export function verdictText(finding: Finding): string {
  return `${verdictWords[finding.verdict].word}: ${describeReason(finding)}`;
}
