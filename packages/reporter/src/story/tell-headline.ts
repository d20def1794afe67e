import type { Comparison, Finding, Verdict } from '@loadline/schema/types';
import { describeReason, plural } from '../describe-comparison.js';
import { cutMiddle } from '../display-width.js';
import { formatChange, formatMetric, formatValues, tellSpread } from '../format-change.js';
import { formatNumber, formatSignedPct } from '../format-number.js';
import { omittedFindings } from '../group-findings.js';
import { verdictWords } from '../verdict-words.js';
import type { Story, StoryCount, StoryGroups, StorySubject } from './story.js';
import { tellBriefly, tellLimit } from './tell-metric.js';
import { isSlower, type Together } from './tell-together.js';

/** Widest name in a headline, in columns. */
const NAME_WIDTH = 80;

/** The same beside what the headline is about. */
const SHORT_WIDTH = 40;

/**
 * The first line of every report: how many of what, then the worst of them with its change and limit. Where counting says
 * nothing (nothing comparable, nothing judged) it is the comparison's own headline.
 *
 * @param worst what it names; of the verdicts that are counted.
 * @param together what most endpoints share.
 */
export function tellHeadline(
  comparison: Comparison,
  groups: StoryGroups,
  worst: StorySubject | undefined,
  together: Together | undefined,
): Headline {
  const summary = summarize(comparison, groups, worst, together);
  if (summary === undefined) {
    const own = withoutPrefix(comparison);
    return { headline: own, brief: own, summary: own, detail: own, counted: [] };
  }
  const { text: said, named, counted } = summary;
  const join = (joint: string, detail: string, short: string) => ({
    headline: `${named}${joint}${detail}`,
    brief: `${said}${joint}${short}`,
    summary: said,
    detail,
    counted,
  });
  if (together !== undefined) return join(', ', tellShift(together, groups, true), tellShift(together, groups, false));
  if (worst === undefined || !DOUBTED.has(comparison.verdict)) return join('', '', '');
  const isOne = counted.reduce((sum, { count }) => sum + count, 0) === 1;
  return join(isOne ? ': ' : '; worst: ', tellLead(worst, true), tellLead(worst, false));
}

/** The first line, long and short, and its pieces. */
export type Headline = Pick<Story, 'headline' | 'brief' | 'summary' | 'detail' | 'counted'>;

/** Verdicts whose headline names the worst. */
const DOUBTED: ReadonlySet<Verdict> = new Set(['fail', 'missing', 'warn', 'inconclusive']);

interface Summary {
  text: string;
  /** The same with the names of what fails or is gone beside the worst. */
  named: string;
  counted: StoryCount[];
}

function summarize(
  comparison: Comparison,
  groups: StoryGroups,
  worst: StorySubject | undefined,
  together: Together | undefined,
): Summary | undefined {
  if (DOUBTED.has(comparison.verdict)) return summarizeDoubted(comparison, groups, worst, together);
  if (comparison.verdict !== 'pass' && comparison.verdict !== 'improved') return undefined;
  return summarizeFine(comparison, groups);
}

const SCOPES = ['run', 'endpoint', 'service'] as const;

/** `2 of 8 endpoints slower, 1 not measured`: each subject once, by the worst that is said of it. */
function summarizeDoubted(
  comparison: Comparison,
  groups: StoryGroups,
  worst: StorySubject | undefined,
  together: Together | undefined,
): Summary | undefined {
  const subjects = [...groups.worse, ...groups.newAndGone, ...groups.cantTell].filter(({ lead }) => lead.gated);
  // What a reduced copy has no room for is still counted in it.
  const isReduced = omittedFindings(comparison) > 0;
  const scopes = SCOPES.map((scope) => {
    const here = subjects.filter((subject) => subject.scope === scope);
    const parts = (comparison.verdict === 'inconclusive' ? DOUBTS : STEPS).flatMap(({ verdict, word }): Part[] => {
      const of = here.filter((subject) => subject.verdict === verdict);
      const count = scope === 'endpoint' ? Math.max(of.length, comparison.counts.endpoints[verdict]) : of.length;
      if (of.length === 0 && !(isReduced && count > 0)) return [];
      return [{ verdict, count, word: word(of), names: nameOthers(of, count, worst) }];
    });
    const whole = wholeOf(comparison, scope, parts);
    if (scope === 'endpoint' && together !== undefined)
      return {
        counts: countsTogether(comparison, together, parts),
        text: countTogether(together, parts),
        named: countTogether(together, parts),
      };
    return {
      counts: parts.map(({ verdict, count, word }) => ({ scope, whole, verdict, count, word })),
      text: countParts(scope, whole, parts),
      named: countParts(
        scope,
        whole,
        parts.map((part) => ({ ...part, word: part.word + part.names })),
      ),
    };
  });
  const join = (key: 'text' | 'named') => scopes.flatMap((each) => (each[key] === '' ? [] : [each[key]])).join('; ');
  const text = join('text');
  return text === '' ? undefined : { text, named: join('named'), counted: scopes.flatMap(({ counts }) => counts) };
}

