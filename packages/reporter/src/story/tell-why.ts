import type { Comparison, Finding } from '@loadline/schema/types';
import { describeShifts, describeUsers, plural, usersOf } from '../describe-comparison.js';
import { cutMiddle } from '../display-width.js';
import { formatMetric, tellSpread } from '../format-change.js';
import { CONTEXT, formatNumber, formatPair, formatSigned, formatSignedPct, formatSignedQuantity } from '../format-number.js';
import { subjectScope } from '../subject.js';
import { chanceRange } from './chance-range.js';
import { falseAlarms } from './false-alarms.js';
import type { StoryGroups, StorySubject } from './story.js';

/** From so many others on, what nine in ten of them did is told instead of what all did. */
const MANY = 20;

/** Widest name in a sentence, in columns. */
const NAME_WIDTH = 80;

/**
 * Why one may believe it: what all endpoints share; how far the metric in question changes by chance and how the others
 * changed; what proves the worst; load and errors of both sides. One sentence each, plain text.
 *
 * @param isTogether whether most endpoints are slower by what they share.
 */
export function tellWhy(comparison: Comparison, groups: StoryGroups, worst: StorySubject | undefined, isTogether: boolean): string[] {
  if (comparison.findings.length === 0) return [];
  // Of what all share no single endpoint is the measure.
  const one = isTogether ? undefined : worst;
  const model = one?.lead ?? usualFinding(isTogether ? groups.worse : groups.fine);
  const noise = tellNoise(comparison, isTogether ? groups.worse : groups.fine, one, model);
  const moved = [noise, tellAssumed(worst), isTogether ? undefined : tellOthers(comparison, groups, worst, model)];
  const load = [tellUsers(comparison), tellRequests(comparison), tellErrors(comparison)];
  return [[tellShared(comparison, isTogether)], moved, [tellProof(comparison, one)], load]
    .map((parts) => parts.filter((part) => part !== undefined).join('; '))
    .filter((sentence) => sentence !== '');
}

/** Verdicts of what was held against something. */
const HELD: ReadonlySet<Finding['verdict']> = new Set(['fail', 'warn', 'inconclusive', 'improved', 'pass']);

/** How all endpoints moved, and what that usually means where most are slower by it. */
function tellShared(comparison: Comparison, isTogether: boolean): string | undefined {
  const shift = describeShifts(comparison);
  if (shift === undefined) return undefined;
  const cause = ': usually one cause that they share (the machine, the network, a pool, a middleware, the load), not one endpoint';
  return `all moved together, ${shift}${isTogether ? cause : ''}`;
}

/** How far the metric in question changes by chance alone, or on what it rests when that was not measured. */
function tellNoise(
  { sensitivity, findings, baseline, policy }: Comparison,
  all: readonly StorySubject[],
  worst: StorySubject | undefined,
  model: Finding | undefined,
): string | undefined {
  if (baseline.runs === 0 || !findings.some(({ verdict }) => HELD.has(verdict))) return undefined;
  if (sensitivity === null) return tellUnmeasured(findings, policy);
  const { runNoisePct, assumption, basis } = sensitivity;
  if (assumption !== undefined && basis !== 'measured') return assumption;
  const alike = model === undefined || worst !== undefined ? [] : all.flatMap((subject) => subject.findings).filter(alikeTo(model));
  const range = chanceRange(worst === undefined ? alike : [worst.lead]);
  if (model !== undefined && range !== undefined) {
    const of = worst === undefined ? `a typical ${subjectScope(model)}` : cutMiddle(worst.name, NAME_WIDTH);
    const ends = tellEnds(range.low, range.high, model);
    return `unchanged code keeps ${formatMetric(model.metric)} of ${of} within ${ends} in 95 of 100 comparisons`;
  }
  return runNoisePct === undefined
    ? undefined
    : `one run moves about ±${formatNumber(runNoisePct, CONTEXT)} % by itself here (one standard deviation)`;
}

