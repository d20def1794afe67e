import type { Comparison, Diagnostic, Finding } from '@loadline/schema/types';
import {
  describeBaseline,
  describeCoverage,
  describeCurrent,
  describeEvidence,
  describeShifts,
  describeReason,
  groupNotJudged,
  plural,
} from '../describe-comparison.js';
import { diagnosticText, errorText } from '../diagnostic-text.js';
import { formatMetric } from '../format-change.js';
import { formatNumber } from '../format-number.js';
import { byReason, bySubject, type FindingGroups, type SubjectFindings } from '../group-findings.js';
import { endpointName, subjectKey, subjectName, subjectScope } from '../subject.js';
import { verdictWords } from '../verdict-words.js';
import { type RowContext, subjectBlock, subjectColumn, valueBlocks } from './finding-rows.js';
import { type Cell, layRow, type Page, type Style } from './page.js';

/** Columns of the words before a line of facts. */
const KEY_COLUMN = 11;

/** Longest text of a fact, in characters. */
const MOST_CHARACTERS = 500;

/** Subjects that a group shows unless all are asked for. */
const MOST_SUBJECTS = 20;

/** Diagnostics and errors that are shown unless all are asked for. */
const MOST_LINES = 10;

/** One line of facts: a word, then what it says. */
export function factLine(page: Page, key: string, text: string, style: Style = 'bold'): string[] {
  const hanging = 1 + KEY_COLUMN + 2;
  const cut = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
  return layRow(page, { indent: 1, hanging, gap: 2 }, [{ text: key, style, fill: KEY_COLUMN }, { text: cut }]);
}

/** A group's word, its rows, and how many were left out. */
function section(
  page: Page,
  word: string,
  style: Style,
  groups: readonly SubjectFindings[],
  all: boolean,
  draw: (groups: readonly SubjectFindings[]) => string[],
): string[] {
  if (groups.length === 0) return [];
  const shown = all ? groups : groups.slice(0, MOST_SUBJECTS);
  const left = groups.length - shown.length;
  const rest = left === 0 ? [] : layRow(page, { indent: 3 }, [{ text: `and ${formatNumber(left)} more (--all shows them)`, style: 'dim' }]);
  return ['', ...layRow(page, { indent: 1 }, [{ text: word, style }]), ...draw(shown), ...rest];
}

/** Worse, watch, can't tell, better, new: each with its findings, in the order of what a person does about them. */
export function findingSections(context: RowContext, groups: FindingGroups, all: boolean): string[] {
  const { page } = context;
  const { byVerdict } = groups;
  const values = (detail: boolean) => (shown: readonly SubjectFindings[]) => valueBlocks(context, shown, detail);
  const { worse, watch } = splitWorse(groups);
  const unclear = [...byVerdict.missing, ...byVerdict.invalid];
  return [
    ...section(page, verdictWords.fail.word, 'bad', worse, all, values(true)),
    ...section(page, verdictWords.warn.word, 'doubt', watch, all, values(true)),
    ...section(page, `can't tell: ${verdictWords.inconclusive.word}`, 'doubt', bySubject(byVerdict.inconclusive), all, values(false)),
    ...section(page, "can't tell", 'doubt', byReason(unclear), all, (shown) => reasonBlocks(context, shown)),
    ...section(page, verdictWords.improved.word, 'good', bySubject(byVerdict.improved), all, values(false)),
    ...section(page, verdictWords.new.word, 'bold', byReason(byVerdict.new), all, (shown) => reasonBlocks(context, shown)),
    ...(all ? section(page, 'muted', 'dim', byReason(groups.muted), all, (shown) => mutedBlocks(context, shown)) : []),
    ...(all ? section(page, verdictWords.pass.word, 'good', bySubject(byVerdict.pass), all, values(false)) : []),
    ...(all ? section(page, 'no limit', 'dim', bySubject(groups.ungated), all, values(false)) : []),
  ];
}