const STEPS: readonly { verdict: Verdict; word: (subjects: readonly StorySubject[]) => string }[] = [
  { verdict: 'fail', word: failWord },
  { verdict: 'missing', word: () => verdictWords.missing.word },
  { verdict: 'warn', word: () => 'to watch' },
];

/** Doubt is counted only where there is nothing worse; it comes before what is to watch, as it does in the verdict. */
const DOUBTS: typeof STEPS = [{ verdict: 'inconclusive', word: doubtWord }, ...STEPS.filter(({ verdict }) => verdict === 'warn')];

/** What is not proven: only where a time rose is something slower. */
function doubtWord(subjects: readonly StorySubject[]): string {
  if (subjects.length === 0) return verdictWords.inconclusive.word;
  return subjects.every(({ lead }) => isSlower(lead)) ? 'may be slower' : `${verdictWords.inconclusive.word} to be worse`;
}

/** From so many on, the others are only counted. */
const MANY = 3;

/** What fails or is missing beside the worst, which is named anyway: ` (mcp_server)`, ` (also POST /checkout)`. */
function nameOthers(subjects: readonly StorySubject[], count: number, worst: StorySubject | undefined): string {
  const isNamed = worst !== undefined && subjects.length === count && count < MANY;
  const others = subjects.filter(
    ({ key, scope, verdict }) => key !== worst?.key && scope !== 'run' && (verdict === 'fail' || verdict === 'missing'),
  );
  if (!isNamed || others.length === 0) return '';
  return ` (${others.length < subjects.length ? 'also ' : ''}${others.map(({ name }) => cutMiddle(name, SHORT_WIDTH)).join(', ')})`;
}

/** `all 12 endpoints slower together`, `10 of 12 endpoints slower together, 1 not measured, 2 of them to watch`. */
function countTogether({ count, whole }: Together, parts: readonly Part[]): string {
  const who = count >= whole ? `all ${plural(whole, 'endpoint')}` : `${formatNumber(count)} of ${plural(whole, 'endpoint')}`;
  const { missing, warn, fail } = Object.fromEntries(parts.map((part) => [part.verdict, part.count])) as Partial<Record<Verdict, number>>;
  return [
    `${who} slower together`,
    ...(missing === undefined ? [] : [`${formatNumber(missing)} ${verdictWords.missing.word}`]),
    ...(warn === undefined || fail === undefined ? [] : [`${formatNumber(warn)} of them to watch`]),
  ].join(', ');
}

/** What they share is counted once, whatever limit each of them breaks. */
function countsTogether({ verdict }: Comparison, { count, whole }: Together, parts: readonly Part[]): StoryCount[] {
  const missing = parts.filter((part) => part.verdict === 'missing');
  return [{ verdict, count, word: 'slower together' }, ...missing].map((part) => ({ scope: 'endpoint', whole, ...part }));
}

/** `p95 typically +46.2 % (+27…+68), limit +30%`: the limit where all have the same. */
function tellShift({ shift }: Together, { worse }: StoryGroups, inFull: boolean): string {
  const limits = new Set(worse.flatMap(({ lead }) => (lead.unit === 'ms' ? [tellLimit(lead.limit)] : [])));
  const [limit = ''] = limits;
  const spread = inFull ? ` (${tellSpread(shift.lowPct, shift.highPct)})` : '';
  return [
    `${formatMetric(shift.metric)} typically ${formatSignedPct(shift.medianPct)}${spread}`,
    ...(limits.size === 1 && limit !== '' ? [limit] : []),
  ].join(', ');
}

interface Part {
  verdict: Verdict;
  count: number;
  word: string;
  /** Of those that are not the worst: ` (mcp_server)`. */
  names: string;
}

/** How many there are to count: never fewer than are counted. */
function wholeOf({ coverage }: Comparison, scope: StorySubject['scope'], parts: readonly Part[]): number {
  const seen = parts.reduce((sum, { count }) => sum + count, 0);
  return Math.max(scope === 'run' ? 1 : scope === 'endpoint' ? coverage.endpoints : coverage.services, seen);
}

