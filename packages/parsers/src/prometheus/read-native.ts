import type { ApiAnswer } from './api-answer.js';
import type { Client } from './client.js';
import type { FoundExporter } from './find-exporter.js';
import { selector } from './matchers.js';
import { addBuckets, type NativeHistogram } from './native-histogram.js';
import type { Request } from './parse-address.js';
import { counterResets, histogramResets, inBoth, states, sumBy } from './promql.js';
import { isOutsideLoad } from './series-labels.js';
import type { Tally } from './tally.js';

/** Reads native histograms of a window; where they are all there is, requests and failures too. True when it had to be extrapolated. */
export async function readNative(client: Client, request: Request, exporter: FoundExporter, tally: Tally, by: string[]): Promise<boolean> {
  const metric = selector(exporter.histogram ?? '', request.matchers);
  const { failed } = exporter;
  const isCount = exporter.requests === exporter.histogram;
  // A counter of the same requests tells best where the load generator began anew.
  const counter = isCount ? undefined : selector(exporter.requests, request.matchers);
  const isEstimate = await eachNative(client, request, { metric, counter, by }, (labels, histogram) => {
    tally.native(labels, histogram);
    if (isCount) tally.requests(labels, histogram.count);
  });
  if (!isCount || !('matchers' in failed) || failed.matchers === '') return isEstimate;
  const status = exporter.labels.status === undefined ? [] : [exporter.labels.status];
  await eachNative(
    client,
    request,
    { metric: selector(exporter.histogram ?? '', request.matchers, failed.matchers), counter: undefined, by: [...by, ...status] },
    (labels, { count }) => {
      tally.failures(labels, count);
      tally.error(labels, count);
    },
  );
  tally.failuresAreCounted();
  return isEstimate;
}

/** Native histograms of the window: their state at its end less that before it; where they began anew within it, `increase()`. */
async function eachNative(
  client: Client,
  request: Request,
  { metric, counter, by }: { metric: string; counter: string | undefined; by: string[] },
  use: (labels: ReadonlyMap<string, string>, histogram: NativeHistogram) => void,
): Promise<boolean> {
  const span = { windowMs: request.window.endMs - request.window.startMs };
  const { endMs } = request.window;
  const ask = async (expression: string) => (await client.query(expression, endMs)).series[0]?.samples[0]?.value ?? 0;
  const [[within = 0, around = 0, earlier = 0], both] = await Promise.all([
    Promise.all((counter === undefined ? histogramResets(metric, span) : counterResets(counter, span)).map(ask)),
    ask(inBoth(counter ?? metric, span)),
  ]);
  const atStart = around - earlier - within;
  const isEstimate = within > 0 || (atStart > 0 && atStart < both);
  const { last, before } = states(metric, by, span);
  const ends = await firstWithHistograms(client, isEstimate ? [sumBy(by, `increase(${metric}[${span.windowMs}ms])`)] : last, endMs);
  const starts = isEstimate || atStart > 0 || both === 0 ? undefined : await firstWithHistograms(client, before, endMs);
  const keyOf = (labels: ReadonlyMap<string, string>) => JSON.stringify([...labels].sort());
  const known = new Map((starts?.series ?? []).map(({ labels, histograms }) => [keyOf(labels), histograms.at(-1)?.histogram]));
  for (const { labels, histograms } of ends.series) {
    const end = histograms.at(-1)?.histogram;
    if (end === undefined || isOutsideLoad(labels)) continue;
    const start = known.get(keyOf(labels));
    use(
      labels,
      start === undefined
        ? end
        : { count: end.count - start.count, sum: end.sum - start.sum, buckets: addBuckets(end.buckets, start.buckets, -1) },
    );
  }
  return isEstimate;
}

async function firstWithHistograms(client: Client, expressions: readonly string[], endMs: number): Promise<ApiAnswer> {
  let answer: ApiAnswer = { series: [], warnings: [] };
  for (const expression of expressions) {
    answer = await client.query(expression, endMs);
    if (answer.series.some(({ histograms }) => histograms.length > 0)) break;
  }
  return answer;
}
