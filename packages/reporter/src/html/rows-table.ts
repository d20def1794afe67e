import { utf8Length } from '../utf8-length.js';
import { html, trusted, type Html } from './html.js';
import type { ReportContext } from './report-context.js';
import { nameSize, prepareRows, rowBody } from './row-body.js';
import { compactDetails, drawDetails } from './row-details.js';

/** How large a page may become. */
export interface PageLimits {
  /** Of what is fine, so many rows with the largest changes have details. */
  largestChanges: number;
  /** Bytes at the most. */
  bytes: number;
}

/** The table, and of which rows it does not tell everything. */
export interface RowsTable {
  table: Html;
  /** Rows whose details are a table, since there is no room for pictures. */
  withoutPictures: number;
  /** Rows that are not fine, or among the largest changes, and have no details for want of room. */
  left: number;
}

const HEAD = trusted(`<caption class="hide">One row an endpoint, with the metric that says most</caption>
<thead><tr>
<th scope="col" data-sort="name">Endpoint</th>
<th scope="col" data-sort="metric">Metric</th>
<th scope="col" class="number">Baseline → this run</th>
<th scope="col" data-sort="use" data-first="down" title="Sorts by how much of the limit is used up">Up to the limit ┆</th>
<th scope="col" class="number" data-sort="change" data-first="down" title="Sorts by the number shown, worse first: per cent, of shares percentage points">Change</th>
<th scope="col" data-sort="limit">Limit</th>
<th scope="col" data-sort="verdict">Verdict</th>
</tr></thead>`);

/** Characters of a name that shows whole on hover: the most with which all fits. */
const WHOLE_NAMES = [1000, 500, 300, 200, 120, 60] as const;

/** Bytes of a row at the most beside its name, its cells and its detail: two anchors, and what it is sorted by. */
const AROUND = 200;

/**
 * One row an endpoint, each in a body of its own together with its detail, so that they are sorted and hidden as one. Where
 * there is little room, metrics come before whole names, and these before pictures.
 */
export function rowsTable(context: ReportContext, { largestChanges, bytes }: PageLimits): RowsTable {
  const rows = prepareRows(context.groups);
  const cells = rows.reduce((sum, row) => sum + utf8Length(row.cells.markup) + AROUND, 0);
  const namesOf = (characters: number): number => rows.reduce((sum, row) => sum + nameSize(context, row, characters), 0);
  const shortest = WHOLE_NAMES[WHOLE_NAMES.length - 1] ?? 0;
  const compact = compactDetails(context, largestChanges, bytes - cells - namesOf(shortest));
  const room = bytes - cells - compact.bytes;
  const characters = WHOLE_NAMES.find((each) => namesOf(each) <= room) ?? shortest;
  const { of, drawn } = drawDetails(context, compact.of, room - namesOf(characters));
  const bodies = rows.map((row) => rowBody(context, row, characters, row.row && of.get(row.row)));
  // Rows that are not in sight are not laid out, so that thousands are filtered at once.
  const table = html`<table class="${bodies.length > 150 ? 'rows many' : 'rows'}" id="rows">
    ${HEAD}${bodies}
  </table>`;
  return { table, withoutPictures: of.size - drawn, left: compact.left };
}
