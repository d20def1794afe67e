import type { Comparison } from '@loadline/schema/types';
import { describeSides } from '../describe-comparison.js';
import { diagnosticText } from '../diagnostic-text.js';
import { fillLinks } from '../fill-link.js';
import { groupSubjects } from './group-subjects.js';
import type { Story, StoryGroups, StoryNote, StorySubject } from './story.js';
import { tellErrors } from './tell-errors.js';
import { tellFacts } from './tell-facts.js';
import { tellHeadline } from './tell-headline.js';
import { tellMetric } from './tell-metric.js';
import { tellMark, withMistake } from './tell-mistake.js';
import { tellOmitted } from './tell-omitted.js';
import { tellSequence, tellTodo } from './tell-todo.js';
import { findTogether } from './tell-together.js';
import { tellWhy } from './tell-why.js';

/** What {@link tellStory} can be told. */
export interface TellStoryOptions {
  /** Names that a list among the facts shows before it counts the rest. Default 3. */
  mostNames?: number;
}

/**
 * What a report tells of a comparison: headline, why one may believe it, the worst, the groups, what it rests on, what to do.
 * All formats say these words; each only lays them out and escapes them.
 *
 * @example tellStory(comparison).headline
 * // '1 of 12 endpoints slower: POST /checkout p95 412 → 660 ms, +60.2 %, limit +30%'
 */
export function tellStory(comparison: Comparison, { mostNames = 3 }: TellStoryOptions = {}): Story {
  const groups = groupSubjects(comparison);
  const worst = findWorst(comparison, groups);
  const sequence = tellSequence(comparison);
  const together = findTogether(comparison, groups);
  const isTogether = together !== undefined;
  return {
    ...tellMark(comparison),
    ...withMistake(comparison, tellHeadline(comparison, groups, worst, together)),
    sides: describeSides(comparison),
    why: [tellOmitted(comparison) ?? [], tellWhy(comparison, groups, worst, isTogether)].flat(),
    ...(worst === undefined ? {} : { worst: { ...worst, metrics: worst.findings.map(tellMetric) } }),
    groups,
    facts: tellFacts(comparison, groups, mostNames),
    errors: tellErrors(comparison),
    notes: tellNotes(comparison),
    todo: tellTodo(comparison, groups, worst, isTogether),
    links: fillLinks(comparison),
    isTogether,
    ...(sequence === undefined ? {} : { sequence }),
  };
}

/** What a person has to look at first: of the report's own verdict where there is such a one. */
function findWorst({ verdict }: Comparison, { worse, newAndGone, cantTell }: StoryGroups): StorySubject | undefined {
  const candidates = [...worse, ...newAndGone.filter((subject) => subject.verdict === 'missing'), ...cantTell].filter(
    ({ lead }) => lead.gated,
  );
  return candidates.find((subject) => subject.verdict === verdict) ?? candidates[0];
}

const SEVERITIES = { error: 0, warning: 1, info: 2 };

/** Diagnostics one by one: errors first, then warnings, then those for the curious. */
function tellNotes({ diagnostics }: Comparison): StoryNote[] {
  return [...diagnostics]
    .sort((a, b) => SEVERITIES[a.severity] - SEVERITIES[b.severity])
    .map((diagnostic) => ({ severity: diagnostic.severity, text: diagnosticText(diagnostic), diagnostic }));
}
