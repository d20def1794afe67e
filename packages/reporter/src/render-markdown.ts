import type { Comparison } from '@loadline/schema/types';
import { plural } from './describe-comparison.js';
import { escapeMarkdown } from './escape-markdown.js';
import { countFindings, groupFindings, type FindingGroups } from './group-findings.js';
import { copyLength, embedComparison } from './markdown/embedded-comparison.js';
import { explainedPart } from './markdown/explained.js';
import { errorsPart, notesPart, summaryPart } from './markdown/fact-lists.js';
import { gainSection, mutedSection, unclearSection, valueSection } from './markdown/finding-tables.js';
import { factsPart, groupsPart, linksPart, notJudgedPart, todoPart, verdictLine, whyPart, worstPart } from './markdown/story-parts.js';
import { fitParts, foldedPart, markdownText, type ReportPart, type Room } from './markdown/table.js';
import { countSubjects } from './story/count-subjects.js';
import type { Story } from './story/story.js';
import { tellStory } from './story/tell-story.js';
import { utf8Length } from './utf8-length.js';

/** What {@link renderMarkdown} can be told. */
export interface RenderMarkdownOptions {
  /** Carry the comparison in a hidden comment, for {@link readMarkdown}. Default true. */
  embed?: boolean;
  /** Longest report, in UTF-16 units, of which there are never fewer than characters. Default 65,536, GitHub's limit for comments. */
  maxLength?: number;
  /** Longest report in bytes of UTF-8, in place of `maxLength`: GitHub's job summary takes 1,048,576. */
  maxBytes?: number;
  /** Where the whole report is, said where rows had to be left out: an `https:` address, or words such as `the job summary`. */
  wholeAt?: string;
}

const TITLE = '## Performance Regression Analysis';

/** Names that a list of facts shows. */
const MOST_NAMES = 10;

/**
 * A comparison as GitHub's Markdown: the headline, why one may believe it, the worst with all its metrics, failures,
 * warnings, what to do, what passed (folded), summary, what cannot be told and why, what is new or better, what was not
 * judged, notes. Parts without content are left out. Everything from outside is escaped. What does not fit is left out by
 * whole rows, the least important first, and said.
 *
 * @example renderMarkdown(comparison, { embed: false })
 */
export function renderMarkdown(comparison: Comparison, options: RenderMarkdownOptions = {}): string {
  const { embed = true, maxBytes, maxLength = 65_536, wholeAt } = options;
  const most = maxBytes ?? maxLength;
  const size = maxBytes === undefined ? (text: string) => text.length : utf8Length;
  const room: Room = { most, size, whole: wholePlace(wholeAt) };
  const story = tellStory(comparison, { mostNames: MOST_NAMES });
  const parts = reportParts(comparison, groupFindings(comparison), story);
  const whole = fitParts(parts, room) ?? leastReport(story, room, maxBytes === undefined ? 'characters' : 'bytes');
  if (!embed) return whole;
  const left = most - size(whole) - 2;
  if (copyLength(comparison, () => true, { most: left, size }) <= left) {
    const report = `${whole}\n${embedComparison(comparison, { most: left, size })}\n`;
    if (size(report) <= most) return report;
  }
  // What needs action is in both, as far as there is room; what passed gets what is left.
  const wanted = copyLength(comparison, (finding) => finding.verdict !== 'pass' && finding.muted === undefined, room);
  const visible = fitParts(parts, { ...room, most: Math.max(Math.floor(most / 2), most - wanted - 1) }) ?? whole;
  const reduced = embedComparison(comparison, { most: most - size(visible) - 2, size });
  return reduced === '' || size(visible) + size(reduced) + 2 > most ? visible : `${visible}\n${reduced}\n`;
}

/** Where all of it is, as Markdown. */
function wholePlace(wholeAt = 'the JSON report'): string {
  return /^https:\/\/[!-~]+$/.test(wholeAt) && !/[<>()[\]\\`"]/.test(wholeAt) ? `[the whole report](${wholeAt})` : escapeMarkdown(wholeAt);
}

function reportParts(comparison: Comparison, groups: FindingGroups, story: Story): ReportPart[] {
  const { fail, warn, missing, invalid, inconclusive, pass } = groups.byVerdict;
  const passed = countFindings(comparison, groups).pass;
  // Where the verdict is that nothing is proven, that comes before what is to watch.
  const isOpen = comparison.verdict === 'inconclusive';
  const sections: (ReportPart | undefined)[] = [
    `${TITLE}\n\n${verdictLine(story)}`,
    whyPart(story),
    groupsPart(story),
    worstPart(story),
    todoPart(story),
    linksPart(story),
    fail.length === 0
      ? undefined
      : valueSection('### ❌ Failures (Action Required)', fail, 0, story.isTogether ? 'Show each of them' : undefined),
    isOpen ? unclearSection(groups) : undefined,
    warn.length === 0 ? undefined : valueSection('### ⚠️ Warnings (Monitor)', warn, 2),
    explainedPart([...fail, ...missing, ...warn, ...invalid, ...inconclusive]),
    passed === 0
      ? undefined
      : valueSection(`### ✅ Passed (${plural(passed, 'metric')} within thresholds)`, pass, 5, `Show them${fineWords(story)}`),
    summaryPart(comparison, groups, story),
    isOpen ? undefined : unclearSection(groups),
    gainSection(groups),
    mutedSection(groups),
    notJudgedPart(story),
    errorsPart(story),
    notesPart(story),
    foldedPart('What it rests on: baseline, this run, what could have been shown', factsPart(story)),
    `_Loadline ${markdownText(comparison.toolVersion)}, ${markdownText(comparison.createdAt)}_`,
  ];
  return sections.filter((part) => part !== undefined && part !== '') as ReportPart[];
}

/** ` (11 endpoints within all their limits)`; empty where none is. */
function fineWords({ groups: { fine } }: Story): string {
  const gated = fine.filter(({ lead }) => lead.gated);
  return gated.length === 0 ? '' : ` (${countSubjects(gated)} within all ${gated.length === 1 ? 'its' : 'their'} limits)`;
}

/** Where not even the frame of a report has room: the verdict alone, cut where it must be. */
function leastReport({ symbol, badge }: Story, { most, size }: Room, unit: string): string {
  const least = `${TITLE}\n\n**${symbol} ${badge}** The report does not fit into ${most} ${unit}.\n`;
  // The badge is of ASCII: a character is a byte.
  return size(least) <= most ? least : `${badge}\n`.slice(0, most);
}
