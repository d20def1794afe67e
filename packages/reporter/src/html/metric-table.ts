import type { Finding } from '@loadline/schema/types';
import { findingText } from './finding-text.js';
import { html, trusted, type Html } from './html.js';
import { shownMetric, shownPlainly } from './shown-text.js';
import { stateOfFinding } from './state-of-finding.js';
import { toneOf, wordOf } from './verdict-mark.js';

const HEAD = trusted(
  '<thead><tr><th scope="col">Metric<th scope="col">Baseline → this run<th scope="col">Change<th scope="col">Limit<th scope="col">Verdict</thead>',
);

/** The metrics of an endpoint, one line each: all that its tiles say, without their pictures, in a sixth of the room. */
export function metricTable(findings: readonly Finding[]): Html {
  return html`<table class="metrics">
    ${HEAD}
    <tbody>
      ${findings.map(metricLine)}
    </tbody>
  </table>`;
}

function metricLine(finding: Finding): Html {
  const state = stateOfFinding(finding);
  const { metric, values, exactValues, change, aside, limit, reason } = findingText(finding);
  const { interval } = finding.change;
  const exact = interval === null ? exactValues : `${exactValues}; interval ${interval.lowPct}…${interval.highPct} %`;
  const why = reason === undefined || state === 'unlimited' ? undefined : html` <small>${shownPlainly(reason, 200)}</small>`;
  const verdict = html`<b>${wordOf(state)}</b>${why}`;
  const cells = [values, [change, ...aside].join(' '), limit === '' ? 'no limit' : shownPlainly(limit, 60), verdict];
  const said = cells.map((cell) => html`<td>${cell}</td>`);
  return html`<tr class="${toneOf(state)}" title="${exact}">
    <th>${shownMetric(metric, 40)}</th>
    ${said}
  </tr>`;
}
