import type { EndpointId } from '@loadline/schema/types';
import { fillLinks } from '../fill-link.js';
import { endpointName, serviceName } from '../subject.js';
import { anchorOf } from './anchor-of.js';
import { endpointFigures, figureList } from './endpoint-figures.js';
import { html, nothing, type Html } from './html.js';
import { linkList } from './link-list.js';
import { metricTiles } from './metric-tiles.js';
import type { ReportContext } from './report-context.js';
import type { ReportRow } from './report-rows.js';
import { shownName } from './shown-text.js';

/** Failures that one endpoint shows. */
const MOST_ERRORS = 5;

/** All that is known of one endpoint: its whole name, metrics, pictures, failures, and where to look further. */
export function endpointDetail(context: ReportContext, { subject }: ReportRow): Html {
  const { comparison } = context;
  const { lead, findings, errors } = subject;
  return html`<div class="detail" id="${anchorOf(lead)}">
    ${identity(lead.service, lead.endpoint, context.manyServices)} ${failureList(errors)} ${linkList(fillLinks(comparison, lead))}
    ${metricTiles(findings)} ${figureList(endpointFigures(context, subject, 1))}
  </div>`;
}

/** What of an endpoint's identity its short name does not say. */
function identity(service: string, endpoint: EndpointId | undefined, manyServices: boolean): Html {
  if (endpoint === undefined) return nothing;
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
  if (parts.length === 0) return nothing;
  const said = parts.map(
    ([key = '', value = ''], index) => html`${index === 0 ? '' : ' · '}${shownName(key, 40)}: ${shownName(value, 2000)}`,
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
