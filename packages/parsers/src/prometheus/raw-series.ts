import type { TimelineSlice } from '../reader.js';
import type { Series } from './api-answer.js';
import type { Exporter } from './exporters.js';
import { addBuckets, type NativeHistogram } from './native-histogram.js';
import { isOutsideLoad } from './series-labels.js';
import type { Tally } from './tally.js';

/** What series say beside the endpoints. */
export interface RawFacts {
  slices: TimelineSlice[];
  users: number | undefined;
  /** The counts are of no window: there is one moment only. */
  isSinceStart: boolean;
}

const MOST_SLICES = 100_000;

/** What a counter is counted with. */
interface Counting {
  fromZero: boolean;
  slices: TimelineSlice[];
  stepSeconds: number;
}

/**
 * Adds up series as they were stored, sample by sample.
 *
 * @param stepSeconds time between two samples; 0 where there is one moment only.
 */
export function addSeries(tally: Tally, series: readonly Series[], exporter: Exporter, stepSeconds: number): RawFacts {
  const facts: RawFacts = { slices: [], users: undefined, isSinceStart: false };
  // What a load generator counts begins with its run; any other counter was there before, unless others of its machine were sooner.
  const began = firstOfMachines(series);
  const isOwn = exporter.name !== 'histogram';
  const users = new Map<number, number>();
  let isCounted = false;
  for (const one of series) {
    const name = one.labels.get('__name__') ?? '';
    if (isTotal(one, exporter) || isOutsideLoad(one.labels)) continue;
    const firstAt = firstAtOf(one);
    const fromZero = isOwn || firstAt > (began.get(machineOf(one)) ?? 0) || one.samples.length + one.histograms.length === 1;
    if (one.samples.length === 1 && !isOwn) facts.isSinceStart = true;
    const statistic = exporter.statistics?.suffixes.get(name.slice(exporter.statistics.prefix.length));
    const last = one.samples.at(-1)?.value;
    if (one.histograms.length > 0 && name === exporter.histogram) addNative(tally, one, exporter, fromZero);
    else if (name === exporter.requests || ('series' in exporter.failed && name === exporter.failed.series)) {
      isCounted = true;
      addCounter(tally, one, exporter, { fromZero, slices: facts.slices, stepSeconds });
    } else if (name === `${exporter.histogram ?? ''}_bucket`) tally.bucket(one.labels, boundOf(one), rise(one, fromZero));
    else if (name === `${exporter.histogram ?? ''}_sum`) tally.sum(one.labels, rise(one, fromZero));
    else if (name === exporter.users) for (const { at, value } of one.samples) users.set(at, (users.get(at) ?? 0) + value);
    else if (name === exporter.errors) tally.error(one.labels, rise(one, fromZero));
    else if (statistic !== undefined && last !== undefined && name.startsWith(exporter.statistics?.prefix ?? ''))
      tally.statistic(one.labels, statistic, last);
  }
  if (isCounted && ('series' in exporter.failed || exporter.failed.matchers !== '')) tally.failuresAreCounted();
  if (users.size > 0) facts.users = [...users.values()].reduce((most, value) => Math.max(most, value), 0);
  facts.slices = mergeSlices(facts.slices);
  return facts;
}

const firstAtOf = ({ samples, histograms }: Series) => Math.min(samples[0]?.at ?? Infinity, histograms[0]?.at ?? Infinity);

const machineOf = ({ labels }: Series) => JSON.stringify([labels.get('job'), labels.get('instance')]);

/** When the first series of each machine begins: all that are there at a time are stored at that time. */
function firstOfMachines(series: readonly Series[]): Map<string, number> {
  const first = new Map<string, number>();
  for (const one of series) first.set(machineOf(one), Math.min(first.get(machineOf(one)) ?? Infinity, firstAtOf(one)));
  return first;
}

