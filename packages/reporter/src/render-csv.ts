import type { Comparison, Finding } from '@loadline/schema/types';
import { escapeCsv } from './escape-csv.js';
import { formatLimit } from './format-change.js';
import { subjectScope } from './subject.js';

/** Content of a cell: a text is foreign, what is not known is empty. */
type Cell = string | number | boolean | null | undefined;

interface Column {
  name: string;
  of: (finding: Finding, comparison: Comparison) => Cell;
}

/** The columns in their order; new ones go to the end. */
const COLUMNS: readonly Column[] = [
  { name: 'verdict', of: ({ verdict }) => verdict },
  { name: 'service', of: ({ service }) => service },
  { name: 'scope', of: subjectScope },
  { name: 'kind', of: ({ endpoint }) => endpoint?.kind },
  { name: 'method', of: ({ endpoint }) => endpoint?.method },
  { name: 'endpoint', of: ({ endpoint }) => endpoint?.name },
  { name: 'group', of: ({ endpoint }) => endpoint?.group },
  { name: 'scenario', of: ({ endpoint }) => endpoint?.scenario },
  { name: 'tags', of: ({ endpoint }) => endpoint?.tags?.map(({ name, value }) => `${name}=${value}`).join(' ') },
  { name: 'metric', of: ({ metric }) => metric },
  { name: 'in_place_of', of: ({ inPlaceOf }) => inPlaceOf },
  { name: 'unit', of: ({ unit }) => unit },
  { name: 'better', of: ({ better }) => better },
  { name: 'baseline', of: ({ baseline }) => baseline.value },
  { name: 'current', of: ({ current }) => current.value },
  { name: 'change', of: ({ change }) => change.absolute },
  { name: 'change_pct', of: ({ change }) => change.relativePct },
  { name: 'change_low_pct', of: ({ change }) => change.interval?.lowPct },
  { name: 'change_high_pct', of: ({ change }) => change.interval?.highPct },
  { name: 'limit', of: limitCell },
  { name: 'limit_broken', of: ({ limit }) => limit?.broken },
  { name: 'gated', of: ({ gated }) => gated },
  { name: 'muted_until', of: ({ muted }) => muted?.until },
  { name: 'muted_reason', of: ({ muted }) => muted?.reason },
  { name: 'reason_code', of: ({ reason }) => reason.code },
  { name: 'reason', of: ({ reason }) => reason.message },
  { name: 'p', of: ({ evidence }) => evidence.p },
  { name: 'q', of: ({ evidence }) => evidence.q },
  { name: 'detectable_pct', of: ({ evidence }) => evidence.detectablePct },
  { name: 'runs_needed', of: ({ evidence }) => evidence.runsNeeded },
  { name: 'baseline_runs', of: ({ baseline }) => baseline.runs },
  { name: 'current_runs', of: ({ current }) => current.runs },
  { name: 'baseline_requests', of: ({ baseline }) => baseline.requests },
  { name: 'current_requests', of: ({ current }) => current.requests },
  { name: 'baseline_failures', of: ({ baseline }) => baseline.failures },
  { name: 'current_failures', of: ({ current }) => current.failures },
  { name: 'suite', of: (_finding, { policy }) => policy.suite },
  { name: 'environment', of: (_finding, { policy }) => policy.environment },
  { name: 'baseline_commit', of: (_finding, { baseline }) => baseline.commit },
  { name: 'current_commit', of: (_finding, { current }) => current.commit },
  { name: 'compared_at', of: (_finding, { createdAt }) => createdAt },
];

/**
 * A comparison as CSV (RFC 4180, UTF-8, a header row): one row a finding, in the order of the document, with exact values
 * in the metric’s unit. What is not known is an empty cell.
 *
 * @example renderCsv(comparison).startsWith('verdict,service,scope,') // true
 */
export function renderCsv(comparison: Comparison): string {
  const rows = comparison.findings.map((finding) => COLUMNS.map(({ of }) => cellText(of(finding, comparison))));
  return [COLUMNS.map(({ name }) => name), ...rows].map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** With its level before it, since a cell that begins with a sign is taken for a formula: `fail +30%`, `SLO < 2s`. */
function limitCell({ limit }: Finding): Cell {
  if (limit === null) return null;
  return limit.level === 'slo' ? formatLimit(limit) : `${limit.level} ${limit.text}`;
}

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'string' ? escapeCsv(cell) : String(cell === 0 ? 0 : cell);
}
