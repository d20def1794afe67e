import type { Comparison, Finding, Verdict, VerdictCounts } from '@loadline/schema/types';
import { groupingKey, subjectKey } from './subject.js';

/** Findings that belong to one endpoint, service or run. */
export interface SubjectFindings {
  /** The first of them; says what they are of. */
  subject: Finding;
  findings: Finding[];
}

/** The findings of a comparison, by what a person does with them. */
export interface FindingGroups {
  /** Those that count, by verdict, in the order of the document. */
  byVerdict: Readonly<Record<Verdict, Finding[]>>;
  /** Muted: shown, not counted. */
  muted: Finding[];
  /** No limit speaks of them: shown beside those that have one. */
  ungated: Finding[];
}

/** Verdicts that need no limit to be worth a word. */
const ALWAYS_SHOWN: ReadonlySet<Verdict> = new Set(['missing', 'invalid', 'inconclusive', 'new', 'improved']);

/** Sorts a comparison's findings into groups: only what a limit speaks of can be worse, to watch, or ok. */
export function groupFindings(comparison: Comparison): FindingGroups {
  const byVerdict: Record<Verdict, Finding[]> = {
    fail: [],
    warn: [],
    inconclusive: [],
    pass: [],
    improved: [],
    missing: [],
    invalid: [],
    new: [],
  };
  const groups = { byVerdict, muted: [] as Finding[], ungated: [] as Finding[] };
  for (const finding of comparison.findings) {
    if (finding.muted !== undefined) groups.muted.push(finding);
    else if (finding.gated || ALWAYS_SHOWN.has(finding.verdict)) byVerdict[finding.verdict].push(finding);
    else groups.ungated.push(finding);
  }
  return groups;
}

/** How many findings a comparison does not have any more, since it was reduced to fit into a report: 0 for a whole one. */
export function omittedFindings({ counts, findings }: Pick<Comparison, 'counts' | 'findings'>): number {
  const said = Object.values(counts.findings).reduce((sum, count) => sum + count, counts.muted);
  return Math.max(0, said - findings.length);
}

/**
 * Findings per verdict, muted ones apart. A comparison that was reduced to fit into a report says itself how many there
 * were; otherwise they are counted.
 */
export function countFindings(comparison: Comparison, { byVerdict }: FindingGroups = groupFindings(comparison)): VerdictCounts {
  if (omittedFindings(comparison) > 0) return comparison.counts.findings;
  const count = (verdict: Verdict) => byVerdict[verdict].length;
  return {
    fail: count('fail'),
    warn: count('warn'),
    inconclusive: count('inconclusive'),
    pass: count('pass'),
    improved: count('improved'),
    missing: count('missing'),
    invalid: count('invalid'),
    new: count('new'),
  };
}

/** Joins findings of the same endpoint, service or run, in order of first appearance. */
export function bySubject(findings: readonly Finding[], keyOf: (finding: Finding) => string = groupingKey): SubjectFindings[] {
  const found = new Map<string, SubjectFindings>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const known = found.get(key);
    if (known === undefined) found.set(key, { subject: finding, findings: [finding] });
    else known.findings.push(finding);
  }
  return [...found.values()];
}

/** Joins findings of the same subject that have the same verdict for the same reason, so that it is said once. */
export function byReason(findings: readonly Finding[]): SubjectFindings[] {
  return bySubject(findings, (finding) => JSON.stringify([subjectKey(finding), finding.verdict, finding.reason.message]));
}
