import type { Comparison } from '@loadline/schema/types';
import { describeBaseline, describeCoverage, describeCurrent, describeEvidence, groupNotJudged, plural } from '../describe-comparison.js';
import { formatNumber } from '../format-number.js';
import { nameSome } from '../name-some.js';
import { endpointName, subjectNamer } from '../subject.js';
import type { StoryFact, StoryFactKind, StoryGroups } from './story.js';

/**
 * What the comparison rests on: baseline, this run, what could have been shown, what was judged, and what was not, with
 * names. Plain text.
 *
 * @param mostNames names of each list before the rest is counted.
 */
export function tellFacts(comparison: Comparison, groups: StoryGroups, mostNames: number): StoryFact[] {
  const fact = (kind: StoryFactKind, text: string | undefined): StoryFact[] =>
    text === undefined ? [] : [{ kind, label: LABELS[kind], text }];
  return [
    ...fact('baseline', describeBaseline(comparison)),
    ...fact('current', describeCurrent(comparison)),
    ...fact('sensitivity', comparison.findings.length === 0 ? undefined : describeEvidence(comparison)),
    ...fact('brackets', tellBrackets(comparison)),
    ...fact('judged', tellJudged(comparison, groups)),
    ...notJudged(comparison, mostNames).flatMap((text) => fact('notJudged', text)),
    ...fact('noLimit', noLimit(comparison, mostNames)),
    ...fact('muted', muted(comparison, groups, mostNames)),
  ];
}

/** The words before each kind of fact. */
const LABELS: Readonly<Record<StoryFactKind, string>> = {
  baseline: 'Baseline',
  current: 'This run',
  sensitivity: 'Would show',
  brackets: 'In brackets',
  judged: 'Judged',
  notJudged: 'Not judged',
  noLimit: 'No limit',
  muted: 'Muted',
};

/** What stands in brackets beside a change, said once; undefined where nothing does. */
function tellBrackets({ findings }: Comparison): string | undefined {
  const level = findings.find(({ change }) => change.interval !== null && change.interval !== undefined)?.change.interval?.level;
  return level === undefined
    ? undefined
    : `the ${formatNumber(level * 100)} % interval: it holds the true change in ${formatNumber(level * 100)} of 100 comparisons`;
}

/** `12 of 12 endpoints, 1 of them muted`. */
function tellJudged(comparison: Comparison, { muted: apart, ...rest }: StoryGroups): string {
  const counted = new Set([...rest.worse, ...rest.cantTell, ...rest.fine, ...rest.newAndGone].map(({ key }) => key));
  const whole = apart.filter(({ key, lead }) => !counted.has(key) && lead.gated).length;
  return `${describeCoverage(comparison)}${whole === 0 ? '' : `, ${formatNumber(whole)} of them muted: shown, not counted`}`;
}

/** What has a limit and was not judged, and why: `p95: neither side has it (GET /search)`. */
function notJudged(comparison: Comparison, most: number): string[] {
  const nameOf = subjectNamer(comparison);
  return groupNotJudged(comparison).map(({ metric, reason, items }) => {
    const names = items.map(nameOf);
    return `${metric}: ${reason} (${nameDistinct(names, most)})`;
  });
}

/** Endpoints that no limit speaks of: `1 endpoint has none of its own (GET /health)`. */
function noLimit({ coverage: { notGated } }: Comparison, most: number): string | undefined {
  if (notGated.length === 0) return undefined;
  const one = notGated.length === 1;
  const names = notGated.map(({ endpoint }) => endpointName(endpoint));
  return `${plural(notGated.length, 'endpoint')} ${one ? 'has' : 'have'} none of ${one ? 'its' : 'their'} own (${nameDistinct(names, most)})`;
}

function muted({ counts }: Comparison, groups: StoryGroups, most: number): string | undefined {
  const count = Math.max(
    counts.muted,
    groups.muted.reduce((sum, { findings }) => sum + findings.length, 0),
  );
  if (count === 0) return undefined;
  const names = groups.muted.map(({ name }) => name);
  return `${plural(count, 'finding')}, not counted${names.length === 0 ? '' : ` (${nameDistinct(names, most)})`}`;
}

/** Each name once, the first of them. */
function nameDistinct(names: readonly string[], most: number): string {
  return nameSome([...new Set(names)], most);
}
