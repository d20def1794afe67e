import { type EndpointId, percentileMetric, type Slo } from '@loadline/schema';
import { cleanName } from '../clean-name.js';
import { addDistribution, createDistribution, type Distribution, levelsOf, meanOf } from '../samples/distribution.js';
import { quantileOf } from '../samples/distribution-values.js';
import type { Slot } from '../samples/record.js';
import { cleanIdentity } from '../values/build-endpoint.js';
import { type Assertion, type AssertionPath, type AssertionTarget, type CountedRequests, describeAssertion, holds } from './assertion.js';
import { pathOf, requestId } from './group-path.js';

/** How a generation of Gatling computes what its assertions judge. */
export interface JudgeRules {
  /** Length of the run in seconds, by which the number of requests is divided. */
  seconds: number;
  /** Mean and deviation are cut to whole milliseconds, as in 2.0 and 2.1; else they are rounded. */
  isCut: boolean;
}

/** Goals that are told of. */
const MOST_GOALS = 1000;

/** Requests that are judged together. */
interface Judged {
  path: string;
  endpoint?: EndpointId;
  requests: number;
  failures: number;
  times: Distribution;
}

/**
 * The assertions of a log with whether they held, judged by the requests in it in the way that Gatling does when a run is
 * over: the log itself holds no verdict. A goal for something that the log does not have did not hold.
 *
 * @param slots everything that was measured: requests and groups.
 */
export function judgeAssertions(assertions: readonly Assertion[], slots: readonly Slot[], rules: JudgeRules): Slo[] {
  const used = slots.filter((slot) => slot.times.count > 0);
  const slos: Slo[] = [];
  for (const assertion of assertions) {
    const found = findJudged(assertion.path, used);
    if (found.length === 0)
      slos.push({ expression: describeAssertion(assertion, wantedPath(assertion.path)), held: false, ...metricOf(assertion.target) });
    for (const judged of found) {
      if (slos.length >= MOST_GOALS) return slos;
      slos.push({
        expression: cleanName(describeAssertion(assertion, judged.path)),
        held: holds(assertion.condition, valueOf(assertion.target, judged, rules)),
        ...metricOf(assertion.target),
        ...(judged.endpoint === undefined ? {} : { endpoint: judged.endpoint }),
      });
    }
  }
  return slos;
}

function wantedPath(path: AssertionPath): string {
  return path.kind === 'details' ? cleanName(path.parts.join(' / ')) : 'Global';
}

function findJudged(path: AssertionPath, slots: readonly Slot[]): Judged[] {
  const requests = slots.filter((slot) => slot.id.kind === 'request');
  if (path.kind === 'for-all') return requests.map(judgedSlot);
  if (path.kind === 'global' || path.parts.length === 0) return [judgedTogether(requests)];
  const { group, name } = cleanIdentity(requestId(path.parts.slice(0, -1), path.parts.at(-1) ?? ''));
  const fits = ({ id }: Slot) => id.name === name && id.group === group;
  const found = requests.find(fits) ?? slots.find(fits);
  return found === undefined ? [] : [judgedSlot(found)];
}

function judgedSlot({ id, times, failures }: Slot): Judged {
  return { path: pathOf(id), endpoint: id, requests: times.count, failures, times };
}

function judgedTogether(slots: readonly Slot[]): Judged {
  const times = createDistribution();
  for (const slot of slots) addDistribution(times, slot.times);
  return { path: 'Global', requests: times.count, failures: slots.reduce((sum, slot) => sum + slot.failures, 0), times };
}

function valueOf(target: AssertionTarget, { requests, failures, times }: Judged, rules: JudgeRules): number {
  switch (target.kind) {
    case 'count':
      return countOf(target.of, requests, failures);
    case 'percent':
      return requests === 0 ? (target.of === 'ok' ? 0 : 100) : (countOf(target.of, requests, failures) / requests) * 100;
    case 'requests-per-second':
      return rules.seconds > 0 ? requests / rules.seconds : 0;
    case 'time':
      return timeOf(target.value, times, rules);
  }
}

function countOf(of: CountedRequests, requests: number, failures: number): number {
  return of === 'all' ? requests : of === 'ko' ? failures : requests - failures;
}

function timeOf(value: Extract<AssertionTarget, { kind: 'time' }>['value'], times: Distribution, { isCut }: JudgeRules): number {
  const mean = meanOf(times);
  if (mean === undefined) return 0;
  const whole = isCut ? Math.floor : Math.round;
  if (value === 'min') return times.min;
  if (value === 'max') return times.max;
  if (value === 'mean') return whole(mean);
  if (value === 'deviation') return whole(deviationOf(times, mean));
  return Math.round(quantileOf(levelsOf(times), times.count, value.percentile / 100).value);
}

function deviationOf(times: Distribution, mean: number): number {
  const squares = levelsOf(times).reduce((sum, { low, high, samples }) => sum + samples * ((low + high) / 2 - mean) ** 2, 0);
  return Math.sqrt(squares / times.count);
}

/** The metric that a goal is about, where we have one. */
function metricOf(target: AssertionTarget): { metric: string } | Record<string, never> {
  const name = metricName(target);
  return name === undefined ? {} : { metric: name };
}

function metricName(target: AssertionTarget): string | undefined {
  switch (target.kind) {
    case 'requests-per-second':
      return 'rps';
    case 'count':
      return target.of === 'all' ? 'total_requests' : target.of === 'ko' ? 'total_failures' : undefined;
    case 'percent':
      return target.of === 'ko' ? 'error_rate_pct' : undefined;
    case 'time':
      if (target.value === 'deviation') return undefined;
      if (typeof target.value === 'object') return percentileMetric(target.value.percentile);
      return target.value === 'mean' ? 'avg_latency_ms' : `${target.value}_latency_ms`;
  }
}
