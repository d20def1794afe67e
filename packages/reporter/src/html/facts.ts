import { formatMatch } from '@loadline/schema/policy';
import { findMetric } from '@loadline/schema/metrics';
import type { Comparison, Gate } from '@loadline/schema/types';
import { cutMiddle } from '../display-width.js';
import { formatNumber } from '../format-number.js';
import { wordsOf } from '../finding-words/finding-words.js';
import type { StoryFactKind } from '../story/story.js';
import { tellFacts } from '../story/tell-facts.js';
import { docsLink } from './docs-link.js';
import { html, nothing, type Html } from './html.js';
import type { ReportContext } from './report-context.js';
import { shownName, shownSentence } from './shown-text.js';

/** Items that a list of facts shows. */
const MOST_ITEMS = 100;
/** Names that one fact shows. */
const MOST_NAMES = 20;
/** Columns of a fact. */
const MOST_COLUMNS = 1500;

/** Against what, how sure, what was not judged, under which limits, and all else that is to be known. */
export function facts(context: ReportContext): Html {
  return html`<section class="facts" aria-labelledby="facts">
    <h2 id="facts">Facts</h2>
    ${factList(context)} ${errorsPart(context)} ${notesPart(context)} ${policyPart(context)}
  </section>`;
}

function factList({ comparison, story }: ReportContext): Html {
  const { baseline, current } = comparison;
  const whole = new Map<StoryFactKind, string | undefined>([
    ['baseline', baseline.commit === undefined ? undefined : `commit ${cutMiddle(baseline.commit, 100)}`],
    ['current', current.commit === undefined ? undefined : `commit ${cutMiddle(current.commit, 100)}`],
    ['sensitivity', exactSensitivity(comparison)],
  ]);
  const told = tellFacts(comparison, story.groups, MOST_NAMES);
  const more = [
    ...(current.startedAt === undefined ? [] : [{ label: 'Time', text: timeSpan(current.startedAt, current.endedAt) }]),
    ...(story.sequence === undefined ? [] : [{ label: 'Sequence', text: story.sequence.text }]),
  ];
  return html`<dl>
    ${told.map(({ kind, label, text }) => factItem(label, text, whole.get(kind)))}${more.map(({ label, text }) => factItem(label, text))}
  </dl>`;
}

function factItem(label: string, text: string, exact?: string): Html {
  const title = exact === undefined ? nothing : html` title="${exact}"`;
  return html`<dt>${label}</dt><dd${title}>${shownSentence(text, MOST_COLUMNS)}</dd>`;
}

function exactSensitivity({ sensitivity }: Comparison): string | undefined {
  if (sensitivity === null) return undefined;
  const { detectablePct, runNoisePct } = sensitivity;
  return `blind below ${detectablePct} %${runNoisePct === undefined ? '' : `; one run moves by ${runNoisePct} %`}`;
}

/** `2026-01-12 18:30 to 18:42 UTC`. */
function timeSpan(from: string, to: string | undefined): string {
  const [first, last] = [from, to ?? from].map((time) => time.replace('T', ' ').replace(/(\d\d:\d\d):\d\d(?:\.\d+)?Z$/, '$1'));
  if (first === undefined || last === undefined || first === last) return `${first ?? ''} UTC`;
  return `${first} to ${last.slice(0, 11) === first.slice(0, 11) ? last.slice(11) : last} UTC`;
}

/** A part that is opened where it is wanted; nothing where it is empty. */
function part(title: string, items: readonly Html[], open = false): Html {
  if (items.length === 0) return nothing;
  const left = items.length - MOST_ITEMS;
  const more = left > 0 ? html`<li>and ${formatNumber(left)} more</li>` : nothing;
  return html`<details${open ? html` open` : nothing}><summary>${title}</summary><ul class="told">${items.slice(0, MOST_ITEMS)}${more}</ul></details>`;
}

function errorsPart({ story: { errors } }: ReportContext): Html {
  const items = errors.map(({ text, where }) => {
    const place = where === undefined ? nothing : html` <span class="soft">at ${shownName(where)}</span>`;
    return html`<li>${shownName(text, 300)}${place}</li>`;
  });
  return part(`Errors seen (${errors.length})`, items);
}

const SEVERITY_TONES = { error: 'bad', warning: 'doubt', info: 'plain' } as const;

function notesPart({ story: { notes } }: ReportContext): Html {
  const items = notes.map(({ severity, text, diagnostic }) => {
    const todo = severity === 'info' ? undefined : wordsOf(diagnostic.code)?.whatToDo;
    const said = html`<span class="mark ${SEVERITY_TONES[severity]}">${severity}</span> ${shownSentence(text, MOST_COLUMNS)}`;
    return html`<li>${said}${todo === undefined ? nothing : html` <span class="soft">${todo}</span>`} ${docsLink(diagnostic.code)}</li>`;
  });
  return part(
    `Notes (${notes.length})`,
    items,
    notes.some(({ severity }) => severity === 'error'),
  );
}

function policyPart({ comparison: { policy } }: ReportContext): Html {
  const limits = policy.gates.flatMap((gate) => gate.limits.map((limit) => limitItem(gate, limit)));
  const others = [`evidence: ${policy.evidence}`, `fails on: ${policy.failOn.join(', ') || 'nothing'}`, `rules: ${policy.rules}`];
  return part(`Policy: the limits in force (${limits.length})`, [...limits, ...others.map((text) => html`<li>${text}</li>`)]);
}

function limitItem(gate: Gate, limit: Gate['limits'][number]): Html {
  const levels: readonly ('warn' | 'fail' | 'slo')[] = ['warn', 'fail', 'slo'];
  const said = levels.flatMap((level) => (limit[level] === undefined ? [] : [`${level} ${limit[level].text}`]));
  const metric = findMetric(limit.metric)?.label ?? limit.metric;
  const origin = gate.default ? html` <span class="soft">(built in)</span>` : nothing;
  return html`<li>${shownName(gateSubject(gate))}: ${shownName(metric, 60)} ${shownName(said.join(', ') || 'not gated')}${origin}</li>`;
}

function gateSubject({ scope, service, match }: Gate): string {
  if (scope === 'run') return 'whole run';
  if (scope === 'service') return `service ${service ?? ''}`;
  return match === undefined ? 'each endpoint' : formatMatch(match);
}
