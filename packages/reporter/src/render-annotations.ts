import type { Comparison, Finding } from '@loadline/schema/types';
import { plural } from './describe-comparison.js';
import { cutMiddle } from './display-width.js';
import { escapeAnnotation } from './escape-annotation.js';
import { failingVerdicts } from './failing-verdicts.js';
import { measuredText, verdictText } from './finding-text.js';
import { groupBy } from './group-by.js';
import { countSubjects } from './story/count-subjects.js';
import type { Story, StorySubject } from './story/story.js';
import { tellReason } from './story/tell-metric.js';
import { tellStory } from './story/tell-story.js';
import { withoutValues } from './verdict-words.js';

/** GitHub shows so many errors, and as many warnings and notices, of one step, and drops the rest. */
const MOST_OF_A_LEVEL = 10;

/** Longest title and longest line of a message, in columns. */
const TITLE_WIDTH = 200;
const LINE_WIDTH = 400;
/** Widest of many names. */
const NAME_WIDTH = 100;
/** Metrics of an endpoint that an annotation names. */
const MOST_LINES = 6;

type Level = 'error' | 'warning' | 'notice';

/**
 * A comparison as workflow commands for the log of GitHub Actions, which shows them as annotations: a notice with the
 * headline and why one may believe it (an error where a gate matches nothing), then an error for each endpoint, service or run
 * that is worse or not measured (and of every other verdict that `failOn` names), a warning for each to watch and each that
 * cannot be told. Those of one cause (all slower together, or without values for one reason) share one. GitHub shows ten of
 * each in a step; what is beyond that is counted in a notice. It belongs on standard output.
 *
 * @example renderAnnotations(comparison).startsWith('::notice title=Loadline ') // true
 */
export function renderAnnotations(comparison: Comparison): string {
  const story = tellStory(comparison);
  const failing = failingVerdicts(comparison);
  const subjects = [...story.groups.worse, ...story.groups.newAndGone, ...story.groups.cantTell].filter(
    ({ verdict }) => verdict !== 'new' || failing.has(verdict),
  );
  const { isTogether } = story;
  const errors = joinAlike(
    subjects.filter(({ verdict }) => failing.has(verdict)),
    isTogether,
  );
  const warnings = joinAlike(
    subjects.filter(({ verdict }) => !failing.has(verdict)),
    isTogether,
  );
  // The headline is one of its level, too.
  const headlineLevel: Level = story.mistake === undefined ? 'notice' : 'error';
  const mostErrors = headlineLevel === 'error' ? MOST_OF_A_LEVEL - 1 : MOST_OF_A_LEVEL;
  const shown = (level: Level, all: readonly (readonly StorySubject[])[], most: number) =>
    all.slice(0, most).map((alike) => command(level, ...(alike.length > 1 ? tellAlike(alike, story) : tellOne(alike))));
  const lines = [
    command(headlineLevel, `Loadline ${story.badge}`, [story.headline, ...story.why]),
    ...shown('error', errors, mostErrors),
    ...shown('warning', warnings, MOST_OF_A_LEVEL),
    ...rest(errors.length - mostErrors, warnings.length - MOST_OF_A_LEVEL),
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * What has one cause, together: what is without values for the same reason, and, where most endpoints moved together, those
 * that did. Ten equal annotations hide what else there is to say.
 */
function joinAlike(subjects: readonly StorySubject[], isTogether: boolean): StorySubject[][] {
  const causeOf = ({ key, lead, verdict, scope }: StorySubject) => {
    if (isTogether && scope === 'endpoint' && lead.unit === 'ms' && lead.current.value !== null) return 'together';
    return withoutValues.has(verdict) ? `${verdict} ${lead.reason.message}` : `only ${key}`;
  };
  return [...groupBy(subjects, causeOf).values()];
}

/** `12 endpoints slower together`, with the first of them; `12 endpoints (not comparable)`, with the reason and their names. */
function tellAlike(alike: readonly StorySubject[], { brief }: Story): [title: string, lines: string[]] {
  const [first] = alike as readonly [StorySubject];
  const left = alike.length > MOST_LINES ? [`and ${plural(alike.length - MOST_LINES, 'endpoint')} more`] : [];
  if (!withoutValues.has(first.verdict)) {
    const lines = alike.slice(0, MOST_LINES).map(({ name, lead }) => `${cutMiddle(name, NAME_WIDTH)}: ${lineOf(lead)}`);
    return [brief, [brief, ...lines, ...left]];
  }
  const names = alike.slice(0, MOST_LINES).map(({ name }) => cutMiddle(name, NAME_WIDTH));
  return [
    `${countSubjects(alike)} (${first.word})`,
    [`${countSubjects(alike)}: ${verdictText(first.lead)}`, [...names, ...left].join(', ')],
  ];
}

function tellOne([subject]: readonly StorySubject[]): [title: string, lines: string[]] {
  return subject === undefined ? ['', []] : [titleOf(subject), linesOf(subject)];
}

/** `POST /checkout p95 +60.2 % (worse)`, `GET /invoices (not measured)`. */
function titleOf({ name, word, lead }: StorySubject): string {
  const measured = withoutValues.has(lead.verdict) ? '' : ` ${measuredText({ ...lead, limit: null })}`;
  return `${cutMiddle(name, TITLE_WIDTH / 2)}${measured} (${word})`;
}

/** Why it is named, then its other metrics that are not fine, the worst first; what is the same for several is said once. */
function linesOf({ name, lead, findings, errors }: StorySubject): string[] {
  const others = findings.filter(
    ({ verdict, muted, gated }) => muted === undefined && gated && verdict !== 'pass' && verdict !== 'improved',
  );
  const first = lineOf(lead);
  const lines = [...new Set([first, ...others.map(lineOf)])];
  const more = lines.length > MOST_LINES ? [`and ${plural(lines.length - MOST_LINES, 'metric')} more`] : [];
  // The log shows the message without its title, so that the name stands in both.
  return [
    `${cutMiddle(name, TITLE_WIDTH / 2)}: ${first}`,
    ...lines.slice(1, MOST_LINES),
    ...more,
    ...errors.slice(0, 1).map((error) => `seen ${error}`),
  ];
}

function lineOf(finding: Finding): string {
  if (withoutValues.has(finding.verdict)) return verdictText(finding);
  const reason = tellReason(finding);
  return `${measuredText(finding)}${reason === undefined ? '' : ` (${reason})`}`;
}

/** What GitHub would not show, counted: what is above zero of each. */
function rest(errors: number, warnings: number): string[] {
  const parts = [...(errors > 0 ? [plural(errors, 'error')] : []), ...(warnings > 0 ? [plural(warnings, 'warning')] : [])];
  if (parts.length === 0) return [];
  const title = `Loadline: ${parts.join(' and ')} more`;
  return [command('notice', title, ['GitHub shows ten of each in a step; the report has them all.'])];
}

/** The line break between lines of a message is a command’s own; those of names are gone before. */
function command(level: Level, title: string, lines: readonly string[]): string {
  const message = lines.map((line) => escapeAnnotation(cutMiddle(line, LINE_WIDTH), 'message')).join('%0A');
  return `::${level} title=${escapeAnnotation(cutMiddle(title, TITLE_WIDTH), 'title')}::${message}`;
}
