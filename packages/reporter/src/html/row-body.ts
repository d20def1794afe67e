import { utf8Length } from '../utf8-length.js';
import { endpointName, serviceName, subjectName, type Subject } from '../subject.js';
import { anchorOf } from './anchor-of.js';
import { dumbbellValues, findingText } from './finding-text.js';
import { html, nothing, type Html } from './html.js';
import { limitDumbbell } from './pictures/limit-dumbbell.js';
import type { ReportContext } from './report-context.js';
import type { ReportRow, RowGroup } from './report-rows.js';
import { shownMetric, shownName, shownPlainly } from './shown-text.js';
import { stateOfFinding } from './state-of-finding.js';
import { changeTone, verdictMark } from './verdict-mark.js';

/** States from worst to best, for sorting. */
const STATES = ['fail', 'missing', 'warn', 'inconclusive', 'invalid', 'new', 'improved', 'pass', 'unlimited', 'muted'] as const;

/** A row of the table, all but its name and its detail. */
export interface PreparedRow {
  group: string;
  subject: Subject;
  /** Undefined for what no limit speaks of and of which nothing is told. */
  row: ReportRow | undefined;
  attributes: Html;
  cells: Html;
}

/** Rows from which on each is as short as it can be. */
const MANY = 150;

/** All rows in the order of their groups. */
export function prepareRows(groups: readonly RowGroup[]): PreparedRow[] {
  const isMany = groups.reduce((sum, { rows }) => sum + rows.length, 0) > MANY;
  return groups.flatMap(({ id, rows, unjudged }) => [
    ...rows.map((row) => ({ group: id, subject: row.shown, row, attributes: sortedBy(row), cells: valueCells(row, !isMany) })),
    ...unjudged.map((subject) => ({ group: id, subject, row: undefined, ...UNJUDGED })),
  ]);
}

/**
 * A row with its name, and with its detail where it has one.
 *
 * @param characters of a name that shows whole on hover.
 * @param detail a row of its own.
 */
export function rowBody(context: ReportContext, prepared: PreparedRow, characters: number, detail: Html | undefined): Html {
  const { group, subject, attributes, cells } = prepared;
  const anchor = anchorOf(subject);
  const service = context.services.indexOf(serviceName(subject.service));
  const of = service < 0 ? nothing : html` data-s="${service}"`;
  const place = detail === undefined ? html`id="${anchor}"` : html`class="open"`;
  const name = nameCell(context, subject, anchor, characters);
  return html`<tbody data-g="${group}" ${of}${attributes}>
    <tr ${place}>
      ${name}${cells}
    </tr>
    ${detail}
  </tbody>`;
}

/** Bytes that a name takes in its row, with so many characters on hover. */
export function nameSize(context: ReportContext, { subject }: PreparedRow, characters: number): number {
  return utf8Length(nameCell(context, subject, '', characters).markup);
}

function sortedBy({ state, worseBy, use }: ReportRow): Html {
  return html`${sortable('verdict', STATES.indexOf(state))}${sortable('change', worseBy)}${sortable('use', use)}`;
}

function sortable(name: string, value: number | undefined): Html {
  return value === undefined || !Number.isFinite(value) ? nothing : html` data-${name}="${Number(value.toPrecision(4))}"`;
}

const UNJUDGED: Pick<PreparedRow, 'attributes' | 'cells'> = {
  attributes: sortable('verdict', STATES.indexOf('unlimited')),
  cells: html`${['metric', 'values', 'picture', 'change', 'limit'].map((name) => html`<td class="${name}"></td>`)}
    <td class="verdict">${verdictMark('unlimited')}</td>`,
};

function nameCell({ manyServices }: ReportContext, subject: Subject, anchor: string, characters: number): Html {
  const { endpoint } = subject;
  const service =
    manyServices && endpoint !== undefined ? html`<small>${shownName(serviceName(subject.service), 60, characters)}</small>` : nothing;
  const name = endpoint === undefined ? subjectName(subject, manyServices) : endpointName(endpoint);
  return html`<th scope="row"><a href="#${anchor}">${shownName(name, 120, characters)}</a>${service}</th>`;
}

function valueCells({ shown, state }: ReportRow, withMeaning: boolean): Html {
  const text = findingText(shown);
  const values = dumbbellValues(shown);
  const aside = text.aside.map((part) => html`<small>${part}</small>`);
  const cells = [
    html`<td class="metric">${shownMetric(text.metric, 40)}</td>`,
    html`<td class="values" ${exactly(text.exactValues, text.values)}>${text.values}</td>`,
    html`<td class="picture">${values === undefined ? undefined : limitDumbbell(values)}</td>`,
    html`<td class="change ${changeTone(stateOfFinding(shown))}" ${exactly(text.exactChange, text.change)}>${text.change}${aside}</td>`,
    html`<td class="limit${shown.limit?.broken === true ? '' : ' soft'}">${shownPlainly(text.limit, 60)}</td>`,
    html`<td class="verdict">${verdictMark(state, withMeaning)}</td>`,
  ];
  return html`${cells}`;
}

/** What is exact on hover, where that is more than what is shown. */
function exactly(exact: string, shown: string): Html {
  return exact === shown || exact === '' ? nothing : html`title="${exact}"`;
}
