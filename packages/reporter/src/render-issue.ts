import type { Comparison, Finding } from '@loadline/schema/types';
import { describeReason, plural } from './describe-comparison.js';
import { formatNumber } from './format-number.js';
import { bySubject, countFindings, groupFindings, omittedFindings } from './group-findings.js';
import { replaceInvisible } from './invisible.js';
import { investigationSteps, reviewChecklist } from './issue-words.js';
import { explainedPart } from './markdown/explained.js';
import { errorsPart, notesPart } from './markdown/fact-lists.js';
import { unclearSection, valueSection } from './markdown/finding-tables.js';
import { factsPart, lookPart, notJudgedPart, verdictLine, whyPart, worstPart } from './markdown/story-parts.js';
import { fitParts, foldedPart, markdownName, markdownText, type ReportPart } from './markdown/table.js';
import type { Story } from './story/story.js';
import { tellStory } from './story/tell-story.js';
import { tellMetric } from './story/tell-metric.js';
import { endpointName, subjectName } from './subject.js';
import { verdictWords } from './verdict-words.js';

/** One command that helps to look into it. */
export interface IssueCommand {
  /** What it does, plain text. */
  description: string;
  /** The command, one line. */
  command: string;
}

/** What {@link renderIssue} can be told. */
export interface RenderIssueOptions {
  /** Commands to print in place of the usual ones. */
  commands?: readonly IssueCommand[];
  /** Longest body, in UTF-16 units. Default 64,000: GitHub takes 65,536, and a marker has to fit beside it. */
  maxLength?: number;
}

/** Title and body of a GitHub issue. */
export interface IssueText {
  title: string;
  body: string;
}

const COMMANDS: readonly IssueCommand[] = [
  { description: 'Compare two runs yourself; everything is shown', command: 'loadline compare BEFORE AFTER --all' },
  { description: 'Judge new results against the configured baseline', command: 'loadline check RESULT_FILES' },
  { description: 'See what the baseline holds, and how old it is', command: 'loadline baseline show' },
  {
    description: 'Take the new level as normal, once everybody agrees',
    command: 'loadline baseline build RESULT_FILES -o docs/performance-baselines.json',
  },
];

/**
 * Title and body of the issue for what failed (`fail`: findings that are `fail` or `missing`, since no data is never a
 * pass) or for what is to be watched (`warn`). Only findings that count are in it: not muted, with a limit. The body is
 * GitHub's Markdown; everything from outside is escaped. Undefined where there is nothing of that kind: no issue is needed.
 *
 * @example renderIssue(comparison, 'fail')?.title // '🚨 Critical Performance Regression Detected (2 metrics)'
 */
export function renderIssue(
  comparison: Comparison,
  kind: 'fail' | 'warn',
  { commands = COMMANDS, maxLength = 64_000 }: RenderIssueOptions = {},
): IssueText | undefined {
  const groups = groupFindings(comparison);
  const { byVerdict } = groups;
  const counts = countFindings(comparison, groups);
  const missing = kind === 'fail' ? byVerdict.missing.filter(({ gated }) => gated) : [];
  const broken = kind === 'fail' ? byVerdict.fail : byVerdict.warn;
  // A reduced copy may have room for none of them and still knows how many there are.
  const said = kind === 'warn' ? counts.warn : counts.fail + (omittedFindings(comparison) > 0 ? counts.missing : missing.length);
  if (said === 0) return undefined;
  const count = plural(said, 'metric');
  const title =
    kind === 'fail'
      ? `🚨 Critical Performance Regression Detected (${count})`
      : `⚠️ Performance Warning (${count} trending towards regression)`;
  const heading = kind === 'fail' ? '## What failed' : '## What is drifting';
  const unclear = unclearSection({ byVerdict: { ...byVerdict, invalid: [], inconclusive: [], missing }, muted: [], ungated: [] }, 1);
  const story = tellStory(comparison);
  const isOfKind = kind === 'fail' ? comparison.verdict === 'fail' || comparison.verdict === 'missing' : comparison.verdict === 'warn';
  const start = opening(comparison, kind, [...broken, ...missing], story, said);
  const parts: (ReportPart | undefined)[] = [
    start,
    whyPart(story),
    isOfKind ? lookPart(story) : undefined,
    isOfKind ? worstPart(story) : undefined,
    broken.length === 0 ? undefined : valueSection(heading, broken, 0),
    unclear === undefined ? undefined : { ...unclear, heading: '## What was not measured' },
    detailsPart(broken),
    explainedPart([...broken, ...missing]),
    errorsPart(story),
    `## Investigation steps\n\n${investigationSteps([...broken, ...missing])
      .map((step, index) => `${index + 1}. ${step}`)
      .join('\n')}`,
    `## Checklist\n\n${reviewChecklist(kind)
      .map((item) => `- [ ] ${item}`)
      .join('\n')}`,
    commandsPart(commands),
    notJudgedPart(story),
    notesPart(story),
    `## Background\n\n${foldedPart('What it rests on: baseline, this run, what could have been shown', factsPart(story))}`,
  ];
  const room = { most: maxLength, size: (text: string) => text.length, whole: 'the report of the run' };
  const body = fitParts(parts.filter((part) => part !== undefined && part !== '') as ReportPart[], room);
  return { title, body: body ?? `${start}\n`.slice(0, maxLength) };
}