/** What is worse, each with what there is to watch of the same subject; then what there is only to watch. */
function splitWorse({ byVerdict }: FindingGroups): { worse: SubjectFindings[]; watch: SubjectFindings[] } {
  const failing = new Set(byVerdict.fail.map(subjectKey));
  const joined = bySubject([...byVerdict.fail, ...byVerdict.warn]);
  return {
    worse: joined.filter(({ subject }) => failing.has(subjectKey(subject))),
    watch: joined.filter(({ subject }) => !failing.has(subjectKey(subject))),
  };
}

function metricList(findings: readonly Finding[]): string {
  return findings.map((finding) => formatMetric(finding.metric, finding.inPlaceOf)).join(', ');
}

function reasonBlocks(context: RowContext, groups: readonly SubjectFindings[]): string[] {
  const column = subjectColumn(
    context,
    groups.map(({ subject }) => subject),
  );
  const words = groups.map(({ subject }) => (subject.verdict === 'new' ? '' : verdictWords[subject.verdict].word));
  const fill = Math.max(...words.map((word) => word.length));
  return groups.flatMap(({ subject, findings }, index) => {
    const word: Cell = { text: words[index] ?? '', style: verdictWords[subject.verdict].tone, fill };
    const reason = describeReason(subject);
    const next = groups[index + 1]?.subject;
    // One reason often holds for many: it is said under the last of them, and not at all when it is the headline.
    const said =
      reason === context.comparison.headline || (next !== undefined && next.verdict === subject.verdict && describeReason(next) === reason);
    return subjectBlock(context, subject, column, [
      [...(fill === 0 ? [] : [word]), { text: metricList(findings) }],
      ...(said ? [] : [[{ text: reason, style: 'dim' as const }]]),
    ]);
  });
}

function mutedBlocks(context: RowContext, groups: readonly SubjectFindings[]): string[] {
  const column = subjectColumn(
    context,
    groups.map(({ subject }) => subject),
  );
  return groups.flatMap(({ subject, findings }) => {
    const until = `until ${subject.muted?.until ?? ''}: ${subject.muted?.reason ?? ''}`;
    return subjectBlock(context, subject, column, [
      [{ text: verdictWords[subject.verdict].word }, { text: metricList(findings) }],
      [{ text: until, style: 'dim' }],
    ]);
  });
}

/** What is fine, counted: endpoints and services of which every judged metric held. */
export function okLine(page: Page, comparison: Comparison, groups: FindingGroups, all: boolean): string[] {
  const { pass, improved, fail, warn, inconclusive, missing, invalid } = groups.byVerdict;
  const bad = new Set([...fail, ...warn, ...inconclusive, ...missing, ...invalid].map(subjectKey));
  const fine = bySubject([...pass, ...improved].filter((finding) => !bad.has(subjectKey(finding))));
  const count = (scope: string) => fine.filter(({ subject }) => subjectScope(subject) === scope).length;
  const endpoints = Math.max(count('endpoint'), comparison.coverage.gatedEndpoints > 0 ? comparison.counts.endpoints.pass : 0);
  const parts = [
    ...(endpoints > 0 ? [plural(endpoints, 'endpoint')] : []),
    ...(count('service') > 0 ? [plural(count('service'), 'service')] : []),
    ...(count('run') > 0 ? ['the whole run'] : []),
  ];
  const rest = [...pass].filter((finding) => bad.has(subjectKey(finding))).length;
  if (rest > 0) parts.push(parts.length === 0 ? plural(rest, 'metric') : `${plural(rest, 'metric')} beside those above`);
  if (parts.length === 0) return [];
  return factLine(page, verdictWords.pass.word, `${parts.join(', ')}${all ? '' : ' (--all shows them)'}`, 'good');
}

