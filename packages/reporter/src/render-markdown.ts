import type { Comparison } from '@loadline/schema/types';
import { countFindings, groupFindings, type FindingGroups } from './group-findings.js';
import { embedComparison } from './markdown/embedded-comparison.js';
import { errorsPart, factsPart, notesPart, notJudgedPart, summaryPart } from './markdown/fact-lists.js';
import { gainSection, mutedSection, unclearSection, valueSection } from './markdown/finding-tables.js';
import { fitParts, markdownText, type ReportPart } from './markdown/table.js';
import { verdictWords } from './verdict-words.js';

/** What {@link renderMarkdown} can be told. */
export interface RenderMarkdownOptions {
  /** Carry the comparison in a hidden comment, for {@link readMarkdown}. Default true. */
  embed?: boolean;
  /** Longest report, in UTF-16 units, of which there are never fewer than characters. Default 65,536, GitHub's limit. */
  maxLength?: number;
}

const TITLE = '## Performance Regression Analysis';

/**
 * A comparison as GitHub's Markdown: headline, failures, warnings, what passed (folded), summary, what cannot be told
 * and why, what is new or better, what was not judged, notes. Parts without content are left out. Everything from
 * outside is escaped. What does not fit into `maxLength` is left out by whole rows, the least important first, and said.
 *
 * @example renderMarkdown(comparison, { embed: false })
 */
export function renderMarkdown(comparison: Comparison, { embed = true, maxLength = 65_536 }: RenderMarkdownOptions = {}): string {
  const parts = reportParts(comparison, groupFindings(comparison));
  if (!embed) return fitParts(parts, maxLength) ?? leastReport(comparison, maxLength);
  // What needs action is in both, as far as there is room; what passed gets what is left.
  const wanted = embedComparison(comparison, Infinity, (finding) => finding.verdict !== 'pass' && finding.muted === undefined).length;
  const room = Math.max(Math.floor(maxLength / 2), maxLength - wanted - 1);
  const whole = fitParts(parts, maxLength) ?? leastReport(comparison, maxLength);
  const copy = embedComparison(comparison, Infinity);
  if (whole.length + copy.length + 2 <= maxLength) return `${whole}\n${copy}\n`;
  const visible = fitParts(parts, room) ?? whole;
  const reduced = embedComparison(comparison, maxLength - visible.length - 2);
  return reduced === '' ? visible : `${visible}\n${reduced}\n`;
}

function reportParts(comparison: Comparison, groups: FindingGroups): ReportPart[] {
  const { fail, warn, pass } = groups.byVerdict;
  const passed = countFindings(comparison, groups).pass;
  const sections: (ReportPart | undefined)[] = [
    `${TITLE}\n\n${verdictLine(comparison)}`,
    fail.length === 0 ? undefined : valueSection('### ❌ Failures (Action Required)', fail, 0),
    warn.length === 0 ? undefined : valueSection('### ⚠️ Warnings (Monitor)', warn, 2),
    passed === 0 ? undefined : valueSection(`### ✅ Passed (${passed} metrics within thresholds)`, pass, 5, 'Show them'),
    summaryPart(comparison, groups),
    factsPart(comparison),
    unclearSection(groups),
    gainSection(groups),
    mutedSection(groups),
    notJudgedPart(comparison),
    errorsPart(comparison),
    notesPart(comparison),
    `_Loadline ${markdownText(comparison.toolVersion)}, ${markdownText(comparison.createdAt)}_`,
  ];
  return sections.filter((part) => part !== undefined && part !== '') as ReportPart[];
}

/** The verdict's mark and the headline in one line. */
export function verdictLine({ verdict, headline }: Pick<Comparison, 'verdict' | 'headline'>): string {
  const { symbol, badge } = verdictWords[verdict];
  return `**${symbol} ${badge}** ${markdownText(headline)}`;
}

/** Where not even the frame of a report has room: the verdict alone, cut where it must be. */
function leastReport(comparison: Comparison, maxLength: number): string {
  const { symbol, badge } = verdictWords[comparison.verdict];
  const least = `${TITLE}\n\n**${symbol} ${badge}** The report does not fit into ${maxLength} characters.\n`;
  return least.length <= maxLength ? least : `${badge}\n`.slice(0, maxLength);
}
