import type { Comparison, Environment, Finding, NotJudged } from '@loadline/schema/types';
import { formatMetric, tellSpread } from './format-change.js';
import { CONTEXT, formatNumber, formatSignedPct } from './format-number.js';
import { notJudgedWords, verdictWords } from './verdict-words.js';

/** `1 endpoint`, `12 endpoints`. */
export function plural(count: number, noun: string): string {
  return `${formatNumber(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Why a finding is what it is, without the verdict's own word. Foreign text, not escaped. */
export function describeReason({ verdict, reason }: Finding): string {
  const prefix = `${verdictWords[verdict].word}: `;
  return reason.message.startsWith(prefix) ? reason.message.slice(prefix.length) : reason.message;
}

/** Who was compared: `locust: 1 run, baseline of 5`. Foreign text, not escaped. */
export function describeSides({ baseline, current, diagnostics }: Comparison): string {
  const named = [baseline.tool, current.tool].filter((tool) => tool !== undefined && tool !== '');
  const tools = [...new Set(named.map((tool) => (tool === 'flat' ? 'plain numbers' : tool)))].join(' against ');
  const tool = tools === '' ? '' : `${tools}: `;
  if (baseline.runs === 0) return `${tool}${plural(current.runs, 'run')}, no baseline`;
  const users = usersOf({ baseline, current });
  const isOther = users !== undefined && users.before !== users.after;
  const load = isOther ? `; not the same load: ${describeUsers(users)}` : '';
  const isBoth = diagnostics.some(({ code }) => code === 'run-on-both-sides');
  const both = isBoth ? '; held against itself: what is judged is in the baseline, too' : '';
  return `${tool}${plural(current.runs, 'run')}, baseline of ${formatNumber(baseline.runs)}${both}${load}`;
}

/** The users of both sides; undefined where either side does not say. */
export function usersOf({ baseline, current }: Pick<Comparison, 'baseline' | 'current'>): { before: number; after: number } | undefined {
  const [before, after] = [baseline.users ?? undefined, current.users ?? undefined];
  return before === undefined || after === undefined ? undefined : { before, after };
}

/** `50 → 60 users`. */
export function describeUsers({ before, after }: { before: number; after: number }): string {
  return `${formatNumber(before)} → ${plural(after, 'user')}`;
}

/** The baseline in one line: `5 runs, commit 1a2b3c4, 3 days old, 50 users`. Foreign text, not escaped. */
export function describeBaseline({ baseline }: Comparison): string {
  if (baseline.runs === 0) return 'none';
  return [
    ...(['run', 'runs', 'file'].includes(baseline.strategy) ? [] : [baseline.strategy]),
    plural(baseline.runs, 'run'),
    ...(baseline.commit === undefined ? [] : [`commit ${shortCommit(baseline.commit)}`]),
    ...(baseline.ageDays === null || baseline.ageDays === undefined ? [] : [describeAge(baseline.ageDays)]),
    ...describeLoad(baseline),
    ...describeMachine(baseline.environment),
    ...(baseline.rationale === undefined ? [] : [`accepted because: ${baseline.rationale}`]),
  ].join(', ');
}

/** The judged runs in one line: `1 run, commit 9f8e7d6, 50 users, 12,345 requests`. Foreign text, not escaped. */
export function describeCurrent({ current, coverage, findings }: Comparison): string {
  const isEmpty = findings.length === 0 && coverage.endpoints + coverage.services === 0;
  return [
    plural(current.runs, 'run'),
    ...(current.commit === undefined ? [] : [`commit ${shortCommit(current.commit)}`]),
    ...describeLoad(isEmpty ? { ...current, requests: current.requests ?? 0 } : current),
    ...describeMachine(current.environment),
  ].join(', ');
}

function describeLoad(side: { users?: number | null; requests?: number | null }): string[] {
  return [
    ...(side.users === null || side.users === undefined ? [] : [plural(side.users, 'user')]),
    ...(side.requests === null || side.requests === undefined ? [] : [plural(side.requests, 'request')]),
  ];
}

/** `c5.xlarge, 4 processors, Linux`. */
function describeMachine({ name, machine, os, cpuCount }: Environment = {}): string[] {
  const words = [name, machine, cpuCount === undefined ? undefined : plural(cpuCount, 'processor'), os];
  return words.filter((word) => word !== undefined && word !== '') as string[];
}

/** A commit hash as people know it: seven digits of a long one. */
export function shortCommit(commit: string): string {
  return /^[0-9a-f]{12,64}$/i.test(commit) ? commit.slice(0, 7) : commit;
}

/** Days from one ISO 8601 time to another; undefined where one cannot be read. Never negative. */
export function ageInDays(from: string, now: string): number | undefined {
  const days = (Date.parse(now) - Date.parse(from)) / 86_400_000;
  return Number.isNaN(days) ? undefined : Math.max(0, days);
}

/** An age in days: `less than a day old`, `3 days old`. Rounded up, so that nothing looks fresher than it is. */
export function describeAge(ageDays: number): string {
  return ageDays < 1 ? 'less than a day old' : `${plural(Math.ceil(ageDays), 'day')} old`;
}

/** How limits and evidence work together, where it is not the usual way. */
const EVIDENCE: Partial<Record<Comparison['policy']['evidence'], string>> = {
  advisory: '; limits decide alone (evidence advisory)',
  required: '; only what is proven can fail (evidence required)',
  strict: '; only what is shown to be beyond its limit can fail (evidence strict)',
};

/** What could have been shown, and what that rests on: `changes of about +28 % and more, 8 times in 10; smaller ones may be missed`. */
export function describeEvidence({ sensitivity, policy }: Comparison): string {
  const how = EVIDENCE[policy.evidence] ?? '';
  if (sensitivity === null) return `not known: how far runs differ by themselves was not measured${how}`;
  const { detectablePct, assumption } = sensitivity;
  const least = `+${formatNumber(detectablePct, CONTEXT)} %`;
  return `changes of about ${least} and more, 8 times in 10; smaller ones may be missed${assumption === undefined ? '' : ` (${assumption})`}${how}`;
}

/** A shift of all endpoints is told from this size on, in per cent. */
const LEAST_SHIFT_PCT = 2;

/**
 * How all endpoints moved together, where they did: a pool or a middleware that slows everything by a little shows here
 * before it shows in any one of them. Undefined where they did not.
 */
export function describeShifts({ shifts = [] }: Comparison): string | undefined {
  const told = shifts.filter(({ medianPct, lowPct, highPct }) => Math.abs(medianPct) >= LEAST_SHIFT_PCT && lowPct * highPct > 0);
  if (told.length === 0) return undefined;
  return told
    .map(
      ({ metric, endpoints, medianPct, lowPct, highPct }) =>
        `${metric} ${formatSignedPct(medianPct, CONTEXT)} over ${plural(endpoints, 'endpoint')} (${tellSpread(lowPct, highPct)})`,
    )
    .join(', ');
}

/** What was not judged for one reason. */
export interface NotJudgedGroup {
  /** `p95`, foreign text, not escaped. */
  metric: string;
  /** `neither side has it`. */
  reason: string;
  items: NotJudged[];
}

/** What has a limit and was not judged, by metric and reason, the most frequent first. */
export function groupNotJudged(comparison: Comparison): NotJudgedGroup[] {
  const found = new Map<string, NotJudgedGroup>();
  for (const item of comparison.coverage.notJudged) {
    const key = JSON.stringify([item.metric, item.reason]);
    const group = found.get(key) ?? { metric: formatMetric(item.metric), reason: notJudgedWords[item.reason], items: [] };
    group.items.push(item);
    found.set(key, group);
  }
  return [...found.values()].sort((a, b) => b.items.length - a.items.length);
}

/** What of a comparison has a limit but was not judged or has none at all, counted: `12 of 14 endpoints have a limit`. */
export function describeCoverage({ coverage, findings }: Comparison): string {
  const parts: string[] = [];
  if (coverage.endpoints > 0 && coverage.gatedEndpoints > 0)
    parts.push(`${formatNumber(coverage.gatedEndpoints)} of ${plural(coverage.endpoints, 'endpoint')}`);
  if (coverage.services > 0 && coverage.gatedServices > 0)
    parts.push(`${formatNumber(coverage.gatedServices)} of ${plural(coverage.services, 'service')}`);
  if (findings.some(({ scope, gated }) => scope === 'run' && gated)) parts.push('the whole run');
  return parts.length === 0 ? 'nothing was judged' : parts.join(' and ');
}