/** What was not judged, and why; endpoints that no limit speaks of; what is muted. */
export function coverageLines(context: RowContext, groups: FindingGroups, all: boolean): string[] {
  const { page, comparison, manyServices } = context;
  const lines: string[] = [];
  const notJudged = groupNotJudged(comparison);
  const shown = all ? notJudged : notJudged.slice(0, MOST_LINES);
  shown.forEach(({ metric, reason, items }, index) => {
    const names = nameSome(
      items.map((item) => subjectName(item, manyServices)),
      all,
    );
    lines.push(...factLine(page, index === 0 ? 'not judged' : '', `${metric}: ${reason} (${names})`));
  });
  if (shown.length < notJudged.length)
    lines.push(...factLine(page, '', `and ${formatNumber(notJudged.length - shown.length)} more (--all shows them)`));
  const { notGated } = comparison.coverage;
  if (notGated.length > 0) {
    const names = nameSome(
      notGated.map(({ endpoint }) => endpointName(endpoint)),
      all,
    );
    lines.push(
      ...factLine(
        page,
        'no limit',
        `${plural(notGated.length, 'endpoint')} ${notGated.length === 1 ? 'has' : 'have'} none of ${notGated.length === 1 ? 'its' : 'their'} own (${names})`,
      ),
    );
  }
  const muted = Math.max(comparison.counts.muted, groups.muted.length);
  if (muted > 0) lines.push(...factLine(page, 'muted', `${plural(muted, 'finding')}, not counted${all ? '' : ' (--all shows them)'}`));
  return lines;
}

function nameSome(names: readonly string[], all: boolean): string {
  const distinct = [...new Set(names)];
  const most = all ? distinct.length : 3;
  return distinct.slice(0, most).join(', ') + (distinct.length > most ? ` and ${formatNumber(distinct.length - most)} more` : '');
}

/** Failures that no row above has shown. */
export function errorLines(context: RowContext, all: boolean): string[] {
  const rest = (context.comparison.errors ?? []).filter((error) => !context.shownErrors.has(error));
  const shown = all ? rest : rest.slice(0, 3);
  const lines = shown.flatMap((error, index) => {
    const where = error.endpoint === undefined ? '' : ` (${endpointName(error.endpoint)})`;
    return factLine(context.page, index === 0 ? 'errors' : '', `${errorText(error)}${where}`);
  });
  return shown.length === rest.length
    ? lines
    : [...lines, ...factLine(context.page, '', `and ${rest.length - shown.length} more (--all shows them)`)];
}

/** Baseline, this run, how much was judged, how sure it is. */
export function factLines(page: Page, comparison: Comparison): string[] {
  return [
    ...factLine(page, 'baseline', describeBaseline(comparison)),
    ...factLine(page, 'this run', describeCurrent(comparison)),
    ...factLine(page, 'coverage', describeCoverage(comparison)),
    ...(comparison.findings.length === 0 ? [] : factLine(page, 'evidence', describeEvidence(comparison))),
    ...optionalLine(page, 'together', describeShifts(comparison)),
  ];
}

function optionalLine(page: Page, name: string, text: string | undefined): string[] {
  return text === undefined ? [] : factLine(page, name, text);
}

/** Diagnostics one by one: errors first, then warnings; those for the curious are counted unless all are asked for. */
export function diagnosticLines(page: Page, diagnostics: readonly Diagnostic[], all: boolean): string[] {
  const rank = { error: 0, warning: 1, info: 2 };
  const sorted = [...diagnostics].sort((a, b) => rank[a.severity] - rank[b.severity]);
  const important = all ? sorted : sorted.filter(({ severity }) => severity !== 'info');
  const shown = all ? important : important.slice(0, MOST_LINES);
  const lines = shown.flatMap((diagnostic) =>
    factLine(page, diagnostic.severity === 'info' ? 'note' : diagnostic.severity, diagnosticText(diagnostic), severityStyle(diagnostic)),
  );
  const hidden = [
    ...(important.length > shown.length ? [`${formatNumber(important.length - shown.length)} more`] : []),
    ...(sorted.length > important.length ? [plural(sorted.length - important.length, 'note')] : []),
  ];
  return hidden.length === 0 ? lines : [...lines, ...factLine(page, '', `and ${hidden.join(', ')} (--all shows them)`, 'dim')];
}

function severityStyle({ severity }: Diagnostic): Style {
  return severity === 'error' ? 'bad' : severity === 'warning' ? 'doubt' : 'dim';
}
