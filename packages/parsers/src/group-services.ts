import type { CustomMetric, Diagnostic, Endpoint, Metric, Policy, Run, Service, ServiceRule } from '@loadline/schema';
import { describeMetric, endpointId, endpointKey, fitsMatch, fitsPattern } from '@loadline/schema';
import { combine, renamed } from './grouping/combine.js';

/** The rules by which endpoints become services, and the metrics of a user's own. */
export type GroupingRules = Pick<Policy, 'services' | 'metrics'>;

/**
 * Groups a run's endpoints into services: the first rule that matches wins; an endpoint that no rule matches belongs to the
 * service whose name it bears exactly, else to `other`; with no rules all belong to `all`. Rates and means of a service
 * are exact, percentiles come from histograms where all its endpoints have one, else they are interpolated. Transactions,
 * groups and checks are never added to the requests that they are made of. Custom metrics are derived, or taken over where
 * they were given.
 *
 * @returns a new Run with `services`; the given one is not changed.
 */
export function groupServices(run: Run, rules: GroupingRules): Run {
  const diagnostics: Diagnostic[] = [...run.diagnostics];
  const members = new Map<string, Endpoint[]>();
  for (const endpoint of countedEndpoints(run)) {
    const name = serviceOf(endpoint, rules.services);
    const list = members.get(name);
    if (list === undefined) members.set(name, [endpoint]);
    else list.push(endpoint);
  }
  for (const given of run.given ?? []) if (!members.has(given.service)) members.set(given.service, []);
  const services = [...members].map(([name, endpoints]) => toService(name, endpoints, run, rules, diagnostics));
  const total = run.total ?? totalOf(run);
  return { ...run, services: inRuleOrder(services, rules.services), ...(total === undefined ? {} : { total }), diagnostics };
}

/** Requests; where there are none, whatever there is. */
function countedEndpoints(run: Run): Endpoint[] {
  const requests = run.endpoints.filter((endpoint) => endpoint.kind === 'request');
  return requests.length > 0 ? requests : run.endpoints;
}

function serviceOf(endpoint: Endpoint, rules: readonly ServiceRule[]): string {
  if (rules.length === 0) return 'all';
  const rule = rules.find(({ match }) => match.some((each) => fitsMatch(each, endpoint))) ?? rules.find(({ name }) => name === endpoint.name);
  return rule?.name ?? 'other';
}

function inRuleOrder(services: Service[], rules: readonly ServiceRule[]): Service[] {
  const position = (name: string) => {
    const at = rules.findIndex((rule) => rule.name === name);
    return at < 0 ? rules.length : at;
  };
  return services.sort((a, b) => position(a.name) - position(b.name) || (a.name < b.name ? -1 : 1));
}

function totalOf(run: Run): Run['total'] {
  const endpoints = countedEndpoints(run);
  if (endpoints.length === 0) return undefined;
  const { requests, failures, metrics } = combine(endpoints, run.run.durationSeconds);
  return { requests, failures, metrics: metrics.filter((metric) => describeMetric(metric.name).builtIn) };
}

function toService(name: string, endpoints: readonly Endpoint[], run: Run, rules: GroupingRules, diagnostics: Diagnostic[]): Service {
  const whole = endpoints.length === 0 ? { requests: null, failures: null, metrics: [] } : combine(endpoints, run.run.durationSeconds);
  const metrics = new Map(whole.metrics.map((metric) => [metric.name, metric]));
  for (const custom of rules.metrics) {
    if ((custom.service ?? name) !== name || metrics.has(custom.name)) continue;
    const derived = deriveMetric(custom, endpoints, run, diagnostics);
    if (derived !== undefined) metrics.set(custom.name, derived);
  }
  for (const given of run.given ?? []) if (given.service === name) metrics.set(given.metric.name, given.metric);
  for (const custom of rules.metrics) {
    const metric = metrics.get(custom.name);
    if (metric !== undefined) metrics.set(custom.name, { ...metric, unit: custom.unit, better: custom.better });
  }
  return {
    name,
    requests: whole.requests,
    failures: whole.failures,
    metrics: [...metrics.values()],
    mix: mixOf(endpoints),
    ...('histogram' in whole && whole.histogram !== undefined ? { histogram: whole.histogram } : {}),
  };
}

function mixOf(endpoints: readonly Endpoint[]): Service['mix'] {
  const total = endpoints.reduce((sum, endpoint) => sum + (endpoint.requests ?? 0), 0);
  return endpoints
    .map((endpoint) => ({ endpoint: endpointId(endpoint), sharePct: total === 0 ? 0 : ((endpoint.requests ?? 0) / total) * 100 }))
    .sort((a, b) => b.sharePct - a.sharePct || (endpointKey(a.endpoint) < endpointKey(b.endpoint) ? -1 : 1));
}

function deriveMetric(custom: CustomMetric, endpoints: readonly Endpoint[], run: Run, diagnostics: Diagnostic[]): Metric | undefined {
  if (custom.from === undefined) return undefined;
  const chosen = custom.endpoint === undefined ? endpoints : endpoints.filter((endpoint) => custom.endpoint !== undefined && fitsMatch(custom.endpoint, endpoint));
  if (chosen.length === 0) return undefined;
  if (custom.message !== undefined) return messageRate(custom, custom.message, chosen, run, diagnostics);
  const metric = combine(chosen, run.run.durationSeconds).metrics.find((each) => each.name === custom.from);
  return metric === undefined ? undefined : renamed(metric, custom.name);
}

/** Failures with a message that fits, in per cent of the requests. Known only when every failure's message is. */
function messageRate(custom: CustomMetric, message: NonNullable<CustomMetric['message']>, endpoints: readonly Endpoint[], run: Run, diagnostics: Diagnostic[]): Metric | undefined {
  const { requests, failures } = combine(endpoints, run.run.durationSeconds);
  if (requests === null || failures === null || requests === 0) return undefined;
  const keys = new Set(endpoints.map((endpoint) => endpointKey(endpointId(endpoint))));
  const own = run.errors.filter((error) => error.endpoint !== undefined && keys.has(endpointKey(error.endpoint)));
  const listed = own.reduce((sum, error) => sum + error.count, 0);
  if (listed < failures) {
    diagnostics.push({ code: 'errors-incomplete', severity: 'warning', message: `${custom.name} was not computed: ${failures} requests failed, and the messages of ${listed} are known; for Locust give X_failures.csv too` });
    return undefined;
  }
  const matching = own.filter((error) => fitsPattern(message, error.message)).reduce((sum, error) => sum + error.count, 0);
  return { name: custom.name, value: Math.min(100, (matching / requests) * 100), provenance: 'exact', unit: custom.unit, better: custom.better };
}
