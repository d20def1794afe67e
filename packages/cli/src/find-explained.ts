import {
  type Baseline,
  echo,
  type EndpointId,
  endpointId,
  endpointKey,
  type Finding,
  formatEndpoint,
  fullMetricName,
  nearest,
  type NotJudged,
  type Run,
  UserError,
} from '@loadline/schema';
import type { Judged } from './judge-sides.js';

/** What can be asked about: an endpoint of a service, a service, or the run. */
interface Named {
  scope: 'endpoint' | 'service' | 'run';
  service: string;
  endpoint?: EndpointId;
}

/** What was found of what was asked: a finding, or why there is none. */
export type Explained = { finding: Finding } | { notJudged: NotJudged };

/**
 * What a comparison says of a metric of an endpoint (`POST /checkout`, or its name alone where one has it), a service or the
 * `run`. A percentile in whose place another was judged leads to that; of what is gone or new, to that.
 *
 * @throws UserError when nothing, or more than one thing, bears the name, or no limit speaks of the metric.
 */
export function findExplained(judged: Judged, name: string, metricName: string, scope?: string): Explained {
  const { comparison } = judged;
  const subject = findNamed(judged, name, scope);
  const metric = fullMetricName(metricName);
  const own = comparison.findings.filter((finding) => isOf(finding, subject));
  const finding = own.find((each) => each.metric === metric || each.inPlaceOf === metric);
  if (finding !== undefined) return { finding };
  const notJudged = comparison.coverage.notJudged.find((each) => each.metric === metric && isOf({ ...each, scope: undefined }, subject));
  if (notJudged !== undefined && subject.scope !== 'run') return { notJudged };
  const gone = [...own, ...comparison.findings.filter((each) => isOf(each, { scope: 'service', service: subject.service }))].find(
    (each) => each.metric === 'total_requests' && (each.verdict === 'missing' || each.verdict === 'new'),
  );
  if (gone !== undefined && subject.scope !== 'run') return { finding: gone };
  throw noLimit(name, metricName, own);
}

function noLimit(name: string, metric: string, own: readonly Finding[]): UserError {
  const judged = [...new Set(own.map((each) => each.metric))].map((each) => echo(each)).join(', ');
  return new UserError({
    code: 'explain-metric',
    found: `no limit on \`${echo(metric)}\` of ${echo(name)}`,
    expected: judged === '' ? 'something that a gate speaks of' : `one of ${judged}`,
    hint: 'loadline --print-config shows the limits in force.',
  });
}

function findNamed({ baseline, runs }: Judged, name: string, scope: string | undefined): Named {
  const all = namedOf(baseline, runs).filter((each) => scope === undefined || each.scope === scope);
  const ways: ((each: Named) => boolean)[] = [
    ({ endpoint }) => endpoint !== undefined && formatEndpoint(endpoint) === name,
    ({ endpoint }) => endpoint?.name === name,
    (each) => each.scope === 'service' && each.service === name,
    (each) => each.scope === 'run' && name === 'run',
  ];
  const found = ways.map((fits) => all.filter(fits)).find((fitting) => fitting.length > 0) ?? [];
  const [first] = found;
  if (first === undefined) throw noSuch(all, name);
  if (found.length > 1)
    throw new UserError({
      code: 'explain-endpoint',
      found: `${found.length} endpoints named \`${echo(name)}\``,
      expected: `one of ${found
        .slice(0, MOST_SHOWN)
        .map((each) => `\`${echo(textOf(each))}\``)
        .join(', ')}`,
    });
  return first;
}

const MOST_SHOWN = 8;

function noSuch(all: readonly Named[], name: string): UserError {
  const known = all.map(textOf);
  const near = nearest(name, known);
  return new UserError({
    code: 'explain-endpoint',
    found: `nothing named \`${echo(name)}\` on either side`,
    expected: `an endpoint, a service or \`run\`: ${known
      .slice(0, MOST_SHOWN)
      .map((each) => echo(each))
      .join(', ')}${known.length > MOST_SHOWN ? ', …' : ''}`,
    ...(near === undefined ? {} : { hint: `Did you mean \`${echo(near)}\`?` }),
  });
}

function textOf({ scope, service, endpoint }: Named): string {
  return endpoint === undefined ? (scope === 'run' ? 'run' : service) : formatEndpoint(endpoint);
}

/** Everything on either side, each once. */
function namedOf(baseline: Baseline, runs: readonly Run[]): Named[] {
  const found = new Map<string, Named>([['run', { scope: 'run', service: 'all' }]]);
  const add = (service: string, endpoints: readonly EndpointId[]) => {
    found.set(JSON.stringify([service]), { scope: 'service', service });
    for (const endpoint of endpoints) found.set(JSON.stringify([service, endpointKey(endpoint)]), { scope: 'endpoint', service, endpoint });
  };
  for (const { name, endpoints } of baseline.services)
    add(
      name,
      endpoints.map(({ endpoint }) => endpoint),
    );
  for (const { name, mix } of runs.flatMap(({ services }) => services ?? []))
    add(
      name,
      mix.map(({ endpoint }) => endpointId({ ...endpoint })),
    );
  return [...found.values()];
}

function isOf({ scope, service, endpoint }: Pick<Finding, 'scope' | 'service' | 'endpoint'>, asked: Named): boolean {
  if ((scope ?? (endpoint === undefined ? 'service' : 'endpoint')) !== asked.scope || service !== asked.service) return false;
  return endpoint === undefined
    ? asked.endpoint === undefined
    : asked.endpoint !== undefined && endpointKey(endpoint) === endpointKey(asked.endpoint);
}
