import type { Diagnostic, Endpoint, Metric, MixShare, Policy, Run, Service } from '@loadline/schema';
import { echo, endpointId, endpointKey, percentileOf } from '@loadline/schema';
import { combine, lostMetrics } from './grouping/combine.js';
import { countedEndpoints } from './grouping/counted-endpoints.js';
import { deriveMetric, type ServiceParts } from './grouping/custom-metrics.js';
import { type Measured, metricOf } from './grouping/measured.js';
import { serviceOf } from './grouping/service-of.js';
import { totalOf } from './grouping/total-of.js';

/** The rules by which endpoints become services, and the metrics of a user's own. */
export type GroupingRules = Pick<Policy, 'services' | 'metrics'>;

/**
 * Groups a run's endpoints into services.
 *
 * An endpoint belongs to the service of the first rule that matches; else to the one whose name it bears exactly; else to
 * `other`; with no rules to `all`. A service counts its requests only, so that transactions and groups are never added to
 * their own parts; without requests, its transactions. Rates and means over its endpoints are exact; percentiles come from
 * their histograms, else they are `interpolated` from their percentiles, and absent where an endpoint with requests lacks
 * what it takes. Of a service that is the whole run the tool's own total gives them, if its counts agree. A service of one
 * endpoint keeps that endpoint's values.
 *
 * `mix` lists every endpoint of the service, those that count with their share of its requests (of its throughput where
 * requests are not known), greatest first, then the others with 0. Custom metrics are taken over from the source or derived;
 * what was given by hand (`given`) outranks both, and makes a service where there is none. `total` is kept, or made of all
 * requests where it is absent.
 *
 * Services come in the order of their rules, then `other`, then those that were only given metrics.
 *
 * @returns a new Run; the given one is not changed. Grouping again gives the same.
 * @example groupServices(run, { services: [], metrics: [] }).services // one service, `all`
 */
export function groupServices(run: Run, rules: GroupingRules): Run {
  const parts = inRuleOrder(partsOf(run, rules), rules);
  const work: Work = { run, rules, notes: [], fitted: new Set() };
  const isWritten = run.endpoints.length === 0 && run.services !== undefined;
  const measured = isWritten ? (run.services ?? []) : parts.map((part) => measure(part, work));
  const services = addGiven(
    measured.map((service, index) => addCustom(service, parts[index] ?? emptyParts(service.name), work)),
    work,
  );
  if (!isWritten) noteUnfitted(parts, work);
  const total = run.total ?? totalOf(run.endpoints, run.run.durationSeconds);
  return { ...run, services, ...(total === undefined ? {} : { total }), diagnostics: withoutRepeats([...run.diagnostics, ...work.notes]) };
}

/** What is grouped, and what comes up on the way. */
interface Work {
  run: Run;
  rules: GroupingRules;
  notes: Diagnostic[];
  /** Custom metrics whose rule fitted something. */
  fitted: Set<string>;
}

function emptyParts(name: string): ServiceParts {
  return { name, endpoints: [], errors: [], stray: [] };
}

function partsOf(run: Run, rules: GroupingRules): ServiceParts[] {
  const stray = run.errors.filter((error) => error.endpoint === undefined);
  const members = groupBy(run.endpoints, (endpoint) => serviceOf(endpoint, rules.services));
  const errors = groupBy(run.errors, (error) => (error.endpoint === undefined ? undefined : serviceOf(error.endpoint, rules.services)));
  if (members.size === 1)
    return [...members].map(([name, endpoints]) => ({ name, endpoints, errors: [...(errors.get(name) ?? []), ...stray], stray: [] }));
  return [...members].map(([name, endpoints]) => ({ name, endpoints, errors: errors.get(name) ?? [], stray }));
}

function groupBy<Item>(items: readonly Item[], nameOf: (item: Item) => string | undefined): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = nameOf(item);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}

function inRuleOrder(parts: readonly ServiceParts[], { services }: GroupingRules): ServiceParts[] {
  const places = new Map(services.map((rule, index) => [rule.name, index]));
  const placeOf = ({ name }: ServiceParts) => places.get(name) ?? services.length;
  return [...parts].sort((a, b) => placeOf(a) - placeOf(b));
}

function measure({ name, endpoints }: ServiceParts, { run, notes }: Work): Service {
  const counted = countedEndpoints(endpoints);
  const combined = combine(counted, run.run.durationSeconds);
  const { requests, failures, histogram } = combined;
  const metrics = isWhole(counted, combined, run) ? withPrinted(combined.metrics, run.total?.metrics ?? []) : combined.metrics;
  const named = endpoints.some((endpoint) => endpoint.name === name);
  const lost = named ? lostMetrics(counted) : [];
  if (lost.length > 0)
    notes.push({
      code: 'metrics-not-joined',
      severity: 'info',
      message: `${lost.map((each) => echo(each, 60)).join(', ')} of the endpoints of ${echo(name, 80)} cannot be joined and does not stand for the service`,
      count: lost.length,
    });
  return { name, requests, failures, metrics, mix: mixOf(endpoints, counted), ...(histogram === undefined ? {} : { histogram }) };
}

