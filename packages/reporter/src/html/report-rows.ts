import type { Finding } from '@loadline/schema/types';
import { limitUse } from '../limit-use.js';
import { groupWords } from '../story/group-subjects.js';
import type { Story, StoryGroups, StorySubject } from '../story/story.js';
import type { Tone } from '../verdict-words.js';
import { stateOfFinding, type RowState } from './state-of-finding.js';

/** A group of rows: its chip and its words. */
export interface RowGroup {
  /** In attributes and addresses. */
  id: string;
  words: string;
  tone: Tone;
  rows: readonly ReportRow[];
  /** It has a chip even when nothing is in it. */
  always: boolean;
}

/** One endpoint, service or whole run, as one row of the table. */
export interface ReportRow {
  subject: StorySubject;
  /** The finding that says most: what the verdict comes from; of what is ok the one nearest to its limit. */
  shown: Finding;
  state: RowState;
  /** How much worse that metric became, in per cent; negative is better, undefined where that cannot be said. */
  worsePct: number | undefined;
  /** The largest change of any of its metrics, in per cent, whichever way. */
  largestPct: number;
}

const GROUPS: readonly { id: string; group: keyof StoryGroups; always: boolean }[] = [
  { id: 'worse', group: 'worse', always: true },
  { id: 'cant-tell', group: 'cantTell', always: true },
  { id: 'fine', group: 'fine', always: true },
  { id: 'new-and-gone', group: 'newAndGone', always: true },
  { id: 'no-limit', group: 'noLimit', always: false },
  { id: 'muted', group: 'muted', always: false },
];

/** Everything that was compared, each thing in one row of one group: what needs action first. */
export function rowGroups({ groups }: Story): RowGroup[] {
  const seen = new Set<string>();
  return GROUPS.map(({ id, group, always }) => {
    const subjects = groups[group].filter(({ key }) => !seen.has(key));
    for (const { key } of subjects) seen.add(key);
    const { title, tone } = groupWords[group];
    const rows = subjects.map((subject) => buildRow(subject, group));
    return { id, words: title, tone, always, rows: group === 'fine' ? rows.sort(byLimitUse) : rows };
  });
}

function buildRow(subject: StorySubject, group: keyof StoryGroups): ReportRow {
  const state = stateOfFinding(subject.lead);
  const shown = group === 'fine' && subject.verdict === 'pass' ? nearestToLimit(subject) : subject.lead;
  const changes = subject.findings.map(({ change }) => Math.abs(change.relativePct ?? 0));
  return { subject, shown, state, worsePct: worsePct(shown), largestPct: Math.max(0, ...changes) };
}

function nearestToLimit({ lead, findings }: StorySubject): Finding {
  const alike = findings.filter((finding) => stateOfFinding(finding) === stateOfFinding(lead));
  return alike.reduce((best, each) => (useOf(each) > useOf(best) ? each : best), lead);
}

const useOf = (finding: Finding): number => limitUse(finding) ?? -Infinity;
const byLimitUse = (a: ReportRow, b: ReportRow): number => {
  const [first, second] = [useOf(a.shown), useOf(b.shown)];
  return first === second ? 0 : second - first;
};

function worsePct({ change, better }: Finding): number | undefined {
  const sign = better === 'higher' ? -1 : 1;
  if (change.relativePct !== null) return change.relativePct * sign;
  if (change.absolute === null) return undefined;
  // From 0 no share can be told: such a change comes before all that can.
  return change.absolute === 0 ? 0 : Math.sign(change.absolute) * sign * 1e12;
}
