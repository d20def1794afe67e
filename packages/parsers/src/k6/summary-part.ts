import { echo, type Endpoint, type Metric, type Slo, UserError } from '@loadline/schema';
import { cleanName } from '../clean-name.js';
import { collectEndpoints } from '../collect-endpoints.js';
import type { ReaderInput, RunPart } from '../reader.js';
import { cleanIdentity } from '../values/build-endpoint.js';
import { customMetric } from '../values/custom-metric.js';
import { builtInMetric, checkMetric, isCustom } from './metric-kinds.js';
import { onlyDefaultScenario } from './only-default-scenario.js';
import { parseMetricName } from './submetric.js';
import type { Summary, SummaryMetric } from './summary.js';
import { summaryEndpoints, type SummaryEndpoints } from './summary-endpoints.js';

/**
 * The part of a run that an end-of-test summary makes, whatever its format.
 *
 * @throws UserError `no-requests` when nothing was measured.
 */
export function summaryPart(input: ReaderInput, given: Summary): RunPart {
  const summary: Summary = { ...given, part: { ...lengthOf(given), ...given.part } };
  const found = summaryEndpoints(summary);
  if (found.endpoints.length === 0) throw nothingMeasured(input);
  const collected = collectEndpoints(input.diagnostics, input.limits, input.name);
  for (const endpoint of found.endpoints) collected.add(endpoint);
  const endpoints = collected.list();
  say(input, found, endpoints);
  const customMetrics = summary.metrics.flatMap((metric) => customOf(metric, summary.resolution)).concat(checksOf(summary));
  const users = usersOf(summary.metrics);
  const slos = summary.thresholds.map((threshold) => sloOf(threshold, found));
  return onlyDefaultScenario({
    state: { endpoints, rank: 1, ...(found.total === undefined ? {} : { total: found.total }) },
    ...(slos.length === 0 ? {} : { slos }),
    ...(customMetrics.length === 0 ? {} : { customMetrics }),
    ...(users === undefined ? {} : { users }),
    partial: false,
    ...summary.part,
  });
}

/** The length of the test where the format has none: k6's rates are sums divided by it. */
function lengthOf({ metrics }: Summary): { durationSeconds?: number } {
  for (const name of ['http_reqs', 'iterations', 'data_received', 'data_sent']) {
    const metric = metrics.find((each) => each.name === name);
    const seconds = (metric?.count ?? 0) / (metric?.perSecond ?? 0);
    if (Number.isFinite(seconds) && seconds > 0) return { durationSeconds: Number(seconds.toPrecision(10)) };
  }
  return {};
}

function usersOf(metrics: readonly SummaryMetric[]): number | undefined {
  const most = (name: string) =>
    metrics.find((metric) => metric.name === name)?.max ?? metrics.find((metric) => metric.name === name)?.value;
  return most('vus') ?? most('vus_max');
}

function customOf(metric: SummaryMetric, resolution: Summary['resolution']): Metric[] {
  const { base } = parseMetricName(metric.name);
  if (!isCustom(base)) return [];
  const known = builtInMetric(base);
  const isCounted = metric.type === 'rate' && metric.hits !== undefined;
  // A rate, a counter or a trend of nothing says nothing.
  if (metric.type === 'rate' && (metric.share === undefined || metric.total === 0)) return [];
  if (metric.type === 'trend' && (metric.count === 0 || isAllZero(metric)) && parseMetricName(metric.name).tags !== undefined) return [];
  const contains = metric.contains ?? known?.contains ?? 'default';
  return customMetric({
    name: metric.name,
    type: metric.type,
    contains,
    ...(resolution === undefined || contains !== 'time' ? {} : { resolution: (ms) => resolution(ms) ?? 0 }),
    ...(known?.better === undefined ? {} : { better: known.better }),
    provenance: isCounted ? 'exact' : 'reported',
    count: metric.count,
    perSecond: metric.perSecond,
    value: metric.value,
    min: metric.min,
    max: metric.max,
    avg: metric.avg,
    sharePct: metric.share === undefined ? undefined : metric.share * 100,
    percentiles: metric.percentiles ?? [],
  });
}

function isAllZero({ avg, min, max, percentiles }: SummaryMetric): boolean {
  return [avg, min, max, ...(percentiles ?? []).map(([, value]) => value)].every((value) => (value ?? 0) === 0);
}

/** The share of each check that passed; checks of one name are added up over their groups. */
function checksOf({ checks }: Summary): Metric[] {
  const byName = new Map<string, { passes: number; all: number }>();
  for (const { name, passes, fails } of checks) {
    const sums = byName.get(name) ?? { passes: 0, all: 0 };
    byName.set(name, { passes: sums.passes + passes, all: sums.all + passes + fails });
  }
  return [...byName].flatMap(([name, { passes, all }]) =>
    all === 0
      ? []
      : customMetric({ name: checkMetric(name), type: 'rate', better: 'higher', provenance: 'exact', sharePct: (passes / all) * 100 }),
  );
}

function sloOf({ metric, expression, held }: Summary['thresholds'][number], { ofMetric }: SummaryEndpoints): Slo {
  const endpoint = ofMetric.get(metric);
  return {
    expression: cleanName(expression),
    held,
    metric: cleanName(metric),
    ...(endpoint === undefined ? {} : { endpoint: cleanIdentity(endpoint) }),
  };
}

const MORE =
  'tag requests with a name and give the points of `--out json=FILE` or `--out csv=FILE`; or set a threshold for each name, and summaryTrendStats with p(99) and count';

function say({ diagnostics, name }: ReaderInput, { endpoints, total, empty }: SummaryEndpoints, collected: readonly Endpoint[]): void {
  const place = { file: name };
  const requests = collected.filter(({ kind }) => kind === 'request');
  if (empty.length > 0)
    diagnostics.add('info', 'k6-no-samples', `nothing was counted for ${empty.map((each) => `\`${echo(each, 80)}\``).join(', ')}`, place);
  if (endpoints[0]?.kind === 'transaction') {
    diagnostics.add('info', 'k6-no-requests', 'the test made no requests that k6 counts; its iterations were taken as transactions', place);
    return;
  }
  if (requests.length <= 1) diagnostics.add('info', 'k6-one-endpoint', `the summary holds one endpoint only; for more, ${MORE}`, place);
  const counted = requests.reduce<number | null>((sum, each) => (sum === null || each.requests === null ? null : sum + each.requests), 0);
  if (total === undefined || total.requests === null || counted === total.requests || requests[0]?.name === undefined) return;
  if (requests.length === 1 && requests[0].requests === total.requests) return;
  const found = counted === null ? 'a number of requests that the summary does not say' : `${counted} requests`;
  diagnostics.add(
    'info',
    'total-differs',
    `the submetrics with a name hold ${found}, the whole test ${total.requests}: only what a threshold names is in the summary, and submetrics may overlap`,
    place,
  );
}

function nothingMeasured({ name }: Pick<ReaderInput, 'name'>): UserError {
  return new UserError({
    code: 'no-requests',
    found: 'a summary in which neither a request nor an iteration was counted: nothing was measured',
    expected: 'at least one request',
    place: { file: name },
    hint: 'A test that fails in its init code or in setup() leaves such a summary; the console log of that run says why.',
  });
}