/** Whether a service is all that the tool's total speaks of, with nothing but printed percentiles to go by. */
function isWhole(counted: readonly Endpoint[], { requests, failures, histogram }: Measured, run: Run): boolean {
  const all = countedEndpoints(run.endpoints);
  const isSame =
    run.total?.requests === requests &&
    run.total.failures === failures &&
    counted.length === all.length &&
    counted[0]?.kind === all[0]?.kind;
  return isSame && requests !== null && histogram === undefined && counted.length > 1;
}

/** The tool saw every request when it printed its total: its percentiles are better than any made of its endpoints'. */
function withPrinted(metrics: readonly Metric[], printed: readonly Metric[]): Metric[] {
  const percentiles = printed.filter((metric) => percentileOf(metric.name) !== undefined);
  const byName = new Map([...metrics, ...percentiles].map((metric) => [metric.name, metric]));
  return [...byName.values()];
}

function mixOf(endpoints: readonly Endpoint[], counted: readonly Endpoint[]): MixShare[] {
  const sizes = sizesOf(counted);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const shares = new Map(
    counted.map((endpoint, index) => [
      endpointKey(endpoint),
      counted.length === 1 ? 100 : total === 0 ? 0 : ((sizes[index] ?? 0) / total) * 100,
    ]),
  );
  const rows = endpoints.map((endpoint) => ({
    key: endpointKey(endpoint),
    endpoint: endpointId(endpoint),
    sharePct: shares.get(endpointKey(endpoint)) ?? 0,
  }));
  rows.sort((a, b) => b.sharePct - a.sharePct || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return rows.map(({ endpoint, sharePct }) => ({ endpoint, sharePct }));
}

/** Requests of each endpoint, or where these are not known of all, throughputs; all 0 where neither is. */
function sizesOf(counted: readonly Endpoint[]): number[] {
  const requests = counted.map((endpoint) => endpoint.requests);
  if (requests.every((count) => count !== null)) return requests;
  const rates = counted.map((endpoint) => metricOf(endpoint, 'rps')?.value);
  return rates.every((rate) => rate !== undefined) ? rates : counted.map(() => 0);
}

function addCustom(service: Service, parts: ServiceParts, { run, rules, notes, fitted }: Work): Service {
  const metrics = new Map(service.metrics.map((metric) => [metric.name, metric]));
  for (const custom of rules.metrics) {
    if ((custom.service ?? service.name) !== service.name) continue;
    const own = metrics.get(custom.name);
    const derived =
      own !== undefined || isGiven(run, service.name, custom.name)
        ? { fits: true, metric: undefined, diagnostic: undefined }
        : deriveMetric(custom, parts, run);
    const metric = own === undefined ? derived.metric : { ...own, unit: custom.unit, better: custom.better };
    if (metric !== undefined) metrics.set(custom.name, metric);
    if (derived.diagnostic !== undefined) notes.push(derived.diagnostic);
    if (derived.fits) fitted.add(custom.name);
  }
  return { ...service, metrics: [...metrics.values()] };
}

function isGiven(run: Run, service: string, name: string): boolean {
  return run.given?.some((given) => given.service === service && given.metric.name === name) ?? false;
}

function addGiven(services: readonly Service[], { run, rules }: Work): Service[] {
  const byName = new Map(services.map((service) => [service.name, service]));
  for (const { service: name, metric } of run.given ?? []) {
    const service = byName.get(name) ?? { name, requests: null, failures: null, metrics: [], mix: [] };
    const custom = rules.metrics.find((each) => each.name === metric.name);
    const full: Metric = { ...metric, ...(custom === undefined ? {} : { unit: custom.unit, better: custom.better }) };
    byName.set(name, { ...service, metrics: [...service.metrics.filter((each) => each.name !== metric.name), full] });
  }
  return [...byName.values()];
}

/** A metric whose rule fits nothing is likely a slip; that of a service which the run lacks is told as missing elsewhere. */
function noteUnfitted(parts: readonly ServiceParts[], { rules, notes, fitted }: Work): void {
  for (const custom of rules.metrics) {
    const isConcerned = parts.some(({ name }) => (custom.service ?? name) === name);
    if (!isConcerned || fitted.has(custom.name)) continue;
    const where = custom.service === undefined ? '' : ` of ${echo(custom.service, 80)}`;
    notes.push({
      code: 'custom-metric-unmatched',
      severity: 'warning',
      message: `no endpoint${where} fits the metric ${echo(custom.name, 80)}`,
    });
  }
}

function withoutRepeats(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic])).values()];
}
