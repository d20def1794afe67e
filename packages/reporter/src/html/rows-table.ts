import { endpointName, serviceName, subjectName } from '../subject.js';
import { anchorOf } from './anchor-of.js';
import { endpointDetail } from './endpoint-detail.js';
import { dumbbellValues, findingText, pictureWords } from './finding-text.js';
import { html, nothing, type Html } from './html.js';
import { limitDumbbell } from './pictures/limit-dumbbell.js';
import type { ReportContext } from './report-context.js';
import type { ReportRow, RowGroup } from './report-rows.js';
import { shownMetric, shownName } from './shown-text.js';
import { stateOfFinding } from './state-of-finding.js';
import { changeTone, verdictMark } from './verdict-mark.js';

/** How many rows get their full detail. */
export interface DetailLimits {
  /** Of what is fine, the rows with so many of the largest changes. */
  largestChanges: number;
  /** Characters of all details together; what needs action comes first. */
  characters: number;
}

/** The table, and how many of its rows have no detail though they are not fine. */
export interface RowsTable {
  table: Html;
  withoutDetail: number;
}

/** One row an endpoint, each in a body of its own together with its detail, so that they are sorted and hidden as one. */
export function rowsTable(context: ReportContext, limits: DetailLimits): RowsTable {
  const wanted = wantedDetails(context.groups, limits.largestChanges);
  const details = writeDetails(context, wanted, limits.characters);
  const bodies = context.groups.map((group) => group.rows.map((row) => rowBody(context, group, row, details.get(row))));
  // Rows that are not in sight are not laid out, so that thousands are filtered at once.
  const many = bodies.flat().length > 150;
  const table = html`<table class="${many ? 'rows many' : 'rows'}" id="rows" role="table">
    <caption class="hide">
      One row an endpoint, with the metric that says most
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col" data-sort="name">Endpoint</th>
        <th role="columnheader" scope="col" data-sort="metric">Metric</th>
        <th role="columnheader" scope="col" class="number">Baseline → this run</th>
        <th role="columnheader" scope="col">Up to the limit ┆</th>
        <th role="columnheader" scope="col" class="number" data-sort="change" data-first="down">Change</th>
        <th role="columnheader" scope="col" data-sort="limit">Limit</th>
        <th role="columnheader" scope="col" data-sort="verdict">Verdict</th>
      </tr>
    </thead>
    ${bodies}
  </table>`;
  return { table, withoutDetail: wanted.length - details.size };
}

/** What is not fine, then the largest changes of the rest. */
function wantedDetails(groups: readonly RowGroup[], largestChanges: number): ReportRow[] {
  const rows = groups.flatMap((group) => group.rows.map((row) => ({ row, fine: group.id === 'fine' || group.id === 'no-limit' })));
  const fine = rows.filter((each) => each.fine).sort((a, b) => b.row.largestPct - a.row.largestPct);
  return [...rows.filter((each) => !each.fine), ...fine.slice(0, largestChanges)].map(({ row }) => row);
}

function writeDetails(context: ReportContext, wanted: readonly ReportRow[], characters: number): Map<ReportRow, Html> {
  const details = new Map<ReportRow, Html>();
  let room = characters;
  for (const row of wanted) {
    const detail = endpointDetail(context, row);
    room -= detail.markup.length;
    if (room < 0) break;
    details.set(row, detail);
  }
  return details;
}

/** States from worst to best, for sorting. */
const STATES = ['fail', 'missing', 'warn', 'inconclusive', 'invalid', 'new', 'improved', 'pass', 'unlimited', 'muted'] as const;

function rowBody(context: ReportContext, group: RowGroup, row: ReportRow, detail: Html | undefined): Html {
  const { shown, state, worsePct } = row;
  const anchor = anchorOf(shown);
  const change = worsePct === undefined ? nothing : html` data-change="${String(Number(worsePct.toPrecision(5)))}"`;
  const attributes = html`data-g="${group.id}" data-s="${serviceName(shown.service)}" data-verdict="${STATES.indexOf(state)}"${change}`;
  const place = detail === undefined ? html`id="${anchor}"` : html`class="open"`;
  return html`<tbody role="rowgroup" ${attributes}>
    <tr role="row" ${place}>
      ${nameCell(context, row, anchor)}${valueCells(row)}
    </tr>
    ${detail === undefined ? undefined : detailRow(row, detail)}
  </tbody>`;
}

function nameCell({ manyServices }: ReportContext, { shown }: ReportRow, anchor: string): Html {
  const service =
    manyServices && shown.endpoint !== undefined ? html`<small>${shownName(serviceName(shown.service), 60)}</small>` : nothing;
  const name = shown.endpoint === undefined ? subjectName(shown, manyServices) : endpointName(shown.endpoint);
  return html`<th role="rowheader" scope="row"><a href="#${anchor}">${shownName(name)}</a>${service}</th>`;
}

function valueCells({ shown, state }: ReportRow): Html {
  const text = findingText(shown);
  const values = dumbbellValues(shown);
  const cells = [
    html`<td role="cell" class="metric">${shownMetric(text.metric, 40)}</td>`,
    html`<td role="cell" class="number values" title="${text.exactValues}">${text.values}</td>`,
    html`<td role="cell" class="picture">${values === undefined ? undefined : limitDumbbell(values, pictureWords(shown))}</td>`,
    html`<td role="cell" class="number change ${changeTone(stateOfFinding(shown))}" title="${text.exactChange}">
      ${text.change}${text.aside.map((part) => html`<small>${part}</small>`)}
    </td>`,
    html`<td role="cell" class="limit${shown.limit?.broken === true ? '' : ' soft'}">${shownName(text.limit, 60)}</td>`,
    html`<td role="cell" class="verdict">${verdictMark(state)}</td>`,
  ];
  return html`${cells}`;
}

function detailRow({ subject }: ReportRow, detail: Html): Html {
  return html`<tr role="row" class="more">
    <td role="cell" colspan="7">
      <details>
        <summary>Details of ${shownName(subject.name)}</summary>
        ${detail}
      </details>
    </td>
  </tr>`;
}
