import { endpointKey } from '@loadline/schema/match';
import type { Comparison, ErrorCount, Finding } from '@loadline/schema/types';
import { describeReason } from '../describe-comparison.js';
import { errorText } from '../diagnostic-text.js';
import { cutMiddle, displayWidth } from '../display-width.js';
import { escapeTerminal } from '../escape-terminal.js';
import { formatChange, formatLimit, formatMetric, formatValues } from '../format-change.js';
import { bySubject, type SubjectFindings } from '../group-findings.js';
import { hasManyServices, subjectKey, subjectName } from '../subject.js';
import { verdictWords } from '../verdict-words.js';
import { type Cell, layRow, type Page, type Style } from './page.js';

const INDENT = 3;

/** Most columns of the values and of the change, beyond which a row is broken instead of the column widened. */
const MOST_COLUMNS = { metric: 24, values: 22, change: 18 };

/** Failures that one endpoint shows. */
const MOST_ERRORS = 3;

/** Other metrics that one endpoint shows. */
const MOST_OTHERS = 8;

/** What the rows need to know of the whole. */
export interface RowContext {
  page: Page;
  comparison: Comparison;
  manyServices: boolean;
  /** Findings by subject, for what stands beside a worse one. */
  besides: ReadonlyMap<string, readonly Finding[]>;
  /** Errors that a row has shown. */
  shownErrors: Set<ErrorCount>;
}

/** Prepares what all rows of a report share. */
export function rowContext(page: Page, comparison: Comparison): RowContext {
  const besides = new Map(bySubject(comparison.findings).map(({ subject, findings }) => [subjectKey(subject), findings]));
  return { page, comparison, manyServices: hasManyServices(comparison), besides, shownErrors: new Set() };
}

/** A subject's name cut to the columns that it may take. */
export function shortSubject(context: RowContext, subject: Finding, width: number): string {
  const name = escapeTerminal(subjectName(subject, context.manyServices), context.page);
  return cutMiddle(name, width, context.page.unicode ? '…' : '...');
}

/** Width of the first column: that of the longest name which is not too long to have others beside it. */
export function subjectColumn(context: RowContext, subjects: readonly Finding[]): number {
  const most = Math.floor(context.page.width * 0.35);
  const widths = subjects
    .map((subject) => displayWidth(shortSubject(context, subject, context.page.width - INDENT)))
    .filter((width) => width <= most);
  return Math.max(8, ...widths);
}

/** Spaces between columns. */
const GAP = 3;

/** A block of rows: the subject's name once, what belongs to it beside it, or below where the name is long. */
export function subjectBlock(
  context: RowContext,
  subject: Finding,
  column: number,
  rows: readonly (readonly Cell[])[],
  gap = GAP,
): string[] {
  const { page } = context;
  const name = shortSubject(context, subject, page.width - INDENT);
  const beside = INDENT + column + gap;
  const own = displayWidth(name) > column;
  const lines = own ? layRow(page, { indent: INDENT }, [{ text: name, style: 'bold' }]) : [];
  rows.forEach((cells, index) => {
    const named = index === 0 && !own;
    const place = { indent: named ? INDENT : beside, hanging: beside, gap };
    lines.push(...layRow(page, place, named ? [{ text: name, style: 'bold', fill: column }, ...cells] : cells));
  });
  return lines;
}

/** Blocks of findings with their values, change and limit; with `detail` what else is known of their subjects. */
export function valueBlocks(context: RowContext, groups: readonly SubjectFindings[], detail: boolean): string[] {
  const all = groups.flatMap(({ findings }) => findings);
  const fills = columnFills(context.page, all);
  const column = subjectColumn(
    context,
    groups.map(({ subject }) => subject),
  );
  const limits = Math.max(0, ...all.map(({ limit }) => displayWidth(limitText(limit))));
  const wide = INDENT + column + fills.metric + fills.values + fills.change + limits + 4 * GAP > context.page.width;
  return groups.flatMap((group) => {
    const rows = group.findings.flatMap((finding) => valueRows(context, finding, fills));
    if (detail) rows.push(...detailRows(context, group));
    return subjectBlock(context, group.subject, column, rows, wide ? GAP - 1 : GAP);
  });
}

