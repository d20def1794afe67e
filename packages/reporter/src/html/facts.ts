import { formatMatch } from '@loadline/schema/policy';
import { findMetric } from '@loadline/schema/metrics';
import type { Comparison, Environment, Gate } from '@loadline/schema/types';
import {
  describeBaseline,
  describeCoverage,
  describeCurrent,
  describeEvidence,
  describeShifts,
  groupNotJudged,
  plural,
} from '../describe-comparison.js';
import { diagnosticText, errorText } from '../diagnostic-text.js';
import { endpointName, subjectName } from '../subject.js';
import { html, type Html } from './html.js';
import type { ReportContext } from './report-context.js';
import { shownName } from './shown-name.js';

/** Items that a list of facts shows. */
const MOST_ITEMS = 100;
/** Names that one item shows. */
const MOST_NAMES = 30;

/** Against what, how sure, what was not judged, under which limits, and all else that is to be known. */
export function facts(context: ReportContext): Html {
  const { comparison } = context;
  return html`<section class="facts" aria-labelledby="facts">
    <h2 id="facts">Facts</h2>
    ${factList(comparison)}${[errorsPart(comparison), notesPart(comparison), notJudgedPart(context), policyPart(comparison)]}
  </section>`;
}

function factList(comparison: Comparison): Html {
  const { baseline, current, sequence } = comparison;
  const together = describeShifts(comparison);
  const said: (readonly [key: string, text: string, title?: string] | undefined)[] = [
    ['Baseline', describeBaseline(comparison), baseline.commit],
    ['This run', describeCurrent(comparison), current.commit],
    machines(comparison),
    current.startedAt === undefined ? undefined : ['Started', times(current.startedAt, current.endedAt)],
    baseline.tool === undefined && current.tool === undefined
      ? undefined
      : ['Load generator', [...new Set([baseline.tool, current.tool].filter((tool) => tool !== undefined))].join(', then ')],
    ['Coverage', describeCoverage(comparison)],
    ['Evidence', describeEvidence(comparison)],
    together === undefined ? undefined : ['All together', together],
    sequence.maxLooks > 1 ? ['Look', `${sequence.look} of ${sequence.maxLooks}`] : undefined,
  ];
  return html`<dl>
    ${said.map((fact) =>
      fact === undefined
        ? undefined
        : html`<dt>${fact[0]}</dt><dd${fact[2] === undefined ? undefined : html` title="${fact[2]}"`}>${shownName(fact[1], 600)}</dd>`,
    )}
  </dl>`;
}

function times(from: string, to: string | undefined): string {
  const write = (time: string) =>
    time
      .replace('T', ' ')
      .replace(/(:\d\d):\d\d(?:\.\d+)?/, '$1')
      .replace('Z', ' UTC');
  return to === undefined ? write(from) : `${write(from)} to ${write(to)}`;
}

function machines({ baseline, current }: Comparison): readonly [string, string] | undefined {
  const [before, after] = [describeMachine(baseline.environment), describeMachine(current.environment)];
  if (before === undefined && after === undefined) return undefined;
  return ['Machine', before === after ? (after ?? '') : `baseline: ${before ?? 'not known'}; this run: ${after ?? 'not known'}`];
}

function describeMachine(environment: Environment | undefined): string | undefined {
  if (environment === undefined) return undefined;
  const { name, machine, os, cpuCount } = environment;
  const parts = [name, machine, os, ...(cpuCount === undefined ? [] : [plural(cpuCount, 'processor')])].filter(
    (part) => part !== undefined,
  );
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** A part that is opened where it is wanted; nothing where it is empty. */
function part(title: string, items: readonly Html[], open = false): Html | undefined {
  if (items.length === 0) return undefined;
  const left = items.length - MOST_ITEMS;
  return html`<details${open ? html` open` : undefined}><summary>${title}</summary><ul class="told">${items.slice(0, MOST_ITEMS)}${
    left > 0 ? html`<li>and ${left} more</li>` : undefined
  }</ul></details>`;
}

function errorsPart({ errors = [] }: Comparison): Html | undefined {
  return part(
    `Errors seen (${errors.length})`,
    errors.map(
      (error) =>
        html`<li>
          <bdi>${errorText(error)}</bdi
          >${error.endpoint === undefined ? undefined : html` <span class="soft">at ${shownName(endpointName(error.endpoint))}</span>`}
        </li>`,
    ),
  );
}

function notesPart({ diagnostics }: Comparison): Html | undefined {
  const rank = { error: 0, warning: 1, info: 2 };
  const tone = { error: 'bad', warning: 'doubt', info: 'plain' };
  const sorted = [...diagnostics].sort((a, b) => rank[a.severity] - rank[b.severity]);
  const open = sorted.some(({ severity }) => severity === 'error');
  return part(
    `Notes (${diagnostics.length})`,
    sorted.map(
      (diagnostic) =>
        html`<li>
          <span class="mark ${tone[diagnostic.severity]}">${diagnostic.severity}</span> ${shownName(diagnosticText(diagnostic), 600)}
        </li>`,
    ),
    open,
  );
}

function notJudgedPart({ comparison, manyServices }: ReportContext): Html | undefined {
  const { notGated, notJudged } = comparison.coverage;
  const groups = groupNotJudged(comparison).map(
    ({ metric, reason, items }) =>
      html`<li>${shownName(metric, 60)}: ${reason} (${nameList(items.map((item) => subjectName(item, manyServices)))})</li>`,
  );
  const free = notGated.map(({ service, endpoint }) => subjectName({ service, endpoint }, manyServices));
  if (free.length > 0) groups.push(html`<li>${plural(free.length, 'endpoint')} without a limit: ${nameList(free)}</li>`);
  return part(`Not judged (${notGated.length + notJudged.length})`, groups);
}

function nameList(names: readonly string[]): Html {
  const distinct = [...new Set(names)];
  const left = distinct.length - MOST_NAMES;
  return html`${distinct.slice(0, MOST_NAMES).map((name, index) => html`${index === 0 ? '' : ', '}${shownName(name)}`)}${left > 0 ? ` and ${left} more` : ''}`;
}

function policyPart({ policy }: Comparison): Html | undefined {
  const limits = policy.gates.flatMap((gate) =>
    gate.limits.map((limit) => {
      const said = (['warn', 'fail', 'slo'] as const).flatMap((level) =>
        limit[level] === undefined ? [] : [`${level} ${limit[level].text}`],
      );
      return html`<li>
        ${shownName(gateSubject(gate))}: ${shownName(findMetric(limit.metric)?.label ?? limit.metric, 60)}
        ${said.join(', ') || 'not gated'}${gate.default ? html` <span class="soft">(built in)</span>` : undefined}
      </li>`;
    }),
  );
  const others = [`evidence: ${policy.evidence}`, `fails on: ${policy.failOn.join(', ') || 'nothing'}`, `rules: ${policy.rules}`];
  return part(`Policy: the limits in force (${limits.length})`, [...limits, ...others.map((text) => html`<li>${text}</li>`)]);
}

function gateSubject({ scope, service, match }: Gate): string {
  if (scope === 'run') return 'whole run';
  if (scope === 'service') return `service ${service ?? ''}`;
  return match === undefined ? 'each endpoint' : formatMatch(match);
}
