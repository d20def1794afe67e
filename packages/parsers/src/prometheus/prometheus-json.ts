import { UserError } from '@loadline/schema';
import { readWhole } from '../input/json-text.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { parseAnswer, type Series } from './api-answer.js';
import { type Exporter, k6Exporter, locustExporter, methodLabels, nameLabels, perMsOf, statusLabels } from './exporters.js';
import { addSeries } from './raw-series.js';
import { createTally } from './tally.js';

const PERCENTILES = [50, 75, 90, 95, 99, 99.9];

/**
 * An answer of Prometheus' HTTP API, saved as it came: series of k6, of Locust's exporters, or of one histogram, with
 * their names. Requests failed as {@link k6Exporter} and {@link locustExporter} say, of other histograms those of a
 * status of 4xx, 5xx or none.
 */
export const prometheusJson: Reader = {
  format: 'prometheus-json',
  tool: 'prometheus',
  title: 'Prometheus query answer (JSON)',
  detect: ({ text }) =>
    /^\{\s{0,20}"status"\s{0,20}:\s{0,20}"success"\s{0,20},\s{0,20}(?:"isPartial"\s{0,20}:\s{0,20}\w{4,5}\s{0,20},\s{0,20})?"data"\s{0,20}:\s{0,20}\{\s{0,20}"resultType"/.test(
      text,
    ) || /^\{\s{0,20}"status"\s{0,20}:\s{0,20}"error"\s{0,20},\s{0,20}"errorType"/.test(text),
  async read(input) {
    const { series, warnings } = parseAnswer(await readWhole(input), input);
    for (const warning of warnings.slice(0, 5))
      input.diagnostics.add('warning', 'store-warning', `the store warned: ${warning.slice(0, 200)}`, { file: input.name });
    return partOf(series, input);
  },
};

function partOf(series: readonly Series[], input: ReaderInput): RunPart {
  const exporter = exporterOf(series, input.name);
  const tally = createTally(exporter.labels);
  const times = [...new Set(series.flatMap(({ samples, histograms }) => [...samples, ...histograms].map(({ at }) => at)))].sort(
    (x, y) => x - y,
  );
  const [first = 0] = times;
  const length = (times.at(-1) ?? 0) - first;
  const stepSeconds = times.reduce((least, at, index) => (index === 0 ? least : Math.min(least, at - (times[index - 1] ?? 0))), length);
  const { slices, users, isSinceStart } = addSeries(tally, series, exporter, stepSeconds);
  // The first value of a load generator's own counter was counted in the step before it.
  const lead = exporter.name === 'histogram' ? 0 : stepSeconds;
  const durationSeconds = length > 0 ? length + lead : undefined;
  const endpoints = tally
    .endpoints({
      ...input,
      file: input.name,
      durationSeconds,
      perMs: exporter.perMs,
      percentiles: PERCENTILES,
      isEstimate: false,
      isLocust: exporter.name === 'locust',
    })
    .filter(({ requests, metrics }) => requests !== null || metrics.length > 0);
  if (endpoints.length === 0) throw notReadable('series without a request or a response time', input.name);
  if (isSinceStart)
    input.diagnostics.add('warning', 'counts-since-start', 'the file holds one moment; its counts are since the exporter began', {
      file: input.name,
    });
  return {
    state: { endpoints, rank: 1 },
    errors: tally.errors(),
    slices,
    ...(durationSeconds === undefined ? {} : { startedAtMs: (first - lead) * 1000, durationSeconds }),
    ...(users === undefined ? {} : { users }),
    load: { model: exporter.name === 'locust' ? 'closed' : 'unknown' },
    partial: false,
  };
}

/** What wrote the series, told by their names. */
function exporterOf(series: readonly Series[], file: string): Exporter {
  if (series.length === 0) throw notReadable('an answer without a series', file);
  const names = new Set(series.map(({ labels }) => labels.get('__name__') ?? ''));
  const begins = (prefix: string) => [...names].some((name) => name.startsWith(prefix));
  if (begins('k6_http_req_duration') || names.has(k6Exporter.requests)) return byTags(series);
  if (begins('locust_requests_')) return locustExporter;
  const histograms = new Set(
    series.flatMap(({ labels, histograms: native }) => {
      const name = labels.get('__name__') ?? '';
      if (native.length > 0 && name !== '') return [name];
      return labels.has('le') && name.endsWith('_bucket') ? [name.slice(0, -'_bucket'.length)] : [];
    }),
  );
  const [histogram, another] = histograms;
  if (histogram === undefined)
    throw notReadable(names.has('') ? 'series without their names, which an expression took away' : 'series of no load test', file);
  if (another !== undefined) throw notReadable(`several histograms: ${[...histograms].slice(0, 5).join(', ')}`, file);
  const usual = (labels: readonly string[]) => labels.find((label) => series.some((each) => (each.labels.get(label) ?? '') !== ''));
  const status = usual(statusLabels);
  return {
    name: 'histogram',
    requests: `${histogram}_count`,
    failed: { matchers: status === undefined ? '' : `${status}=~"[45].*|0|"` },
    histogram,
    perMs: perMsOf(histogram),
    labels: { name: usual(nameLabels), method: usual(methodLabels), group: undefined, scenario: undefined, status },
  };
}

function byTags(series: readonly Series[]): Exporter {
  const isTagged = series.some(({ labels }) => labels.has('expected_response'));
  return isTagged ? k6Exporter : { ...k6Exporter, failed: { matchers: 'status!~"[123].*"' } };
}

function notReadable(found: string, file: string): UserError {
  return new UserError({
    code: 'no-requests',
    found,
    expected: 'series with their names: of k6 (k6_http_…), of an exporter for Locust (locust_requests_…), or of one histogram (…_bucket)',
    place: { file },
    hint: 'Query them as they are, such as {__name__=~"k6_http_.*",testid="42"}, or let Loadline ask: prometheus+http://HOST:9090?duration=10m.',
  });
}
