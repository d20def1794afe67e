import type { Comparison } from '@loadline/schema/types';
import { countFindings, type FindingGroups } from '../group-findings.js';
import { countSubjects } from '../story/count-subjects.js';
import type { Story } from '../story/story.js';
import { verdictWords } from '../verdict-words.js';
import { explained } from './explained.js';
import { bulletList, markdownName, markdownText } from './table.js';

/** The numbers: the total is the sum of what is listed under it; what is not in it is said apart. */
export function summaryPart(comparison: Comparison, groups: FindingGroups, { groups: told }: Story): string {
  const counts = countFindings(comparison, groups);
  const unclear = (['missing', 'invalid', 'inconclusive'] as const).filter((verdict) => counts[verdict] > 0);
  const unclearCount = unclear.reduce((sum, verdict) => sum + counts[verdict], 0);
  const total = counts.fail + counts.warn + counts.pass + counts.improved + unclearCount;
  const { worse, cantTell, fine, newAndGone } = told;
  const subjects = [...worse, ...cantTell, ...fine, ...newAndGone].filter(({ verdict }) => verdict !== 'new');
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
  const of = subjects.length === 0 ? '' : `\n\nThe total counts the metrics of ${countSubjects(subjects)}.`;
  return `## Summary\n\n${lines.join('\n')}${of}${apart}`;
}

/** The most frequent failures of the judged runs; empty when there are none. */
export function errorsPart({ errors }: Story): string {
  if (errors.length === 0) return '';
  const items = errors.map(({ text, where }) => markdownText(text) + (where === undefined ? '' : ` (${markdownName(where)})`));
  return `## Errors seen\n\n${bulletList(items)}`;
}

/** Errors and warnings about the comparison itself; empty when there are none. */
export function notesPart({ notes }: Story): string {
  const said = notes.filter(({ severity }) => severity !== 'info');
  const items = said.map(({ severity, text, diagnostic }) => `**${explained(severity, diagnostic.code)}:** ${markdownText(text)}`);
  return said.length === 0 ? '' : `## Notes\n\n${bulletList(items)}`;
}
