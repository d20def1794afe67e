import type { Finding } from '@loadline/schema/types';
import { CONTEXT, formatNumber } from '../format-number.js';
import { falseAlarms } from '../story/false-alarms.js';
import { dumbbellValues, findingText, pictureWords } from './finding-text.js';
import { docsLink } from './docs-link.js';
import { html, nothing, type Html } from './html.js';
import { dumbbell } from './pictures/dumbbell.js';
import { shownMetric, shownName, shownSentence } from './shown-text.js';
import { stateOfFinding } from './state-of-finding.js';
import { changeTone, toneOf, verdictMark } from './verdict-mark.js';

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
  const { muted } = finding;
  const said = [text.limit === '' ? 'no limit' : text.limit, ...evidenceWords(finding)].join(' · ');
  return html`<li class="tile ${toneOf(state)}">
    <div class="top"><span>${shownMetric(text.metric, 40)}</span>${verdictMark(state)}</div>
    <b title="${text.exactValues}">${text.values}</b>
    <span class="change ${changeTone(state)}" title="${text.exactChange}">${text.change}</span>
    ${text.aside.map((part) => html`<small class="soft" title="${text.exactChange}">${part}</small> `)}
    ${values === undefined ? undefined : dumbbell(values, pictureWords(finding))}
    <p class="soft" title="${exactEvidence(finding)}">${shownSentence(said, 120)}</p>
    ${text.reason === undefined || state === 'unlimited' ? undefined : html`<p>${shownSentence(text.reason, 300)}</p>`}
    ${state === 'pass' || state === 'unlimited' ? nothing : html`<p>${docsLink(finding.reason.code)}</p>`}
    ${muted === undefined ? undefined : html`<p>muted until ${muted.until}: ${shownName(muted.reason, 200)}</p>`}
  </li>`;
}

/** How sure it is, in few words: what would have been seen of what is fine, how sure the rest is. */
function evidenceWords({ evidence, verdict }: Finding): string[] {
  const { q, detectablePct, runsNeeded } = evidence;
  if (verdict === 'pass') return isKnown(detectablePct) ? [`under ${formatNumber(detectablePct, CONTEXT)} % it could go unnoticed`] : [];
  return [
    ...(isKnown(q) && verdict !== 'inconclusive' && verdict !== 'invalid'
      ? [q > 0.5 ? 'may be chance' : `false alarms: ${falseAlarms(q)}`]
      : []),
    ...(isKnown(runsNeeded) && verdict === 'inconclusive' ? [`${formatNumber(runsNeeded)} runs would decide`] : []),
  ];
}

/** The same with all digits, and what is seldom asked for. */
function exactEvidence({ evidence: { p, q, detectablePct, method, df } }: Finding): string {
  const numbers = [
    ['p', p],
    ['q', q],
    ['blind below, in %', detectablePct],
    ['degrees of freedom', df],
  ] as const;
  return [`by ${method}`, ...numbers.flatMap(([word, value]) => (isKnown(value) ? [`${word}: ${value}`] : []))].join('; ');
}

function isKnown(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
