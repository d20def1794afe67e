import type { Comparison, Finding } from '@loadline/schema/types';
import { plural, usersOf } from '../describe-comparison.js';
import { cutMiddle } from '../display-width.js';
import { formatNumber } from '../format-number.js';
import { groupBy } from '../group-by.js';
import { nameSome } from '../name-some.js';
import type { StoryGroups, StorySubject, StoryTodo } from './story.js';

/** Widest name in a list of them, in columns. */
const NAME_WIDTH = 40;

const REPAIRS: Partial<Record<Finding['reason']['code'], string>> = {
  'too-many-failures-baseline': 'Take a baseline whose requests succeed: times of failing requests say nothing about those that work.',
  'too-many-failures-current': 'Mend what fails, then measure again: times of failing requests say nothing about those that work.',
  'load-model-differs':
    'Run both sides with the same load model: with fixed users, slow answers lower the load; with a fixed rate they do not.',
  'environment-differs': 'Run both sides in one environment and on one type of machine, or build a baseline on the new one.',
  'estimated-value': 'Build the baseline from measured results: an estimate is never judged.',
  'unknown-word': 'Read it with the version of Loadline that wrote it, or a newer one.',
};

/** What has to be put right before this can be compared at all, with the names of what it holds for. */
export function repairs({ cantTell }: StoryGroups): StoryTodo[] {
  const byCode = groupBy(cantTell, ({ lead }) => lead.reason.code);
  return [...byCode].flatMap(([code, subjects]) => {
    const text = REPAIRS[code];
    const of = OF_ENDPOINTS.has(code) ? ` (${namesOf(subjects)})` : '';
    return text === undefined ? [] : [{ text: text.replace(':', `${of}:`) }];
  });
}

/** Repairs of single endpoints, which are named. */
const OF_ENDPOINTS: ReadonlySet<string> = new Set(['too-many-failures-baseline', 'too-many-failures-current', 'estimated-value']);

/** Names in a sentence before the rest is counted. */
const MOST_NAMED = 3;

function namesOf(subjects: readonly StorySubject[]): string {
  const names = subjects.map(({ name }) => cutMiddle(name, NAME_WIDTH));
  return nameSome(names, MOST_NAMED);
}

/** More or fewer users change every latency: before any code is blamed. */
export function sameLoad(comparison: Comparison): StoryTodo[] {
  const users = usersOf(comparison);
  if (users === undefined || users.before === users.after) return [];
  const { before, after } = users;
  return [
    { text: `Run again with the baseline's load, ${plural(before, 'user')} and not ${formatNumber(after)}, before any code is blamed.` },
  ];
}

/** What is in the baseline and not in this run. */
export function whatIsGone(gone: readonly StorySubject[]): StoryTodo[] {
  const [first] = gone;
  if (first?.scope === 'run') return [{ text: 'This run has no requests: look whether the load test ran at all.' }];
  return gone.length === 0
    ? []
    : [{ text: `Gone: ${namesOf(gone)}. Renamed (endpoints.rename joins the names), left out of the load test, or removed on purpose?` }];
}