/** `2 of 8 endpoints slower, 1 not measured`, `the whole run slower`; empty for nothing. */
function countParts(scope: StorySubject['scope'], whole: number, parts: readonly Pick<Part, 'count' | 'word'>[]): string {
  if (parts.length === 0) return '';
  if (scope === 'run') return `the whole run ${parts.map(({ word }) => word).join(', ')}`;
  const amount = (count: number, index: number) =>
    index === 0 ? `${formatNumber(count)} of ${plural(whole, scope)}` : formatNumber(count);
  return parts.map(({ count, word }, index) => `${amount(count, index)} ${word}`).join(', ');
}

/** What failing means here: only where a time rose is something slower. */
function failWord(subjects: readonly StorySubject[]): string {
  const leads = subjects.map(({ lead }) => lead);
  if (leads.length === 0) return verdictWords.fail.word;
  if (leads.every(({ limit }) => limit?.level === 'slo')) return leads.length === 1 ? 'beyond its goal' : 'beyond their goal';
  return leads.every(isSlower) ? 'slower' : 'worse';
}

/** `all 12 endpoints within their limits, 1 better`; undefined where nothing was judged. */
function summarizeFine({ coverage, counts }: Comparison, { fine, cantTell, muted, newAndGone, noLimit }: StoryGroups): Summary | undefined {
  const ofScope = (scope: StorySubject['scope']) => fine.filter((subject) => subject.scope === scope && subject.lead.gated).length;
  const endpoints = ofScope('endpoint') === 0 ? 0 : Math.max(ofScope('endpoint'), counts.endpoints.pass);
  const [services, runs] = [ofScope('service'), ofScope('run')];
  const judged = (
    [
      { scope: 'endpoint', count: endpoints, whole: coverage.endpoints },
      { scope: 'service', count: services, whole: coverage.services },
      { scope: 'run', count: runs, whole: 1 },
    ] as const
  ).filter(({ count }) => count > 0);
  if (judged.length === 0) return undefined;
  const parts = judged.map(({ scope, count, whole }) => (scope === 'run' ? 'the whole run' : fineOf(count, whole, scope)));
  const beside = [
    { count: fine.filter(({ verdict }) => verdict === 'improved').length, word: 'better' },
    { count: cantTell.length, word: 'cannot be told' },
    { count: newAndGone.filter(({ verdict }) => verdict === 'new').length, word: 'new' },
    { count: endpoints === 0 ? 0 : noLimit.filter(({ scope }) => scope === 'endpoint').length, word: 'without a limit' },
    { count: muted.length, word: 'muted' },
  ].filter(({ count }) => count > 0);
  const limits = `${endpoints + services + runs === 1 ? 'its' : 'their'} limits`;
  const text = [`${parts.join(' and ')} within ${limits}`, ...beside.map(({ count, word }) => `${formatNumber(count)} ${word}`)].join(', ');
  return {
    text,
    named: text,
    counted: judged.map((each) => ({ ...each, whole: Math.max(each.whole, each.count), verdict: 'pass', word: verdictWords.pass.word })),
  };
}

function fineOf(count: number, whole: number, scope: string): string {
  if (count === 1 && whole <= 1) return `the only ${scope}`;
  return count >= whole ? `all ${plural(count, scope)}` : `${formatNumber(count)} of ${plural(whole, scope)}`;
}

/** The comparison's own words, without those that the badge has said. */
function withoutPrefix({ headline, verdict }: Comparison): string {
  const { word } = verdictWords[verdict];
  return headline.toLowerCase().startsWith(`${word}: `) ? headline.slice(word.length + 2) : headline;
}

/** `POST /checkout p95 412 → 660 ms, +60 % (+38…+85), limit +30%`; beside what is in doubt, what is to watch. */
function tellLead({ name, lead, findings }: StorySubject, inFull: boolean): string {
  const what = cutMiddle(name, NAME_WIDTH);
  if (lead.current.value === null || lead.verdict === 'missing') return inFull ? `${what} (${describeReason(lead)})` : what;
  // That it is of the whole run has been said.
  const where = lead.scope === 'run' ? '' : `${what} `;
  const shown: Finding = inFull ? lead : { ...lead, change: { ...lead.change, interval: null } };
  const parts = [formatChange(shown), tellLimit(lead.limit)].filter((part) => part !== '');
  const values = inFull ? ` ${formatValues(lead)},` : '';
  const told = `${formatMetric(lead.metric, lead.inPlaceOf)}${values} ${parts.join(', ')}`;
  if (lead.verdict !== 'inconclusive') return `${where}${told}`;
  // What is surer comes first.
  const watched = findings.find(({ verdict, gated, muted }) => verdict === 'warn' && gated && muted === undefined);
  const sure = watched === undefined ? '' : `${tellBriefly(watched)} is to watch (${tellLimit(watched.limit)}); `;
  return `${where}${sure}${told}, not proven`;
}
