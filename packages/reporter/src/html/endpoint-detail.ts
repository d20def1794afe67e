import { endpointKey } from '@loadline/schema/match';
import type { EndpointId, ErrorCount } from '@loadline/schema/types';
import { errorText } from '../diagnostic-text.js';
import { fillLinks } from '../fill-link.js';
import { endpointName, serviceName } from '../subject.js';
import { anchorOf } from './anchor-of.js';
import { endpointFigures } from './endpoint-figures.js';
import { html, type Html } from './html.js';
import { linkList } from './link-list.js';
import { metricTiles } from './metric-tiles.js';
import type { ReportContext } from './report-context.js';
import type { ReportRow } from './report-rows.js';
import { shownName } from './shown-name.js';

/** Failures that one endpoint shows. */
const MOST_ERRORS = 5;

/** All that is known of one endpoint: its whole name, metrics, pictures, failures, and where to look further. */
export function endpointDetail(context: ReportContext, row: ReportRow): Html {
  const { comparison, pictures } = context;
  const { worst, findings } = row;
  const figures = endpointFigures(comparison, row, pictures);
  return html`<div class="detail" id="${anchorOf(worst)}">
    ${identity(worst.service, worst.endpoint, context.manyServices)}${metricTiles(findings)}${
      figures.length === 0 ? undefined : html`<div class="figures">${figures}</div>`
    }${errorList(comparison.errors ?? [], worst.endpoint)}${linkList(fillLinks(comparison, worst))}
  </div>`;
}

/** What of an endpoint's identity its short name does not say. */
function identity(service: string, endpoint: EndpointId | undefined, manyServices: boolean): Html | undefined {
  if (endpoint === undefined) return undefined;
  const { kind, group, scenario, tags = [] } = endpoint;
  const name = endpointName(endpoint);
  const parts = [
    ...(name.length > 120 ? [['whole name', name]] : []),
    ...(manyServices ? [['service', serviceName(service)]] : []),
    ...(kind === 'request' ? [] : [['kind', kind]]),
    ...(group === undefined ? [] : [['group', group]]),
    ...(scenario === undefined ? [] : [['scenario', scenario]]),
    ...tags.map((tag) => [tag.name, tag.value]),
  ];
  if (parts.length === 0) return undefined;
  return html`<p class="small soft">
    ${parts.map(([key = '', value = ''], index) => html`${index === 0 ? '' : ' · '}${shownName(key, 40)}: ${shownName(value, 2000)}`)}
  </p>`;
}

/** The failures that were seen at one endpoint. */
export function errorList(errors: readonly ErrorCount[], endpoint: EndpointId | undefined): Html | undefined {
  if (endpoint === undefined) return undefined;
  const key = endpointKey(endpoint);
  const own = errors.filter((error) => error.endpoint !== undefined && endpointKey(error.endpoint) === key);
  if (own.length === 0) return undefined;
  return html`<ul class="told small">
    ${own.slice(0, MOST_ERRORS).map((error) => html`<li>failed: <bdi>${errorText(error)}</bdi></li>`)}
  </ul>`;
}
