import type { ApiAnswer } from './api-answer.js';
import type { Client } from './client.js';
import type { FoundExporter } from './find-exporter.js';
import { selector } from './matchers.js';
import type { Request } from './parse-address.js';
import { resetsWithin, rise, sumBy } from './promql.js';
import { readNative } from './read-native.js';
import { identityLabels, isOutsideLoad } from './series-labels.js';
import { createTally, type Tally } from './tally.js';

/** What was read of a window. */
export interface WindowValues {
  tally: Tally;
  /** A counter began anew within the window, so that counts are extrapolated. */
  isEstimate: boolean;
}

/** Reads counts, failures and response times of a window. Each is summed up by the store, by endpoint. */
export async function readValues(client: Client, request: Request, exporter: FoundExporter): Promise<WindowValues> {
  const { labels, form } = exporter;
  const tally = createTally(labels);
  const by = identityLabels(labels);
  const [counted, timed] = await Promise.all([
    form === 'native' && exporter.requests === exporter.histogram ? false : readCounts(client, request, exporter, tally, by),
    form === 'native'
      ? readNative(client, request, exporter, tally, by)
      : form === 'classic'
        ? readClassic(client, request, exporter, tally, by)
        : readStatistics(client, request, exporter, tally),
  ]);
  if (form !== 'native' || exporter.requests !== exporter.histogram) await readErrors(client, request, exporter, tally, by);
  return { tally, isEstimate: counted || timed };
}

const spanOf = ({ window }: Request) => ({ windowMs: window.endMs - window.startMs });

function eachValue(answer: ApiAnswer, use: (labels: ReadonlyMap<string, string>, value: number) => void): void {
  for (const { labels, samples } of answer.series) {
    const value = samples.at(-1)?.value;
    if (value !== undefined && value >= 0 && !isOutsideLoad(labels)) use(labels, value);
  }
}

async function readCounts(client: Client, request: Request, exporter: FoundExporter, tally: Tally, by: string[]): Promise<boolean> {
  const { endMs } = request.window;
  const { failed } = exporter;
  const requests = selector(exporter.requests, request.matchers, exporter.without);
  const failures =
    'series' in failed
      ? selector(failed.series, request.matchers, exporter.without)
      : selector(exporter.requests, request.matchers, exporter.without, failed.matchers);
  // Values that were worked out for a series are weighted by the requests of that series, not of its endpoint.
  const grouped = (expression: string) =>
    exporter.form === undefined && exporter.statistics !== undefined ? expression : sumBy(by, expression);
  const isKnown = 'series' in failed || failed.matchers !== '';
  const [all, bad, resets] = await Promise.all([
    client.query(grouped(rise(requests, spanOf(request))), endMs),
    isKnown ? client.query(sumBy(by, rise(failures, spanOf(request))), endMs) : undefined,
    client.query(resetsWithin(requests, spanOf(request)), endMs),
  ]);
  eachValue(all, tally.requests);
  if (bad !== undefined) {
    eachValue(bad, tally.failures);
    tally.failuresAreCounted();
  }
  return resets.series.length > 0;
}

async function readErrors(client: Client, request: Request, exporter: FoundExporter, tally: Tally, by: string[]): Promise<void> {
  const { failed, labels, errors } = exporter;
  const { endMs } = request.window;
  const status = labels.status === undefined ? [] : [labels.status];
  const found =
    errors !== undefined
      ? await client.query(sumBy([...by, 'error'], rise(selector(errors, request.matchers), spanOf(request))), endMs)
      : 'matchers' in failed && failed.matchers !== ''
        ? await client.query(
            sumBy(
              [...new Set([...by, ...status, 'error', 'error_code'])],
              rise(selector(exporter.requests, request.matchers, failed.matchers), spanOf(request)),
            ),
            endMs,
          )
        : undefined;
  if (found !== undefined) eachValue(found, tally.error);
}

async function readClassic(client: Client, request: Request, exporter: FoundExporter, tally: Tally, by: string[]): Promise<boolean> {
  const { endMs } = request.window;
  const [buckets, sums] = await Promise.all([
    client.query(sumBy([...by, 'le'], rise(selector(`${exporter.histogram ?? ''}_bucket`, request.matchers), spanOf(request))), endMs),
    client.query(sumBy(by, rise(selector(`${exporter.histogram ?? ''}_sum`, request.matchers), spanOf(request))), endMs),
  ]);
  eachValue(buckets, (labels, count) => {
    const text = labels.get('le') ?? '';
    const bound = text === '+Inf' ? Infinity : text === '' ? NaN : Number(text);
    if (!Number.isNaN(bound)) tally.bucket(labels, bound, count);
  });
  eachValue(sums, tally.sum);
  return false;
}

/** Values that the load generator worked out itself since it began. */
async function readStatistics(client: Client, request: Request, exporter: FoundExporter, tally: Tally): Promise<boolean> {
  const { statistics, without } = exporter;
  const { endMs } = request.window;
  if (statistics === undefined) return false;
  await Promise.all(
    [...statistics.suffixes].map(async ([suffix, statistic]) => {
      const metric = selector(statistics.prefix + suffix, request.matchers, without);
      const answer = await client.query(`last_over_time(${metric}[${spanOf(request).windowMs}ms])`, endMs);
      eachValue(answer, (labels, value) => {
        tally.statistic(labels, statistic, value);
      });
    }),
  );
  return false;
}