interface Fills {
  metric: number;
  values: number;
  change: number;
}

function columnFills(page: Page, findings: readonly Finding[]): Fills {
  const widest = (most: number, texts: readonly string[]) => Math.max(0, ...texts.map(displayWidth).filter((width) => width <= most));
  return {
    metric: widest(
      MOST_COLUMNS.metric,
      findings.map((finding) => formatMetric(finding.metric, finding.inPlaceOf)),
    ),
    values: widest(
      MOST_COLUMNS.values,
      findings.map((finding) => formatValues(finding, page)),
    ),
    change: widest(
      MOST_COLUMNS.change,
      findings.map((finding) => formatChange(finding, page)),
    ),
  };
}

/** Reasons that say no more than the limit in the same row does. */
const PLAIN_REASONS: ReadonlySet<Finding['reason']['code']> = new Set([
  'limit-broken',
  'warn-limit-broken',
  'slo-broken',
  'limit-held',
  'slo-held',
  'better-than-noise',
]);

/** `limit +30%`; one that only warns is called so: `warn +10%`. Foreign text, not escaped. */
function limitText(limit: Finding['limit']): string {
  if (limit === null) return '';
  return limit.level === 'slo' ? formatLimit(limit) : `${limit.level === 'warn' ? 'warn' : 'limit'} ${limit.text}`;
}

function changeStyle({ verdict, muted }: Finding): Style {
  return muted !== undefined || verdict === 'pass' ? 'plain' : verdictWords[verdict].tone;
}

function valueRows(context: RowContext, finding: Finding, fills: Fills): Cell[][] {
  const { page } = context;
  const row: Cell[] = [
    { text: formatMetric(finding.metric, finding.inPlaceOf), fill: fills.metric },
    { text: formatValues(finding, page), fill: fills.values },
    { text: formatChange(finding, page), style: changeStyle(finding), fill: fills.change },
    { text: limitText(finding.limit) },
    ...(finding.notes === undefined || finding.notes.length === 0
      ? []
      : [{ text: `(${finding.notes.join(', ')})`, style: 'dim' as const }]),
  ];
  return PLAIN_REASONS.has(finding.reason.code) ? [row] : [row, [{ text: describeReason(finding), style: 'dim' }]];
}

function detailRows(context: RowContext, group: SubjectFindings): Cell[][] {
  const shown = new Set(group.findings);
  const others = (context.besides.get(subjectKey(group.subject)) ?? []).filter(
    (finding) => !shown.has(finding) && finding.current.value !== null,
  );
  const rows: Cell[][] = [];
  if (others.length > 0) {
    const cells = others.slice(0, MOST_OTHERS).map((finding): Cell => ({ text: shortFinding(finding, context.page), style: 'dim' }));
    if (others.length > MOST_OTHERS) cells.push({ text: `and ${others.length - MOST_OTHERS} more`, style: 'dim' });
    rows.push([{ text: 'also', style: 'dim' }, ...cells]);
  }
  for (const error of errorsOf(context, group.subject).slice(0, MOST_ERRORS)) {
    context.shownErrors.add(error);
    rows.push([{ text: `seen ${errorText(error)}`, style: 'dim' }]);
  }
  return rows;
}

function shortFinding(finding: Finding, page: Page): string {
  const label = formatMetric(finding.metric, finding.inPlaceOf);
  const values = finding.unit === '%' || finding.change.relativePct === null;
  return `${label} ${values ? formatValues(finding, page) : formatChange({ ...finding, limit: null }, page)}`;
}

function errorsOf(context: RowContext, subject: Finding): ErrorCount[] {
  const { endpoint } = subject;
  if (endpoint === undefined) return [];
  const key = endpointKey(endpoint);
  return (context.comparison.errors ?? []).filter((error) => error.endpoint !== undefined && endpointKey(error.endpoint) === key);
}
