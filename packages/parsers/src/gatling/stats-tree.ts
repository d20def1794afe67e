import type { Endpoint, EndpointId, Metric } from '@loadline/schema';
import { buildEndpoint } from '../values/build-endpoint.js';
import { countOf, numberOf } from '../values/number-of.js';
import { groupId, requestId } from './group-path.js';

/** A JSON object from outside; its keys are looked up as own ones only. */
type Fields = Readonly<Record<string, unknown>>;

/**
 * The percentiles that `percentiles1` to `percentiles4` are unless the configuration of Gatling says otherwise; the file
 * does not name them. 2.0 wrote only two.
 */
const FOUR = [50, 75, 95, 99];
const TWO = [95, 99];

/** An object, or undefined for what is none. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function own(fields: Fields | undefined, key: string): unknown {
  return fields !== undefined && Object.hasOwn(fields, key) ? fields[key] : undefined;
}

/** An endpoint from the statistics that Gatling's report shows of it: those of all requests, failed ones included. */
export function statsEndpoint(id: EndpointId, stats: Fields): Endpoint {
  const total = (key: string) => own(fieldsOf(own(stats, key)), 'total');
  const counts = fieldsOf(own(stats, 'numberOfRequests'));
  const requests = countOf(own(counts, 'total')) ?? null;
  const failures = countOf(own(counts, 'ko')) ?? null;
  const percentiles = own(stats, 'percentiles3') === undefined ? TWO : FOUR;
  return buildEndpoint(id, {
    requests,
    // More failures than requests are no count of either.
    failures: requests !== null && failures !== null && failures > requests ? null : failures,
    latency: {
      unit: 'ms',
      provenance: 'reported',
      resolution: 1,
      avg: total('meanResponseTime'),
      min: total('minResponseTime'),
      max: total('maxResponseTime'),
      percentiles: percentiles.map((percentile, index) => [percentile, total(`percentiles${index + 1}`)] as const),
    },
    rps: total('meanNumberOfRequestsPerSecond'),
  });
}

/** Deeper trees are no report of Gatling's. */
const MOST_LEVELS = 100;

/** What stands in a tree of statistics: requests and groups, each with its statistics, and how many have none. */
export interface StatsEntries {
  entries: { id: EndpointId; stats: Fields }[];
  rejected: string[];
}

/** The requests and groups below the root of `stats.json`. */
export function statsEntries(root: Fields): StatsEntries {
  const found: StatsEntries = { entries: [], rejected: [] };
  collect(root, [], found);
  return found;
}

function collect(node: Fields, groups: readonly string[], found: StatsEntries): void {
  const contents = fieldsOf(own(node, 'contents'));
  if (contents === undefined || groups.length > MOST_LEVELS) return;
  for (const value of Object.values(contents)) {
    const child = fieldsOf(value);
    const [name, stats] = [own(child, 'name'), fieldsOf(own(child, 'stats'))];
    if (child === undefined || typeof name !== 'string' || stats === undefined) {
      found.rejected.push(typeof name === 'string' ? name : '(no name)');
      continue;
    }
    const isGroup = own(child, 'type') === 'GROUP';
    found.entries.push({ id: isGroup ? groupId([...groups, name]) : requestId(groups, name), stats });
    if (isGroup) collect(child, [...groups, name], found);
  }
}

/** Length of the run in seconds: the requests over those per second, rounded as finely as the tool did. */
export function statsSeconds(stats: Fields): number | undefined {
  const requests = countOf(own(fieldsOf(own(stats, 'numberOfRequests')), 'total'));
  const perSecond = numberOf(own(fieldsOf(own(stats, 'meanNumberOfRequestsPerSecond')), 'total'));
  if (requests === undefined || perSecond === undefined || !(perSecond > 0)) return undefined;
  return Number((requests / perSecond).toPrecision(6));
}

/** The metrics of a total. */
export function totalOf(stats: Fields): { requests: number | null; failures: number | null; metrics: Metric[] } {
  const { requests, failures, metrics } = statsEndpoint({ kind: 'request', name: 'total' }, stats);
  return { requests, failures, metrics };
}