/** Slices of several series over the same time as one. */
function mergeSlices(slices: readonly TimelineSlice[]): TimelineSlice[] {
  const merged = new Map<string, TimelineSlice>();
  for (const { from, to, requests, failures } of slices) {
    const known = merged.get(`${from} ${to}`);
    const add = (a: number | undefined, b: number | undefined) => (a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0));
    const sums = { requests: add(known?.requests, requests), failures: add(known?.failures, failures) };
    merged.set(`${from} ${to}`, {
      from,
      to,
      ...(sums.requests === undefined ? {} : { requests: sums.requests }),
      ...(sums.failures === undefined ? {} : { failures: sums.failures }),
    });
  }
  return [...merged.values()];
}

function isTotal({ labels }: Series, { name }: Exporter): boolean {
  return name === 'locust' && /^(?:Aggregated|Total)$/.test(labels.get('name') ?? '');
}

function boundOf({ labels }: Series): number {
  const text = labels.get('le') ?? '';
  return text === '+Inf' ? Infinity : Number(text);
}

/** By how much a counter rose; where it fell, it began anew. */
function rise({ samples }: Series, fromZero: boolean): number {
  let total = fromZero ? (samples[0]?.value ?? 0) : 0;
  for (let index = 1; index < samples.length; index++) total += stepOf(samples[index - 1]?.value ?? 0, samples[index]?.value ?? 0);
  return Math.max(total, 0);
}

const stepOf = (before: number, after: number) => (after < before ? after : after - before);

function addCounter(tally: Tally, series: Series, exporter: Exporter, { fromZero, slices, stepSeconds }: Counting): void {
  const { labels, samples } = series;
  const count = rise(series, fromZero);
  const isFailures = 'series' in exporter.failed && labels.get('__name__') === exporter.failed.series;
  const isFailed = isFailures || hasFailed(labels, exporter);
  if (!isFailures) tally.requests(labels, count);
  if (isFailed) tally.failures(labels, count);
  if (isFailed && exporter.errors === undefined) tally.error(labels, count);
  const [first] = samples;
  const before = fromZero && first !== undefined && stepSeconds > 0 ? [{ at: first.at - stepSeconds, value: 0 }] : [];
  const walked = [...before, ...samples];
  for (let index = 1; index < walked.length && slices.length < MOST_SLICES; index++) {
    const [from, to] = [walked[index - 1], walked[index]];
    if (from === undefined || to === undefined) continue;
    const more = stepOf(from.value, to.value);
    slices.push({ from: from.at, to: to.at, ...(isFailures ? {} : { requests: more }), ...(isFailed ? { failures: more } : {}) });
  }
}

function addNative(tally: Tally, { labels, histograms }: Series, exporter: Exporter, fromZero: boolean): void {
  const last = histograms.at(-1)?.histogram;
  const first = fromZero || histograms.length < 2 ? undefined : histograms[0]?.histogram;
  if (last === undefined) return;
  const isWhole = first === undefined || first.count > last.count;
  const histogram: NativeHistogram = isWhole
    ? last
    : { count: last.count - first.count, sum: last.sum - first.sum, buckets: addBuckets(last.buckets, first.buckets, -1) };
  tally.native(labels, histogram);
  if (exporter.name !== 'histogram') return;
  tally.requests(labels, histogram.count);
  if (!hasFailed(labels, exporter)) return;
  tally.failures(labels, histogram.count);
  tally.error(labels, histogram.count);
}

/** The exporter's matchers of failed requests, for series that are at hand. */
function hasFailed(labels: ReadonlyMap<string, string>, { name, labels: names }: Exporter): boolean {
  if (name === 'locust') return false;
  const expected = labels.get('expected_response');
  if (name === 'k6' && expected !== undefined) return expected === 'false';
  if (names.status === undefined) return false;
  const status = labels.get(names.status) ?? '';
  return name === 'k6' ? !/^[123]/.test(status) : /^(?:[45].*|0|)$/.test(status);
}
