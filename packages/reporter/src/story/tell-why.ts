import type { Comparison, Finding } from '@loadline/schema/types';
import { describeShifts, plural } from '../describe-comparison.js';
import { formatMetric } from '../format-change.js';
import { formatNumber, formatPair, formatSigned, formatSignedQuantity } from '../format-number.js';
import { subjectScope } from '../subject.js';
import type { StoryGroups, StorySubject } from './story.js';

/** From so many others on, what nine in ten of them did is told instead of what all did. */
const MANY = 20;

/** Smaller adjusted p values say no more. */
const LEAST_Q = 0.0001;

/**
 * Why one may believe it: how far one run moves by itself and how the others moved; what proves the worst; load and errors
 * of both sides. One sentence each, plain text.
 */
export function tellWhy(comparison: Comparison, groups: StoryGroups, worst: StorySubject | undefined): string[] {
  if (comparison.findings.length === 0) return [];
  const shift = describeShifts(comparison);
  const moved = [tellNoise(comparison), tellOthers(groups, worst), shift === undefined ? undefined : `all moved together: ${shift}`];
  const load = [tellUsers(comparison), tellRequests(comparison), tellErrors(comparison)];
  return [moved, [tellProof(worst)], load]
    .map((parts) => parts.filter((part) => part !== undefined).join('; '))
    .filter((sentence) => sentence !== '');
}

/** Verdicts of what was held against something. */
const HELD: ReadonlySet<Finding['verdict']> = new Set(['fail', 'warn', 'inconclusive', 'improved', 'pass']);

/** How far one run moves by itself here, or on what it rests when that was not measured. */
function tellNoise({ sensitivity, findings, baseline }: Comparison): string | undefined {
  if (baseline.runs === 0 || !findings.some(({ verdict }) => HELD.has(verdict))) return undefined;
  if (sensitivity === null) return 'run-to-run noise was not measured: the limits decided alone';
  const { runNoisePct, assumption } = sensitivity;
  if (assumption !== undefined && !assumption.startsWith('noise measured')) return assumption;
  return runNoisePct === undefined ? undefined : `one run moves about ±${formatNumber(runNoisePct)} % by itself here`;
}

/** How those moved that are not worse, in the metric that the worst is worse in: `the other 11 moved −3…+4 %`. */
function tellOthers({ worse, cantTell, fine }: StoryGroups, worst: StorySubject | undefined): string | undefined {
  const model = worst?.lead ?? usualFinding(fine);
  if (model === undefined || model.current.value === null) return undefined;
  const isShare = model.unit === '%';
  const changes = [...fine, ...cantTell]
    .filter((subject) => subject.key !== worst?.key && subject.scope === subjectScope(model))
    .flatMap(({ findings }) => findings.filter((finding) => isAlike(finding, model)).slice(0, 1))
    .flatMap(({ change }) => (isShare ? change.absolute : change.relativePct) ?? [])
    .sort((a, b) => a - b);
  if (changes.length === 0) return undefined;
  const who = nameOthers(changes.length, subjectScope(model), worst === undefined ? undefined : worse.length);
  // A time after a time that is worse needs no name.
  const metric = worst === undefined || model.unit !== 'ms' ? ` in ${formatMetric(model.metric)}` : '';
  return `${changes.length >= MANY ? 'nine in ten of ' : ''}${who} moved ${tellRange(changes, isShare)}${metric}`;
}

/** `the other 11`, `the 9 that are not worse`; where there is no worst, `the 12 endpoints`. */
function nameOthers(count: number, noun: string, worse: number | undefined): string {
  if (worse === undefined) return `the ${count === 1 ? noun : plural(count, noun)}`;
  if (worse > 1) return count === 1 ? 'the one that is not worse' : `the ${formatNumber(count)} that are not worse`;
  return `the other ${count === 1 ? 'one' : formatNumber(count)}`;
}

function isAlike(finding: Finding, model: Finding): boolean {
  return (
    (finding.inPlaceOf ?? finding.metric) === (model.inPlaceOf ?? model.metric) &&
    finding.verdict !== 'invalid' &&
    finding.current.value !== null
  );
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
  const write = (value: number) => (isShare ? formatSignedQuantity(value, '%').replace(/ pp$/, '') : formatSigned(value));
  const unit = isShare ? 'pp' : '%';
  const ends = [write(low), write(high)];
  return ends[0] === ends[1] ? `${ends[0] ?? ''} ${unit}` : `${ends.join('…')} ${unit}`;
}

/** What shows that the worst is no noise; undefined where a limit decided alone. */
function tellProof(worst: StorySubject | undefined): string | undefined {
  if (worst === undefined || (worst.verdict !== 'fail' && worst.verdict !== 'warn')) return undefined;
  const { q, decidedBy } = worst.lead.evidence;
  const metric = formatMetric(worst.lead.metric, worst.lead.inPlaceOf);
  if (decidedBy === 'evidence' && typeof q === 'number')
    return `${metric}: proven to be more than noise, ${q < LEAST_Q ? `q < ${LEAST_Q}` : `q = ${formatNumber(q)}`} over all that was judged`;
  return undefined;
}

function tellUsers({ baseline: { users: before }, current: { users: after } }: Comparison): string | undefined {
  if (before === null || before === undefined || after === null || after === undefined) return undefined;
  return before === after ? `${plural(after, 'user')} on both sides` : `${formatNumber(before)} → ${plural(after, 'user')}`;
}

/** Requests a run, so that five runs can be held against one. */
function tellRequests({ baseline, current }: Comparison): string | undefined {
  const [before, after] = [ofOneRun(baseline), ofOneRun(current)];
  if (before === undefined || after === undefined || before === 0) return undefined;
  if (before === after) return `${plural(Math.round(after), 'request')} a run on both sides`;
  const change = ((after - before) / before) * 100;
  return `${formatPair(Math.round(before), Math.round(after), 'count')} requests a run (${formatSigned(change)} %)`;
}

function ofOneRun({ requests, runs }: { requests?: number | null; runs: number }): number | undefined {
  return requests === null || requests === undefined || runs === 0 ? undefined : requests / runs;
}

function tellErrors({ baseline, current }: Comparison): string | undefined {
  const [before, after] = [errorPct(baseline), errorPct(current)];
  if (before === undefined || after === undefined) return undefined;
  if (before === 0 && after === 0) return 'no errors on either side';
  return `errors ${formatPair(before, after, '%')} (${formatSignedQuantity(after - before, '%')})`;
}

function errorPct({ requests, failures }: { requests?: number | null; failures?: number | null }): number | undefined {
  if (requests === null || requests === undefined || requests === 0 || failures === null || failures === undefined) return undefined;
  return (failures / requests) * 100;
}