/** Where no noise was measured: whether limits decided without it, or it is just not known. */
function tellUnmeasured(findings: readonly Finding[], { evidence }: Comparison['policy']): string {
  const held = findings.filter(({ verdict }) => HELD.has(verdict));
  const isDoubted = held.some(({ verdict }) => verdict === 'inconclusive');
  const isWeighed = held.some((finding) => finding.evidence.decidedBy === 'evidence');
  return evidence === 'advisory' || !(isDoubted || isWeighed)
    ? 'run-to-run noise was not measured: the limits decided alone'
    : 'how far runs differ by themselves is not known here';
}

/** With runs too few to measure noise: up to which noise the worst would still be proven. */
function tellAssumed(worst: StorySubject | undefined): string | undefined {
  const most = worst?.lead.evidence.assumedNoisePct;
  if (worst === undefined || typeof most !== 'number' || (worst.verdict !== 'fail' && worst.verdict !== 'warn')) return undefined;
  return `from about ${formatNumber(most, CONTEXT)} % on this would be no proof any more`;
}

/** How those moved that are not worse, in the metric that the worst is worse in: `the other 11 moved −3…+4 %`. */
function tellOthers(
  { sensitivity }: Comparison,
  { worse, cantTell, fine }: StoryGroups,
  worst: StorySubject | undefined,
  model: Finding | undefined,
): string | undefined {
  if (model === undefined || model.current.value === null) return undefined;
  const isShare = model.unit === '%';
  const changes = [...fine, ...cantTell]
    .filter((subject) => subject.key !== worst?.key && subject.scope === subjectScope(model))
    .flatMap(({ findings }) => findings.filter(alikeTo(model)).slice(0, 1))
    .flatMap(({ change }) => (isShare ? change.absolute : change.relativePct) ?? [])
    .sort((a, b) => a - b);
  if (changes.length === 0) return undefined;
  const who = nameOthers(changes.length, subjectScope(model), worst === undefined ? undefined : worse.length);
  // A time after a time that was named needs no name.
  const metric = worst === undefined || model.unit !== 'ms' || sensitivity?.basis === 'assumed' ? ` in ${formatMetric(model.metric)}` : '';
  return `${changes.length >= MANY ? 'nine in ten of ' : ''}${who} moved ${tellRange(changes, isShare)}${metric}`;
}

/** `the other 11`, `the 9 that are not worse`; where there is no worst, `the 12 endpoints`. */
function nameOthers(count: number, noun: string, worse: number | undefined): string {
  if (worse === undefined) return `the ${count === 1 ? noun : plural(count, noun)}`;
  if (worse > 1) return count === 1 ? 'one that is not worse' : `${formatNumber(count)} that are not worse`;
  return `the other ${count === 1 ? 'one' : formatNumber(count)}`;
}

function alikeTo(model: Finding): (finding: Finding) => boolean {
  return (finding) =>
    finding.scope === model.scope &&
    (finding.inPlaceOf ?? finding.metric) === (model.inPlaceOf ?? model.metric) &&
    finding.verdict !== 'invalid' &&
    finding.current.value !== null;
}

/** Where nothing is worse: the p95 of the endpoints, else another time, that of most of them. */
function usualFinding(fine: readonly StorySubject[]): Finding | undefined {
  const counts = new Map<string, { finding: Finding; count: number }>();
  for (const { findings } of fine)
    for (const finding of findings) {
      if (finding.unit !== 'ms' || finding.verdict === 'new') continue;
      const known = counts.get(finding.metric);
      counts.set(finding.metric, { finding, count: (known?.count ?? 0) + 1 });
    }
  const usual = counts.get('p95_latency_ms') ?? [...counts.values()].sort((a, b) => b.count - a.count)[0];
  return usual?.finding;
}

/** `−3…+4 %` of sorted changes; of many the middle nine tenths. */
function tellRange(sorted: readonly number[], isShare: boolean): string {
  const cut = sorted.length >= MANY ? Math.floor(sorted.length / 20) : 0;
  const [low = 0, high = 0] = [sorted[cut], sorted[sorted.length - 1 - cut]];
  return tellEnds(low, high, { unit: isShare ? '%' : '' });
}

