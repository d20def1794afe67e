import type { Finding } from '@loadline/schema/types';
import { describeReason } from '../describe-comparison.js';
import { formatNumber } from '../format-number.js';
import { dumbbellValues, findingText, pictureWords } from './finding-text.js';
import { html, type Html } from './html.js';
import { dumbbell } from './pictures/dumbbell.js';
import { stateOfFinding } from './state-of-finding.js';
import { toneOf, verdictMark } from './verdict-mark.js';

/** Reasons that say no more than values, limit and verdict beside them do. */
const PLAIN_REASONS: ReadonlySet<Finding['reason']['code']> = new Set(['limit-held', 'slo-held', 'better-than-noise']);

/** The metrics of an endpoint side by side: values, change, limit, verdict, and a picture of them. */
export function metricTiles(findings: readonly Finding[]): Html {
  return html`<ul class="tiles">
    ${findings.map(metricTile)}
  </ul>`;
}

function metricTile(finding: Finding): Html {
  const state = stateOfFinding(finding);
  const text = findingText(finding);
  const values = dumbbellValues(finding);
  const picture = values === undefined ? undefined : dumbbell(values, pictureWords(finding));
  const coloured = state === 'pass' || state === 'muted' || state === 'unlimited' ? 'plain' : toneOf(state);
  return html`<li class="tile ${toneOf(state)}">
    <div class="top"><span>${text.metric}</span>${verdictMark(state)}</div>
    <b title="${text.exactValues}">${text.values}</b> <span class="change ${coloured}" title="${text.exactChange}">${text.change}</span>${
      text.interval === '' ? undefined : html` <small class="soft" title="${text.exactChange}">(${text.interval})</small>`
    }${picture}
    <p class="soft">${[text.limit === '' ? 'no limit' : text.limit, ...evidenceWords(finding)].join(' · ')}</p>
    ${
      PLAIN_REASONS.has(finding.reason.code) || state === 'unlimited' ? undefined : html`<p>${describeReason(finding)}</p>`
    }${finding.muted === undefined ? undefined : html`<p>muted until ${finding.muted.until}: ${finding.muted.reason}</p>`}
  </li>`;
}

/** How sure it is, in few words. */
function evidenceWords({ evidence, notes = [] }: Finding): string[] {
  const { q, detectablePct, runsNeeded } = evidence;
  const known = (value: number | null | undefined): value is number => typeof value === 'number' && Number.isFinite(value);
  return [
    ...(known(q) ? [q < 0.001 ? 'p < 0.001' : `p ${formatNumber(q, { digits: 2 })}`] : []),
    ...(known(detectablePct) ? [`blind below ${formatNumber(detectablePct)} %`] : []),
    ...(known(runsNeeded) ? [`${formatNumber(runsNeeded)} runs would decide`] : []),
    ...(notes.length === 0 ? [] : [notes.join(', ')]),
  ];
}