function opening(comparison: Comparison, kind: 'fail' | 'warn', findings: readonly Finding[], story: Story, count: number): string {
  const subjects = bySubject(findings).length;
  const of = subjects === 1 ? 'one endpoint or service' : `${formatNumber(subjects)} endpoints or services`;
  const where = `${plural(count, 'metric')}${findings.length < count ? ` (${formatNumber(findings.length)} of them listed here)` : ` of ${of}`}`;
  // The headline speaks of the worst; for an issue of warnings that may be something else.
  const isHeadline = kind === 'fail' || comparison.verdict === 'warn';
  const first = isHeadline
    ? verdictLine(story)
    : verdictLine({ ...verdictWords.warn, headline: tellFirst(findings) || `${plural(count, 'metric')} to watch` });
  const meaning = kind === 'fail' ? 'broke a limit that fails, or could no longer be measured.' : tellWarned(findings);
  return `${first}\n\nIn suite ${markdownName(comparison.policy.suite)}, ${where} ${meaning}`;
}

/** What findings that warn did: broke a limit that warns, or, as it seems and is not yet proven, one that fails. */
function tellWarned(findings: readonly Finding[]): string {
  const suspected = findings.filter(({ reason }) => reason.code === 'suspected').length;
  if (suspected === 0) return 'broke a limit that warns; none of these fails the check yet.';
  const also = suspected === findings.length ? '' : 'broke a limit that warns, or ';
  return `${also}may have broken a limit that fails; this is suspected and not yet proven, so none of these fails the check yet.`;
}

/** `GET /search p95 88 → 99 ms, +12.5 %, warn +10%`: the first of some findings. */
function tellFirst([first]: readonly Finding[]): string {
  if (first === undefined) return '';
  const { label, values, change, limit } = tellMetric(first);
  return [`${subjectName(first, false)} ${label} ${values}`, change, ...(limit === '' ? [] : [limit])].join(', ');
}

/** Reasons that say more than the table does. */
function detailsPart(findings: readonly Finding[]): string {
  const plain = new Set(['limit-broken', 'warn-limit-broken', 'slo-broken']);
  const said = findings.filter((finding) => !plain.has(finding.reason.code) || (finding.notes ?? []).length > 0).slice(0, 20);
  if (said.length === 0) return '';
  const line = (finding: Finding) => {
    const name = finding.endpoint === undefined ? finding.service : endpointName(finding.endpoint);
    const notes = (finding.notes ?? []).length === 0 ? '' : ` (${(finding.notes ?? []).join(', ')})`;
    return `- ${markdownName(name)}, ${markdownName(finding.metric)}: ${markdownText(describeReason(finding) + notes)}`;
  };
  return `## Details\n\n${said.map(line).join('\n')}`;
}

function commandsPart(commands: readonly IssueCommand[]): string {
  if (commands.length === 0) return '';
  const line = ({ description, command }: IssueCommand) => `# ${oneLine(description)}\n${oneLine(command)}`;
  return `## Helpful commands\n\n\`\`\`bash\n${commands.map(line).join('\n\n')}\n\`\`\``;
}

/** Text for a fenced block: no line break can open a line with a fence. */
function oneLine(text: string): string {
  return replaceInvisible(text).replaceAll('```', "'''");
}
