import { cutMiddle } from '../display-width.js';
import { fillLinks } from '../fill-link.js';
import { endpointName, serviceName, type Subject } from '../subject.js';
import { anchorOf } from './anchor-of.js';
import { endpointFigures, figureList } from './endpoint-figures.js';
import { html, nothing, type Html } from './html.js';
import { linkList } from './link-list.js';
import { metricTable } from './metric-table.js';
import { metricTiles } from './metric-tiles.js';
import type { ReportContext } from './report-context.js';
import type { ReportRow } from './report-rows.js';
import { shownName } from './shown-text.js';

/** Failures that one endpoint shows. */
const MOST_ERRORS = 5;
/** Columns of a whole name. */
const MOST_NAME = 2000;

/** All that is known of one endpoint, as a row below its own: its whole name, metrics, pictures, failures, and where to look further. */
export function endpointDetail(context: ReportContext, row: ReportRow): Html {
  return detail(context, row, true, [metricTiles(row.subject.findings), figureList(endpointFigures(context, row.subject, 1))]);
}

/** The same with a table of the metrics and without pictures, where there are too many endpoints. */
export function compactDetail(context: ReportContext, row: ReportRow): Html {
  return detail(context, row, false, [metricTable(row.subject.findings)]);
}

function detail({ comparison, manyServices }: ReportContext, { subject }: ReportRow, withName: boolean, metrics: readonly Html[]): Html {
  const { lead, errors, name } = subject;
  const parts = [identity(lead, manyServices, withName), failureList(errors), linkList(fillLinks(comparison, lead)), ...metrics];
  return html`<tr class="more">
    <td colspan="7">
      <details>
        <summary>Details of <bdi>${cutMiddle(name, 40)}</bdi></summary>
        <div class="detail" id="${anchorOf(lead)}">${parts}</div>
      </details>
    </td>
  </tr>`;
}

/** What of an endpoint's identity its short name does not say. */
function identity({ service, endpoint }: Subject, manyServices: boolean, withName: boolean): Html {
  if (endpoint === undefined) return nothing;
  const { kind, group, scenario, tags = [] } = endpoint;
  const name = endpointName(endpoint);
  const parts = [
    ...(name.length > 120 && withName ? [['whole name', name]] : []),
    ...(manyServices ? [['service', serviceName(service)]] : []),
    ...(kind === 'request' ? [] : [['kind', kind]]),
    ...(group === undefined ? [] : [['group', group]]),
    ...(scenario === undefined ? [] : [['scenario', scenario]]),
    ...tags.map((tag) => [tag.name, tag.value]),
  ];
  if (parts.length === 0) return nothing;
  const said = parts.map(
    ([key = '', value = ''], index) => html`${index === 0 ? '' : ' · '}${shownName(key, 40)}: ${shownName(value, MOST_NAME)}`,
  );
  return html`<p class="small soft">${said}</p>`;
}

/** The failures that were seen of one endpoint. */
export function failureList(errors: readonly string[]): Html {
  if (errors.length === 0) return nothing;
  return html`<ul class="told small">
    ${errors.slice(0, MOST_ERRORS).map((error) => html`<li>failed in this run: ${shownName(error, 300)}</li>`)}
  </ul>`;
}
