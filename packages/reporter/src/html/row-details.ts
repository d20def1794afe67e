import { chooseDetailed } from '@loadline/schema/detail';
import { utf8Length } from '../utf8-length.js';
import { compactDetail, endpointDetail } from './endpoint-detail.js';
import type { Html } from './html.js';
import type { ReportContext } from './report-context.js';
import type { ReportRow, RowGroup } from './report-rows.js';

/** Details that are tables of metrics. */
export interface CompactDetails {
  of: ReadonlyMap<ReportRow, Html>;
  bytes: number;
  /** Rows for which there was no room. */
  left: number;
}

/**
 * The metrics of all that is not fine and of the largest changes of the rest, for as many as there is room for; what needs
 * action first.
 *
 * @param largestChanges of what is fine, so many rows with the largest changes.
 */
export function compactDetails(context: ReportContext, largestChanges: number, room: number): CompactDetails {
  const wanted = wantedDetails(context.groups, largestChanges);
  const of = new Map<ReportRow, Html>();
  let bytes = 0;
  for (const row of wanted) {
    const detail = compactDetail(context, row);
    if (bytes + sizeOf(detail) > room) break;
    bytes += sizeOf(detail);
    of.set(row, detail);
  }
  return { of, bytes, left: wanted.length - of.size };
}

/** The same with tiles and pictures in place of the tables, for as many as there is still room for. */
export function drawDetails(
  context: ReportContext,
  compact: ReadonlyMap<ReportRow, Html>,
  room: number,
): { of: ReadonlyMap<ReportRow, Html>; drawn: number } {
  const of = new Map(compact);
  let left = room;
  let drawn = 0;
  for (const [row, table] of compact) {
    const detail = endpointDetail(context, row);
    left -= sizeOf(detail) - sizeOf(table);
    if (left < 0) break;
    of.set(row, detail);
    drawn++;
  }
  return { of, drawn };
}

const sizeOf = ({ markup }: Html): number => utf8Length(markup);

/** What is not fine, then the largest changes of the rest: what has pictures. */
function wantedDetails(groups: readonly RowGroup[], largestChanges: number): ReportRow[] {
  const rows = groups.flatMap((group) => group.rows.map((row) => ({ row, findings: row.subject.findings })));
  const { notFine, changes } = chooseDetailed(rows, largestChanges);
  return [...notFine, ...changes].map(({ row }) => row);
}
