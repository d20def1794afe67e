import { endpointName, serviceName, subjectName } from '../subject.js';
import { anchorOf } from './anchor-of.js';
import { endpointDetail } from './endpoint-detail.js';
import { dumbbellValues, findingText, pictureWords } from './finding-text.js';
import { html, type Html } from './html.js';
import { limitDumbbell } from './pictures/limit-dumbbell.js';
import type { ReportContext } from './report-context.js';
import type { ReportRow } from './report-rows.js';
import { shownName } from './shown-name.js';
import { stateOfFinding } from './state-of-finding.js';
import { toneOf, verdictMark } from './verdict-mark.js';

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
  const details = writeDetails(context, limits);
  const bodies = context.rows.map((row) => rowBody(context, row, details.get(row)));
  const table = html`<table class="rows" id="rows">
    <caption class="hide">
      One row an endpoint, with the metric that says most
    </caption>
    <colgroup>
      <col />
      <col class="metric" />
      <col class="values" />
      <col class="picture" />
      <col class="change" />
      <col class="limit" />
      <col class="verdict" />
    </colgroup>
    <thead>
      <tr>
        <th scope="col" data-sort="name">Endpoint</th>
        <th scope="col" data-sort="metric">Metric</th>
        <th scope="col" class="number">Baseline → this run</th>
        <th scope="col">Baseline ○ · limit ┆</th>
        <th scope="col" class="number" data-sort="change" data-first="down">Change</th>
        <th scope="col" data-sort="limit">Limit</th>
        <th scope="col" data-sort="verdict">Verdict</th>
      </tr>
    </thead>
    ${bodies}
  </table>`;
  const withoutDetail = context.rows.filter((row) => row.group !== 'fine' && !details.has(row)).length;
  return { table, withoutDetail };
}

/** Full detail of what is not fine and of the largest changes, as long as there is room. */
function writeDetails(context: ReportContext, { largestChanges, characters }: DetailLimits): Map<ReportRow, Html> {
  const fine = context.rows.filter(({ group }) => group === 'fine').sort((a, b) => b.largestPct - a.largestPct);
  const wanted = [...context.rows.filter(({ group }) => group !== 'fine'), ...fine.slice(0, largestChanges)];
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

const STATES = ['fail', 'missing', 'warn', 'inconclusive', 'invalid', 'new', 'improved', 'pass', 'muted', 'unlimited'] as const;

function rowBody({ manyServices }: ReportContext, row: ReportRow, detail: Html | undefined): Html {
  const { worst, state, group, worsePct } = row;
  const text = findingText(worst);
  const values = dumbbellValues(worst);
  const picture = values === undefined ? undefined : limitDumbbell(values, pictureWords(worst));
  const name = worst.endpoint === undefined ? subjectName(worst, manyServices) : endpointName(worst.endpoint);
  const anchor = anchorOf(worst);
  const change = worsePct === undefined ? undefined : html` data-change="${String(Number(worsePct.toPrecision(5)))}"`;
  const tone = stateOfFinding(worst) === 'pass' || state === 'unlimited' ? 'plain' : toneOf(state);
  const metric = text.metric;
  return html`<tbody data-g="${group}" data-s="${serviceName(worst.service)}" data-verdict="${STATES.indexOf(state)}"${change}><tr${
    detail === undefined ? html` id="${anchor}"` : html` class="open"`
  }><th scope="row"><a href="#${anchor}">${shownName(name)}</a>${
    manyServices && worst.endpoint !== undefined ? html`<small>${shownName(serviceName(worst.service), 60)}</small>` : undefined
  }</th><td class="metric">${shownName(metric, 40)}</td><td class="number values" data-metric="${metric}" title="${text.exactValues}">${text.values}</td><td class="picture">${picture}</td><td class="number change ${tone}" title="${text.exactChange}">${text.change}${
    text.interval === '' ? undefined : html`<small>${text.interval}</small>`
  }</td><td class="limit">${shownName(text.limit, 60)}</td><td class="verdict">${verdictMark(state)}</td></tr>${
    detail === undefined
      ? undefined
      : html`<tr class="more">
          <td colspan="7">
            <details>
              <summary>Details of ${shownName(name)}</summary>
              ${detail}
            </details>
          </td>
        </tr>`
  }</tbody>`;
}
