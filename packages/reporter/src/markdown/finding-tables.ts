import type { Finding } from '@loadline/schema/types';
import { describeReason, plural } from '../describe-comparison.js';
import { formatChange, formatLimit, formatMetric, formatValueCells, formatValues } from '../format-change.js';
import { groupBy } from '../group-by.js';
import { byReason, type FindingGroups, type SubjectFindings } from '../group-findings.js';
import { tellLimit } from '../story/tell-metric.js';
import { endpointName, serviceName, type Subject, subjectScope } from '../subject.js';
import { nameSome } from '../name-some.js';
import { verdictWords } from '../verdict-words.js';
import { markdownName, markdownText, rowsOf, tableRow, type TableSection } from './table.js';

/** Columns of every table of values, as they are known from the beginning. */
const VALUE_COLUMNS = ['Service', 'Endpoint', 'Metric', 'Baseline:', 'Current:', 'Change:', 'Limit'];

/** The cells that say what a row is of: service, endpoint. */
function subjectCells(subject: Subject): [service: string, endpoint: string] {
  if (subjectScope(subject) === 'run') return ['whole run', 'all endpoints'];
  return [
    markdownName(serviceName(subject.service)),
    subject.endpoint === undefined ? 'all endpoints' : markdownName(endpointName(subject.endpoint)),
  ];
}

/** A row with both values, the change and the limit. */
function valueRow(finding: Finding): string {
  const [baseline, current] = formatValueCells(finding);
  const cells = [formatMetric(finding.metric, finding.inPlaceOf), baseline, current, formatChange(finding), formatLimit(finding.limit)];
  return tableRow([...subjectCells(finding), ...cells.map(markdownName)]);
}

/** A section of rows with values. */
export function valueSection(heading: string, findings: readonly Finding[], importance: number, folded?: string): TableSection {
  return { heading, columns: VALUE_COLUMNS, rows: rowsOf(findings, valueRow), importance, ...(folded === undefined ? {} : { folded }) };
}

function metricsCell(findings: readonly Finding[]): string {
  return markdownName(findings.map((finding) => formatMetric(finding.metric, finding.inPlaceOf)).join(', '));
}

/**
 * What cannot be told: not measured, not comparable, not proven, each with its reason.
 *
 * @param importance of its rows, where there is no room for all.
 */
export function unclearSection({ byVerdict }: FindingGroups, importance: number): TableSection | undefined {
  const rows = [
    ...joinAlike(byReason([...byVerdict.missing, ...byVerdict.invalid])),
    ...byVerdict.inconclusive.map((finding) => [{ subject: finding, findings: [finding] }]),
  ];
  if (rows.length === 0) return undefined;
  const row = (alike: readonly SubjectFindings[]) => {
    const [group] = alike as readonly [SubjectFindings];
    return tableRow([
      ...(alike.length > 1 ? joinedCells(alike) : subjectCells(group.subject)),
      metricsCell(group.findings),
      verdictWords[group.subject.verdict].word,
      whyCell(group.subject),
    ]);
  };
  return { heading: `## Can't tell`, columns: ['Service', 'Endpoint', 'Metric', 'Verdict', 'Why'], rows: rowsOf(rows, row), importance };
}

/** From so many endpoints on, one reason makes one row. */
const MANY = 3;

/** Names that such a row has. */
const MOST_NAMES = 10;

/** Endpoints that one reason holds for, with the same metrics, together; the others one by one. */
function joinAlike(groups: readonly SubjectFindings[]): (readonly SubjectFindings[])[] {
  const keyOf = ({ subject, findings }: SubjectFindings) =>
    JSON.stringify([subjectScope(subject), subject.verdict, subject.reason.message, metricsCell(findings)]);
  return [...groupBy(groups, keyOf).values()].flatMap((alike) => (alike.length >= MANY ? [alike] : alike.map((group) => [group])));
}

/** How many services and which endpoints. */
function joinedCells(alike: readonly SubjectFindings[]): [service: string, endpoint: string] {
  const subjects = alike.map(({ subject }) => subject);
  const services = [...new Set(subjects.map(({ service }) => service))];
  const [only = ''] = services;
  const service = services.length === 1 ? markdownName(serviceName(only)) : plural(services.length, 'service');
  const names = subjects.flatMap(({ endpoint }) => (endpoint === undefined ? [] : [endpointName(endpoint)]));
  if (names.length === 0) return [markdownText(services.slice(0, MOST_NAMES).map(serviceName).join(', ')), 'all endpoints'];
  return [service, `${plural(names.length, 'endpoint')}: ${nameSome(names.map(markdownName), MOST_NAMES)}`];
}

function whyCell(finding: Finding): string {
  if (finding.verdict !== 'inconclusive') return markdownText(describeReason(finding));
  const limit = tellLimit(finding.limit);
  return markdownText(`${formatValues(finding)} (${formatChange(finding)}${limit === '' ? '' : `, ${limit}`}): ${describeReason(finding)}`);
}

/** What got better or is new, with the reason. */
export function gainSection({ byVerdict }: FindingGroups): TableSection | undefined {
  const improved = byVerdict.improved.map((finding) =>
    tableRow([
      ...subjectCells(finding),
      metricsCell([finding]),
      verdictWords.improved.word,
      markdownText(`${formatValues(finding)} (${formatChange(finding)}): ${describeReason(finding)}`),
    ]),
  );
  const added = byReason(byVerdict.new).map((group) =>
    tableRow([
      ...subjectCells(group.subject),
      metricsCell(group.findings),
      verdictWords.new.word,
      markdownText(describeReason(group.subject)),
    ]),
  );
  if (improved.length + added.length === 0) return undefined;
  return {
    heading: '## New and improved',
    columns: ['Service', 'Endpoint', 'Metric', 'Verdict', 'Why'],
    rows: rowsOf([...improved, ...added], (row) => row),
    importance: 3,
  };
}

/** What is muted, with what it would have been. */
export function mutedSection({ muted }: FindingGroups): TableSection | undefined {
  if (muted.length === 0) return undefined;
  const row = (finding: Finding) =>
    tableRow([
      ...subjectCells(finding),
      metricsCell([finding]),
      verdictWords[finding.verdict].word,
      markdownName(formatChange(finding)),
      markdownText(finding.muted?.until ?? ''),
      markdownText(finding.muted?.reason ?? ''),
    ]);
  return {
    heading: '## Muted',
    columns: ['Service', 'Endpoint', 'Metric', 'Would be', 'Change:', 'Until', 'Reason'],
    rows: rowsOf(muted, row),
    importance: 4,
    folded: `${muted.length} not counted`,
  };
}
