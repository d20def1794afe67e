import type { Comparison } from '@loadline/schema/types';
import {
  describeBaseline,
  describeCoverage,
  describeCurrent,
  describeEvidence,
  describeShifts,
  groupNotJudged,
  plural,
} from '../describe-comparison.js';
import { countFindings, type FindingGroups } from '../group-findings.js';
import { endpointName, hasManyServices, subjectName } from '../subject.js';
import { diagnosticText, errorText } from '../diagnostic-text.js';
import { formatNumber } from '../format-number.js';
import { verdictWords } from '../verdict-words.js';
import { markdownName, markdownText } from './table.js';

/** Items of a list of diagnostics, errors or reasons. */
const MOST_ITEMS = 10;

/** The numbers: the total is the sum of what is listed under it; what is not in it is said apart. */
export function summaryPart(comparison: Comparison, groups: FindingGroups): string {
  const counts = countFindings(comparison, groups);
  const unclear = (['missing', 'invalid', 'inconclusive'] as const).filter((verdict) => counts[verdict] > 0);
  const unclearCount = unclear.reduce((sum, verdict) => sum + counts[verdict], 0);
  const total = counts.fail + counts.warn + counts.pass + counts.improved + unclearCount;
  const lines = [
    `- **Total Metrics:** ${total}`,
    `- **Failures:** ${counts.fail}`,
    `- **Warnings:** ${counts.warn}`,
    `- **Passed:** ${counts.pass}`,
    ...(counts.improved > 0 ? [`- **Improved:** ${counts.improved}`] : []),
    ...(unclearCount > 0
      ? [`- **Can't tell:** ${unclearCount} (${unclear.map((verdict) => `${counts[verdict]} ${verdictWords[verdict].word}`).join(', ')})`]
      : []),
  ];
  const outside = [
    { count: counts.new, word: 'new' },
    { count: comparison.counts.muted, word: 'muted' },
    { count: comparison.coverage.notJudged.length, word: 'not judged' },
  ].filter(({ count }) => count > 0);
  const apart = outside.length === 0 ? '' : `\n\nNot in the total: ${outside.map(({ count, word }) => `${count} ${word}`).join(', ')}.`;
  return `## Summary\n\n${lines.join('\n')}${apart}`;
}

/** Against what, how much of it, how sure. */
export function factsPart(comparison: Comparison): string {
  const together = describeShifts(comparison);
  const facts = [
    ['Baseline', describeBaseline(comparison)],
    ['This run', describeCurrent(comparison)],
    ['Coverage', describeCoverage(comparison)],
    ...(comparison.findings.length === 0 ? [] : [['Evidence', describeEvidence(comparison)]]),
    ...(together === undefined ? [] : [['All endpoints together', together]]),
  ];
  return facts.map(([key = '', text = '']) => `- **${key}:** ${markdownText(text)}`).join('\n');
}

function list(items: readonly string[]): string {
  const shown = items.slice(0, MOST_ITEMS);
  return [...shown, ...(items.length > shown.length ? [`and ${formatNumber(items.length - shown.length)} more`] : [])]
    .map((item) => `- ${item}`)
    .join('\n');
}

function names(all: readonly string[]): string {
  const distinct = [...new Set(all)];
  return distinct.slice(0, 3).map(markdownName).join(', ') + (distinct.length > 3 ? ` and ${formatNumber(distinct.length - 3)} more` : '');
}

/** What has a limit and was not judged, and endpoints that no limit speaks of; empty when there is neither. */
export function notJudgedPart(comparison: Comparison): string {
  const many = hasManyServices(comparison);
  const items = groupNotJudged(comparison).map(
    ({ metric, reason, items: which }) => `${markdownName(metric)}: ${reason} (${names(which.map((item) => subjectName(item, many)))})`,
  );
  const { notGated } = comparison.coverage;
  if (notGated.length > 0)
    items.push(
      `${plural(notGated.length, 'endpoint')} without a limit of ${notGated.length === 1 ? 'its' : 'their'} own (${names(notGated.map(({ endpoint }) => endpointName(endpoint)))})`,
    );
  return items.length === 0 ? '' : `## Not judged\n\n${list(items)}`;
}

/** The most frequent failures of the judged runs; empty when there are none. */
export function errorsPart({ errors = [] }: Comparison, heading = '## Errors seen'): string {
  if (errors.length === 0) return '';
  return `${heading}\n\n${list(errors.map((error) => `${markdownText(errorText(error))}${error.endpoint === undefined ? '' : ` (${markdownName(endpointName(error.endpoint))})`}`))}`;
}

/** Errors and warnings about the comparison itself; empty when there are none. */
export function notesPart({ diagnostics }: Comparison, heading = '## Notes'): string {
  const rank = { error: 0, warning: 1, info: 2 };
  const said = [...diagnostics].sort((a, b) => rank[a.severity] - rank[b.severity]).filter(({ severity }) => severity !== 'info');
  return said.length === 0
    ? ''
    : `${heading}\n\n${list(said.map((diagnostic) => `**${diagnostic.severity}:** ${markdownText(diagnosticText(diagnostic))}`))}`;
}
