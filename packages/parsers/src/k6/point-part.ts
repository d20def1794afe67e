import { type Endpoint, type Metric, type RunTotal, UserError } from '@loadline/schema';
import { errorRate } from '../collect-endpoints.js';
import type { ReaderInput, RunPart } from '../reader.js';
import { type CustomRecord, customMetricsOf } from '../samples/record-customs.js';
import { customMetric } from '../values/custom-metric.js';
import { judgeThresholds } from './judge-thresholds.js';
import { builtInMetric } from './metric-kinds.js';
import { onlyDefaultScenario } from './only-default-scenario.js';
import type { SampleRecord } from '../samples/record.js';
import { sayOpen, sayPoints } from './point-notes.js';
import type { CollectedPoints, PointState } from './point-state.js';
import { parseMetricName } from './submetric.js';

/**
 * The part of a run that collected points make.
 *
 * @throws UserError `no-requests` when neither a request nor an iteration was counted.
 */
export function pointPart(input: ReaderInput, points: CollectedPoints, extra: Partial<RunPart> = {}): RunPart {
  const { recorder, state } = points;
  const record = recorder.record();
  for (const custom of record.customs) giveKind(custom, state);
  const guessed = guessKinds(record);
  const hasRequests = state.evidence.some((evidence) => (evidence?.requests ?? 0) > 0);
  const part = hasRequests ? withVerdicts(recorder.part(extra), record, state) : iterationsPart(input, points, extra);
  const { slos, open } = judgeThresholds(state.thresholds, { record, endpoints: part.state?.endpoints ?? [] });
  sayPoints(input, state, guessed.length, hasRequests);
  sayOpen(input, open);
  const customMetrics = (part.customMetrics ?? []).map(withDirection).concat(countsOf(record, guessed));
  const claims = state.outside === 0 ? [] : [outsideClaim(part, state)];
  return onlyDefaultScenario({
    ...part,
    ...(slos.length === 0 ? {} : { slos }),
    ...(customMetrics.length === 0 ? {} : { customMetrics }),
    ...(claims.length === 0 ? {} : { claims }),
  });
}

function giveKind(custom: CustomRecord, state: PointState): void {
  const kind = state.kinds.get(custom.name);
  custom.type ??= kind?.type;
  custom.contains ??= kind?.contains;
}

/**
 * A file that names no types (CSV): values that are all 0 or 1 are taken as a rate, and their sum is given as a counter's too;
 * other values are a trend, which says the most of any values.
 */
function guessKinds({ customs }: SampleRecord): CustomRecord[] {
  const unknown = customs.filter((custom) => custom.type === undefined && custom.count > 0);
  for (const custom of unknown) {
    const isBinary = custom.min >= 0 && custom.max <= 1 && custom.sum === custom.nonZero;
    custom.type = isBinary ? 'rate' : 'trend';
  }
  return unknown;
}

function countsOf({ customs }: SampleRecord, guessed: readonly CustomRecord[]): Metric[] {
  return customs
    .filter((custom) => custom.type === 'rate' && guessed.includes(custom))
    .flatMap(({ name, sum }) => customMetric({ name, type: 'counter', provenance: 'exact', count: sum }));
}

/** Checks are better when more of them pass; other metrics of k6's own by what they measure; those of a script by no rule. */
function withDirection(metric: Metric): Metric {
  if (metric.name.startsWith('checks_') || metric.name.startsWith('checks{')) return { ...metric, better: 'higher' };
  const isCount = metric.name.endsWith('_count') && metric.type === 'trend';
  const name = [...KNOWN].find((known) => metric.name.startsWith(`${known}_`));
  const better = name === undefined || isCount ? undefined : builtInMetric(parseMetricName(name).base)?.better;
  return better === undefined ? metric : { ...metric, better };
}

const KNOWN = ['iteration_duration', 'dropped_iterations', 'group_duration', 'ws_ping'] as const;

/**
 * Failures as the points of `http_req_failed` have them, where there is one for each request of an endpoint; null where
 * neither they nor the tags say anything.
 */
function withVerdicts(part: RunPart, record: SampleRecord, state: PointState): RunPart {
  if (part.state === undefined) return part;
  const used = record.slots.flatMap((slot, number) => (slot.times.count > 0 ? [state.evidence[number]] : []));
  const endpoints = part.state.endpoints.map((endpoint, index) => {
    const evidence = used[index];
    if (evidence === undefined) return endpoint;
    if (evidence.unknown === evidence.requests && evidence.judged === 0) return withFailures(endpoint, null);
    const isJudged = evidence.judged === evidence.requests && evidence.requests === endpoint.requests;
    return isJudged && evidence.judgedFailed !== endpoint.failures ? withFailures(endpoint, evidence.judgedFailed) : endpoint;
  });
  const failures = endpoints.reduce<number | null>((sum, each) => (sum === null || each.failures === null ? null : sum + each.failures), 0);
  const total = part.state.total === undefined ? undefined : withFailures(part.state.total, failures);
  return { ...part, state: { ...part.state, endpoints, ...(total === undefined ? {} : { total }) } };
}

function withFailures<Counted extends Endpoint | RunTotal>(counted: Counted, failures: number | null): Counted {
  if (counted.failures === failures) return counted;
  const rate = errorRate(counted.requests, failures);
  const metrics = counted.metrics.flatMap((metric) => (metric.name === 'error_rate_pct' ? (rate ?? []) : [metric]));
  return { ...counted, failures, metrics };
}

/** A test without requests: its iterations are transactions, of which k6 does not say whether they failed. */
function iterationsPart(input: ReaderInput, { iterations, recorder, state }: CollectedPoints, extra: Partial<RunPart>): RunPart {
  const own = iterations.record();
  const requests = recorder.record();
  own.rejections.push(...requests.rejections);
  own.rejected += requests.rejected;
  own.cutAt ??= requests.cutAt;
  if (!own.slots.some((slot) => slot.times.count > 0) && own.pending.length === 0) throw nothingMeasured(input, state, requests);
  const part = iterations.part(extra);
  const customMetrics = requests.customs.flatMap((custom) => customMetricsOf(custom, part.durationSeconds));
  const endpoints = (part.state?.endpoints ?? []).map((endpoint) => withFailures(endpoint, null));
  return {
    ...part,
    state: { endpoints, rank: 1 },
    customMetrics,
    ...(requests.mostUsers < 0 ? {} : { users: requests.mostUsers }),
  };
}

function nothingMeasured({ name }: ReaderInput, { lines, outside }: PointState, requests: SampleRecord): UserError {
  const only = outside > 0 ? `, only ${outside} of setup() and teardown()` : '';
  const first = requests.rejections[0];
  const why = first === undefined ? '' : `; ${requests.rejected} rows were not counted: ${first.message}`;
  return new UserError({
    code: 'no-requests',
    found: `${lines} lines in which neither a request nor an iteration is counted${only}${why}`,
    expected: 'at least one request',
    place: { file: name, ...(first?.line === undefined ? {} : { line: first.line }) },
    hint: 'A test that fails in its init code or in setup(), or that is stopped before its first iteration ends, leaves such a file.',
  });
}

function outsideClaim(part: RunPart, { outside }: PointState) {
  const ours = (part.state?.endpoints ?? []).reduce((sum, endpoint) => sum + (endpoint.requests ?? 0), 0);
  const why = 'requests of setup() and teardown() are no part of the load';
  return { subject: 'the run', metric: 'total_requests', theirs: ours + outside, ours, unit: 'count', why };
}
