import type { Finding } from '@loadline/schema/types';
import { describeReason } from '../describe-comparison.js';
import { formatChange, formatLimit, formatMetric, formatValueCells, formatValues } from '../format-change.js';
import { CONTEXT } from '../format-number.js';
import { limitUse } from '../limit-use.js';
import { type Tone, verdictWords } from '../verdict-words.js';
import type { StoryMetric } from './story.js';

/** Reasons that say no more than values and limit beside them do. */
const PLAIN_REASONS: ReadonlySet<Finding['reason']['code']> = new Set([
  'limit-broken',
  'warn-limit-broken',
  'slo-broken',
  'limit-held',
  'slo-held',
  'better-than-noise',
]);

/** A finding in words. Plain text, not escaped. */
export function tellMetric(finding: Finding): StoryMetric {
  const [baseline, current] = formatValueCells(finding);
  const use = limitUse(finding);
  const reason = tellReason(finding);
  return {
    finding,
    label: formatMetric(finding.metric, finding.inPlaceOf),
    values: formatValues(finding),
    baseline,
    current,
    change: formatChange(finding),
    limit: tellLimit(finding.limit),
    ...(use === undefined ? {} : { use }),
    verdict: finding.verdict,
    word: verdictWords[finding.verdict].word,
    tone: toneOf(finding),
    ...(reason === undefined ? {} : { reason }),
    brief: tellBriefly(finding),
  };
}

/** `limit +30%`; one that only warns is called so: `warn +10%`; a goal `SLO < 2s`. Empty without one. */
export function tellLimit(limit: Finding['limit']): string {
  if (limit === null) return '';
  return limit.level === 'slo' ? formatLimit(limit) : `${limit.level === 'warn' ? 'warn' : 'limit'} ${limit.text}`;
}

/** Why a finding is what it is, and what else concerns it; undefined where values and limit say it. */
export function tellReason(finding: Finding): string | undefined {
  const notes = finding.notes === undefined || finding.notes.length === 0 ? '' : finding.notes.join(', ');
  if (PLAIN_REASONS.has(finding.reason.code)) return notes === '' ? undefined : notes;
  return `${describeReason(finding)}${notes === '' ? '' : ` (${notes})`}`;
}

/** How a finding is painted: one that does not count, or says nothing, is plain. */
export function toneOf({ verdict, muted, gated }: Finding): Tone {
  if (muted !== undefined || verdict === 'pass') return 'plain';
  return gated || verdict === 'improved' ? verdictWords[verdict].tone : 'plain';
}

/** A metric in a few words: `p50 +52.2 %`, `errors 0.1 → 0.12 %`. */
export function tellBriefly(finding: Finding): string {
  const label = formatMetric(finding.metric, finding.inPlaceOf);
  if (finding.unit === '%' || finding.change.relativePct === null) return `${label} ${formatValues(finding)}`;
  const digits = finding.verdict === 'pass' ? CONTEXT : {};
  return `${label} ${formatChange({ ...finding, limit: null, change: { ...finding.change, interval: null } }, digits)}`;
}