/** `−6.6…+13 %`; of a share in percentage points. */
function tellEnds(low: number, high: number, { unit: metricUnit }: Pick<Finding, 'unit'>): string {
  const isShare = metricUnit === '%';
  const write = (value: number) =>
    isShare ? formatSignedQuantity(value, '%', CONTEXT).replace(/ pp$/, '') : formatSigned(value, { ...CONTEXT, distinctFrom: [100] });
  const unit = isShare ? 'pp' : '%';
  const ends = [write(low), write(high)];
  return ends[0] === ends[1] ? `${ends[0] ?? ''} ${unit}` : `${ends.join('…')} ${unit}`;
}

/** What shows that the worst is no noise; undefined where a limit decided alone. */
function tellProof({ policy: { evidence } }: Comparison, worst: StorySubject | undefined): string | undefined {
  if (worst === undefined || (worst.verdict !== 'fail' && worst.verdict !== 'warn')) return undefined;
  const { q, decidedBy } = worst.lead.evidence;
  const metric = formatMetric(worst.lead.metric, worst.lead.inPlaceOf);
  if (evidence === 'advisory') return worst.lead.limit?.level === 'slo' ? undefined : tellAlone(worst.lead);
  if (decidedBy !== 'evidence' || typeof q !== 'number') return undefined;
  const share = falseAlarms(q);
  return `${metric}${tellInterval(worst.lead)}: proven to be more than noise; of alarms as clear as this, ${share} ${share.startsWith('fewer') ? 'are' : 'is'} false`;
}

/** ` +52…+108 % (95 % interval)`: what stands in brackets, said once with its name. */
function tellInterval({ change: { interval }, unit }: Finding): string {
  if (interval === null || unit === '%') return '';
  return ` ${tellSpread(interval.lowPct, interval.highPct)} % (${formatNumber(interval.level * 100)} % interval)`;
}

/** Where limits decide alone, what the procedure says beside them. */
function tellAlone({ evidence: { procedure } }: Finding): string {
  const aside = procedure === 'regression' ? 'the runs by themselves prove it, too' : 'the runs by themselves do not rule out chance';
  return `the limit decides alone, as configured (evidence advisory)${procedure === null || procedure === undefined ? '' : `: ${aside}`}`;
}

function tellUsers(comparison: Comparison): string | undefined {
  const users = usersOf(comparison);
  if (users === undefined) return undefined;
  return users.before === users.after ? `${plural(users.after, 'user')} on both sides` : describeUsers(users);
}

/** Requests a run, so that five runs can be held against one. */
function tellRequests({ baseline, current }: Comparison): string | undefined {
  const [before, after] = [ofOneRun(baseline), ofOneRun(current)];
  if (before === undefined || after === undefined || before === 0) return undefined;
  if (before === after) return `${plural(Math.round(after), 'request')} a run on both sides`;
  const change = ((after - before) / before) * 100;
  return `${formatPair(Math.round(before), Math.round(after), 'count')} requests a run (${formatSignedPct(change, CONTEXT)})`;
}

function ofOneRun({ requests, runs }: { requests?: number | null; runs: number }): number | undefined {
  return requests === null || requests === undefined || runs === 0 ? undefined : requests / runs;
}

function tellErrors({ baseline, current }: Comparison): string | undefined {
  const [before, after] = [errorPct(baseline), errorPct(current)];
  if (before === undefined || after === undefined) return undefined;
  if (before === 0 && after === 0) return 'no errors on either side';
  return `errors of all requests ${formatPair(before, after, '%')} (${formatSignedQuantity(after - before, '%', CONTEXT)})`;
}

function errorPct({ requests, failures }: { requests?: number | null; failures?: number | null }): number | undefined {
  if (requests === null || requests === undefined || requests === 0 || failures === null || failures === undefined) return undefined;
  return (failures / requests) * 100;
}
