import { endpointKey } from '@loadline/schema/match';
import type { Comparison, Finding, Verdict } from '@loadline/schema/types';
import { errorText } from '../diagnostic-text.js';
import { groupBy } from '../group-by.js';
import { bySubject, groupFindings } from '../group-findings.js';
import { subjectKey, subjectNamer, subjectScope } from '../subject.js';
import { type Tone, verdictWords, withoutValues } from '../verdict-words.js';
import type { StoryGroups, StorySubject } from './story.js';

/**
 * The worst first, as the verdict of the whole is found. Something new makes a subject new only when nothing else is known
 * of it.
 */
const ORDER: readonly Verdict[] = ['fail', 'missing', 'invalid', 'inconclusive', 'warn', 'improved', 'pass', 'new'];

const GROUP_OF: Readonly<Record<Verdict, 'worse' | 'cantTell' | 'fine' | 'newAndGone'>> = {
  fail: 'worse',
  warn: 'worse',
  invalid: 'cantTell',
  inconclusive: 'cantTell',
  pass: 'fine',
  improved: 'fine',
  missing: 'newAndGone',
  new: 'newAndGone',
};

/** The words over each group. */
export const groupWords: Readonly<Record<keyof StoryGroups, { title: string; tone: Tone }>> = {
  worse: { title: 'worse', tone: 'bad' },
  cantTell: { title: "can't tell", tone: 'doubt' },
  fine: { title: 'fine', tone: 'good' },
  newAndGone: { title: 'new and gone', tone: 'plain' },
  muted: { title: 'muted', tone: 'plain' },
  noLimit: { title: 'no limit', tone: 'plain' },
};

/**
 * Sorts a comparison into groups by what it is of: each endpoint, service or run once, by the worst of its findings that
 * count (of those without a limit where none counts). Each group is worst first, in the order of the document within a
 * verdict, what has the same reason together; what is gone stands before what is new.
 */
export function groupSubjects(comparison: Comparison): StoryGroups {
  const groups: StoryGroups = { worse: [], cantTell: [], fine: [], newAndGone: [], muted: [], noLimit: [] };
  const tell = subjectTeller(comparison);
  const { byVerdict } = groupFindings(comparison);
  const shown = new Set(Object.values(byVerdict).flat());
  for (const { findings } of bySubject(comparison.findings)) {
    const unmuted = findings.filter(({ muted }) => muted === undefined);
    const muted = findings.filter((finding) => finding.muted !== undefined);
    if (muted.length > 0) groups.muted.push(tell(muted, muted));
    const gated = unmuted.filter((finding) => finding.gated);
    const counted = gated.length > 0 ? gated : unmuted.filter((finding) => shown.has(finding));
    if (counted.length > 0) {
      const subject = tell(counted, findings);
      groups[GROUP_OF[subject.verdict]].push(subject);
    } else if (unmuted.length > 0) groups.noLimit.push(tell(unmuted, findings));
  }
  for (const group of Object.values(groups) as StorySubject[][]) sortSubjects(group);
  return groups;
}

/** Those without values that have one reason stand together, so that it is said once. */
function sortSubjects(group: StorySubject[]): void {
  const first = new Map<string, number>();
  const placeOf = ({ verdict, lead }: StorySubject) => (withoutValues.has(verdict) ? (first.get(lead.reason.message) ?? 0) : 0);
  group.forEach(({ lead }, index) => first.set(lead.reason.message, first.get(lead.reason.message) ?? index));
  group.sort((a, b) => rankOf(a.verdict) - rankOf(b.verdict) || placeOf(a) - placeOf(b));
}

function rankOf(verdict: Verdict): number {
  return ORDER.indexOf(verdict);
}

/** Makes a subject of its findings: of those that decide, and of all. */
function subjectTeller(comparison: Comparison): (deciding: readonly Finding[], all: readonly Finding[]) => StorySubject {
  const nameOf = subjectNamer(comparison);
  const errors = errorsByEndpoint(comparison);
  return (deciding, all) => {
    const decides = new Set(deciding);
    const place = (finding: Finding) => rankOf(finding.verdict) + (decides.has(finding) ? 0 : ORDER.length);
    const findings = [...all].sort((a, b) => place(a) - place(b));
    const [lead] = findings as [Finding];
    const { word, tone } = verdictWords[lead.verdict];
    return {
      key: subjectKey(lead),
      name: nameOf(lead),
      service: lead.service,
      scope: subjectScope(lead),
      verdict: lead.verdict,
      word,
      tone,
      lead,
      findings,
      errors: lead.endpoint === undefined ? [] : (errors.get(endpointKey(lead.endpoint)) ?? []),
    };
  };
}

function errorsByEndpoint({ errors = [] }: Comparison): ReadonlyMap<string, string[]> {
  const told = errors.flatMap(({ endpoint, ...error }) =>
    endpoint === undefined ? [] : [{ key: endpointKey(endpoint), text: errorText(error) }],
  );
  const found = groupBy(told, ({ key }) => key);
  return new Map([...found].map(([key, group]) => [key, group.map(({ text }) => text)]));
}
