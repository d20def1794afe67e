import type { Comparison, Finding } from '@loadline/schema/types';
import { limitUse } from '../limit-use.js';
import { groupWords } from '../story/group-subjects.js';
import type { Story, StoryGroups, StorySubject } from '../story/story.js';
import { subjectKey, type Subject } from '../subject.js';
import { verdictWords, type Tone } from '../verdict-words.js';
import { stateOfFinding, type RowState } from './state-of-finding.js';

/** A group of rows: its chip and its words. */
export interface RowGroup {
  /** In attributes and addresses. */
  id: string;
  words: string;
  tone: Tone;
  rows: readonly ReportRow[];
  /** Endpoints that no limit speaks of and of which nothing is told but their names. */
  unjudged: readonly Subject[];
  /** It has a chip even when nothing is in it. */
  always: boolean;
}

/** One endpoint, service or whole run, as one row of the table. */
export interface ReportRow {
  subject: StorySubject;
  /** The finding that says most: what the verdict comes from; of what is ok the one nearest to its limit. */
  shown: Finding;
  state: RowState;
  /** The number that is shown as that metric's change, more being worse; undefined where there is none. */
  worseBy: number | undefined;
  /** How much of its limit that metric uses up, 1 when it is reached. */
  use: number | undefined;
}

interface GroupSketch {
  id: string;
  group: keyof StoryGroups;
  /** What is to watch is counted apart from what is worse, as in the headline. */
  only?: (subject: StorySubject) => boolean;
  words?: string;
  tone?: Tone;
  always: boolean;
}

const GROUPS: readonly GroupSketch[] = [
  { id: 'worse', group: 'worse', only: ({ verdict }) => verdict !== 'warn', always: true },
  { id: 'watch', group: 'worse', words: verdictWords.warn.word, tone: verdictWords.warn.tone, always: false },
  { id: 'cant-tell', group: 'cantTell', always: true },
  { id: 'fine', group: 'fine', always: true },
  { id: 'new-and-gone', group: 'newAndGone', always: true },
  { id: 'no-limit', group: 'noLimit', always: false },
  { id: 'muted', group: 'muted', always: false },
];

/** Everything that was compared, each thing in one row of one group: what needs action first. */
export function rowGroups({ groups }: Pick<Story, 'groups'>, { coverage }: Pick<Comparison, 'coverage'>): RowGroup[] {
  const seen = new Set<string>();
  const isNew = (key: string): boolean => !seen.has(key) && seen.add(key).size > 0;
  const found = GROUPS.map(({ id, group, only = () => true, words, tone, always }) => {
    const rows = groups[group].filter((subject) => only(subject) && isNew(subject.key)).map((subject) => buildRow(subject, group));
    const { title, tone: usual } = groupWords[group];
    return { id, words: words ?? title, tone: tone ?? usual, always, rows: group === 'fine' ? rows.sort(byLimitUse) : rows };
  });
  const unjudged = coverage.notGated.filter((subject) => isNew(subjectKey(subject)));
  return found.map((group) => ({ ...group, unjudged: group.id === 'no-limit' ? unjudged : [] }));
}

function buildRow(subject: StorySubject, group: keyof StoryGroups): ReportRow {
  const state = stateOfFinding(subject.lead);
  const shown = group === 'fine' && subject.verdict === 'pass' ? nearestToLimit(subject) : subject.lead;
  return { subject, shown, state, worseBy: worseBy(shown), use: limitUse(shown) };
}

function nearestToLimit({ lead, findings }: StorySubject): Finding {
  const alike = findings.filter((finding) => stateOfFinding(finding) === stateOfFinding(lead));
  return alike.reduce((best, each) => (useOf(each) > useOf(best) ? each : best), lead);
}

const useOf = (finding: Finding): number => limitUse(finding) ?? -Infinity;
const byLimitUse = (a: ReportRow, b: ReportRow): number => {
  const [first, second] = [a.use ?? -Infinity, b.use ?? -Infinity];
  return first === second ? 0 : second - first;
};

/** Per cent; of shares percentage points, since these are what the row shows. */
function worseBy({ change, better, unit }: Finding): number | undefined {
  const sign = better === 'higher' ? -1 : 1;
  const shown = unit === '%' ? (change.absolute ?? change.relativePct) : change.relativePct;
  if (shown !== null) return shown * sign;
  if (change.absolute === null) return undefined;
  // From 0 no share can be told: such a change comes before all that can.
  return change.absolute === 0 ? 0 : Math.sign(change.absolute) * sign * 1e12;
}
