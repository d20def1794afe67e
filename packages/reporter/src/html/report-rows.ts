import type { Comparison, Finding } from '@loadline/schema/types';
import { bySubject } from '../group-findings.js';
import type { Tone } from '../verdict-words.js';
import { limitValue } from './limit-value.js';
import { stateOfFinding, type RowState } from './state-of-finding.js';

/** The four groups in which endpoints are counted. */
export type RowGroup = 'worse' | 'unclear' | 'fine' | 'changed';

/** The groups in the order of what a person does about them, with their words. */
export const rowGroups: readonly { group: RowGroup; words: string; tone: Tone }[] = [
  { group: 'worse', words: 'worse', tone: 'bad' },
  { group: 'unclear', words: "can't tell", tone: 'doubt' },
  { group: 'fine', words: 'fine', tone: 'good' },
  { group: 'changed', words: 'new and gone', tone: 'plain' },
];

/** One endpoint, service or whole run, as one row of the table. */
export interface ReportRow {
  /** The finding that says most: the worst, or the nearest to its limit. */
  worst: Finding;
  findings: readonly Finding[];
  /** Its verdict as a whole; `muted` and `unlimited` where nothing of it counts. */
  state: RowState;
  group: RowGroup;
  /** How much worse its worst metric became, in per cent; negative is better, undefined where that cannot be said. */
  worsePct: number | undefined;
  /** The largest change of any of its metrics, in per cent, whichever way. */
  largestPct: number;
}

/** From worst to best, for a row as a whole. */
const RANKS: readonly RowState[] = ['fail', 'missing', 'warn', 'inconclusive', 'invalid', 'improved', 'pass', 'new', 'muted', 'unlimited'];

/** Everything that was compared, one row a subject, what needs action first. */
export function reportRows(comparison: Comparison): ReportRow[] {
  const rows = bySubject(comparison.findings).map(({ findings }) => buildRow(findings));
  const place = ({ group, state }: ReportRow): number => rowGroups.findIndex((each) => each.group === group) * 100 + RANKS.indexOf(state);
  return rows
    .map((row, index) => ({ row, index, place: place(row) }))
    .sort((a, b) => a.place - b.place || beyond(b.row) - beyond(a.row) || a.index - b.index)
    .map(({ row }) => row);
}

function buildRow(findings: readonly Finding[]): ReportRow {
  const states = findings.map(stateOfFinding);
  const state = RANKS.find((rank) => states.includes(rank)) ?? 'unlimited';
  const deciding = findings.filter((_, index) => states[index] === state);
  const worst = state === 'fail' || state === 'missing' ? deciding[0] : nearestToLimit(deciding);
  if (worst === undefined) throw new RangeError('a row without findings');
  const changes = findings.map(({ change }) => Math.abs(change.relativePct ?? 0));
  return { worst, findings, state, group: groupOf(state, deciding), worsePct: worsePct(worst), largestPct: Math.max(...changes) };
}

function groupOf(state: RowState, findings: readonly Finding[]): RowGroup {
  if (state === 'fail' || state === 'warn') return 'worse';
  if (state === 'inconclusive' || state === 'invalid') return 'unclear';
  if (state === 'new') return 'changed';
  // A metric that is gone while its endpoint is there is no endpoint that is gone.
  if (state === 'missing') return findings.every(({ reason }) => reason.code === 'metric-gone') ? 'unclear' : 'changed';
  return 'fine';
}

function nearestToLimit(findings: readonly Finding[]): Finding | undefined {
  const keyed = findings.map((finding) => ({ finding, share: shareOfLimit(finding) ?? -Infinity }));
  return keyed.reduce<(typeof keyed)[number] | undefined>(
    (best, each) => (best === undefined || each.share > best.share ? each : best),
    undefined,
  )?.finding;
}

/** How far a finding went from its baseline to its limit: 0 at the baseline, 1 at the limit. */
function shareOfLimit(finding: Finding): number | undefined {
  const limit = limitValue(finding);
  const { baseline, current } = finding;
  if (limit === undefined || baseline.value === null || current.value === null || limit === baseline.value) return undefined;
  return (current.value - baseline.value) / (limit - baseline.value);
}

const beyond = ({ worst }: ReportRow): number => shareOfLimit(worst) ?? -1e9;

function worsePct({ change, better }: Finding): number | undefined {
  const sign = better === 'higher' ? -1 : 1;
  if (change.relativePct !== null) return change.relativePct * sign;
  if (change.absolute === null) return undefined;
  // From 0 no share can be told: such a change comes before all that can.
  return change.absolute === 0 ? 0 : Math.sign(change.absolute) * sign * 1e12;
}
