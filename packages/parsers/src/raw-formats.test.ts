import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Endpoint, Metric, Run } from '@loadline/schema';
import { createRandom } from '@loadline/stats';
import { afterAll, describe, expect, it } from 'vitest';
import { withLnErrors, withoutLnError } from './grouping/ln-errors.js';
import { totalOf } from './grouping/total-of.js';
import { bytesSource, fileSource, groupServices, mergeRuns, readRun } from './index.js';
import { levelsOf } from './samples/distribution.js';
import { distributionBehind } from './samples/remember-distribution.js';

const folder = mkdtempSync(join(tmpdir(), 'loadline-raw-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/**
 * A result of single requests, a row each: its file, and the lines that every shard has: so many at the start, or those of a word. Of `whole`
 * ones a row is understood by those around it, or all have the same content: their own tests cut them where it can be done.
 */
const raw: readonly [format: string, file: string, header: number | 'RUN', shards?: 'whole'][] = [
  ['k6-json', 'k6/v2.2.0/normal.ndjson.gz', 0],
  ['k6-json', 'k6/v0.33.0/scenarios.ndjson.gz', 0],
  ['k6-csv', 'k6/v2.2.0/normal.csv.gz', 1],
  ['k6-csv', 'k6/v0.49.0/failing.csv.gz', 1],
  ['jmeter-csv', 'jmeter/5.6.3/run.jtl.gz', 1, 'whole'],
  ['jmeter-csv', 'jmeter/5.6.3/no-header.jtl', 0, 'whole'],
  ['jmeter-csv', 'jmeter/5.6.3/down.jtl', 1],
  ['gatling-log', 'gatling/3.12.0/simulation.log', 'RUN'],
  ['gatling-log', 'gatling/2.0.3/simulation.log.gz', 'RUN'],
  ['ab-gnuplot-tsv', 'ab/long.tsv', 1, 'whole'],
  ['ghz-csv', 'ghz/0.121.0-timeouts.csv', 1],
  ['ghz-influx-details', 'ghz/0.121.0-influx-details.txt', 0],
  ['goose-request-log-csv', 'goose/0.19.0-csv.log', 1, 'whole'],
  ['goose-request-log-json', 'goose/0.19.0-json.log.gz', 0, 'whole'],
  ['h2load-log', 'h2load/1.70.0-flaky.log', 0],
  ['hey-csv', 'hey/0.1.5-flaky.csv', 1],
  ['oha-csv', 'oha/flaky.csv', 1],
  ['siege-lines', 'siege/4.1.7-lines-csv.txt', 0, 'whole'],
  ['tsung-dump', 'tsung/mixed.dump', 1],
];

const textOf = (file: string) => {
  const bytes = readFileSync(new URL(`../testdata/${file}`, import.meta.url));
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
};

/** What does not depend on how many files the requests stood in. */
function measured(run: Run) {
  const { run: info, endpoints, errors, total } = run;
  const bare = endpoints.map(({ vif: _vif, ...rest }: Endpoint) => ({ ...rest, metrics: rest.metrics.map(withoutLnError) }));
  const key = (item: unknown) => JSON.stringify(item);
  return {
    startedAt: info.startedAt,
    endpoints: bare.sort((a, b) => (key([a.name, a.method, a.group]) < key([b.name, b.method, b.group]) ? -1 : 1)),
    errors: errors?.map(({ count, message, status, endpoint }) => key([message, status, endpoint, count])).sort(),
    requests: [total?.requests, total?.failures],
  };
}

/**
 * The standard errors of a run that was merged, and what its times in one file give with the same inflations: these are measured
 * over the requests in the order of a file, and so differ from shard to shard.
 */
function lnErrors(merged: Run, whole: Run) {
  const known = merged.endpoints.filter(({ vif }) => vif !== undefined);
  const own = known.map(({ metrics }) => metrics.map(({ name, vif, lnStandardError }) => ({ name, vif, lnStandardError })));
  const again = known.map((endpoint) => {
    const same = whole.endpoints.find(({ name, method, group }) =>
      [name, method, group].every((part, at) => part === [endpoint.name, endpoint.method, endpoint.group][at]),
    );
    const behind = same?.histogram === undefined ? undefined : distributionBehind(same.histogram);
    if (same === undefined || behind === undefined) throw new Error(`no ${endpoint.name}`);
    const byName = new Map(
      withLnErrors(same.metrics.map(withoutLnError), [endpoint], levelsOf(behind)).map((metric) => [metric.name, metric]),
    );
    return endpoint.metrics.map(({ name }) => ({
      name,
      vif: byName.get(name)?.vif,
      lnStandardError: byName.get(name)?.lnStandardError,
    }));
  });
  return { own, again };
}

/** Sums over the same numbers in another order differ in their last digits. */
const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_key, each: unknown) => (typeof each === 'number' ? Number(each.toPrecision(11)) : each)));

describe.each(raw)('%s: %s', (format, file, head, shards) => {
  const text = textOf(file);
  const lines = text.split('\n').filter((line) => line !== '');
  const isHead = (line: string, index: number) => (head === 'RUN' ? line.includes('RUN\t') : index < head);
  const header = lines.filter(isHead);
  const rows = lines.filter((line, index) => !isHead(line, index));

  it('is read the same by several threads as by one', async () => {
    const path = join(folder, file.replaceAll('/', '-').replace(/\.gz$/, ''));
    writeFileSync(path, text);
    const one = await readRun([fileSource(path)], { threads: 1 });
    expect(one.run.sources[0]?.format).toBe(format);
    for (const threads of [2, 3, 7]) expect(await readRun([fileSource(path)], { threads, threadsFromBytes: 1 })).toEqual(one);
    const warm = { warmupSeconds: 0.002 };
    expect(await readRun([fileSource(path)], { threads: 3, threadsFromBytes: 1, ...warm })).toEqual(
      await readRun([fileSource(path)], { threads: 1, ...warm }),
    );
  });

  if (shards === 'whole') return;
  it('cut into eight shards and merged is the run in one file', async () => {
    const whole = await readRun([bytesSource('whole', text)]);
    const share = Math.ceil(rows.length / 8);
    const parts: Run[] = [];
    for (let at = 0; at < rows.length; at += share) {
      const run = await readRun([bytesSource(`shard ${at}`, `${[...header, ...rows.slice(at, at + share)].join('\n')}\n`)]).catch(
        () => undefined,
      );
      if (run !== undefined) parts.push(run);
    }
    const orders = [parts, parts.toReversed(), [mergeRuns(parts.slice(0, 3)), mergeRuns(parts.slice(3))]];
    for (const order of orders) {
      const merged = mergeRuns(order);
      expect(rounded(measured(merged))).toEqual(rounded(measured(whole)));
      const { own, again } = lnErrors(merged, whole);
      expect(own).toEqual(again);
    }
  });
});

describe('a run of thousands of requests', () => {
  const random = createRandom(4);
  const places = [0, 0, 0];
  const rows = Array.from({ length: 6000 }, (_, index) => {
    const own = index % 3;
    places[own] = 0.8 * (places[own] ?? 0) + 0.6 * random.normal();
    return `http_req_duration,${1_790_000_000 + (index >> 6)},${(50 * (own + 1) * Math.exp(0.6 * places[own])).toFixed(4)},,GET,/${own},200\n`;
  });
  const file = (some: readonly string[]) =>
    bytesSource('run.csv', `metric_name,timestamp,metric_value,error,method,name,status\n${some.join('')}`);
  const rules = { services: [], metrics: [] };
  const errorsOf = (metrics: readonly Metric[] = []) =>
    Object.fromEntries(metrics.flatMap(({ name, lnStandardError }) => (lnStandardError === undefined ? [] : [[name, lnStandardError]])));

  it('knows how exactly it knows its values, of endpoints, of services and of all', async () => {
    const run = groupServices(await readRun([file(rows)]), rules);
    const names = ['avg', 'p50', 'p75', 'p90', 'p95', 'p99', 'p99.9'].map((name) => `${name}_latency_ms`);
    for (const { metrics } of [...run.endpoints, ...(run.services ?? [])]) expect(Object.keys(errorsOf(metrics))).toEqual(names);
    expect(errorsOf(run.total?.metrics)).toEqual(errorsOf(run.services?.[0]?.metrics));
    // 2,000 requests that tell as much as 2,000 / 5: sqrt(1.96·0.25·5/2000)·0.6·2.5.
    const { p50_latency_ms: p50 = NaN, p95_latency_ms: p95 = NaN, p99_latency_ms: p99 = NaN } = errorsOf(run.endpoints[0]?.metrics);
    expect([p50 > 0.02, p50 < 0.05, p95 > p50, p99 > p95]).toEqual([true, true, true, true]);
    const [{ vif = NaN, metrics = [] } = {}] = run.endpoints;
    const inflationOf = (name: string) => metrics.find((metric) => metric.name === name)?.vif ?? NaN;
    expect(Math.max(inflationOf('p50_latency_ms'), inflationOf('p95_latency_ms'))).toBe(vif);
    expect(inflationOf('p99_latency_ms')).toBeLessThan(inflationOf('p50_latency_ms'));
  });
  it('knows the same in eight shards, in whatever order, as in one file with their inflations', async () => {
    const whole = await readRun([file(rows)]);
    const parts = await Promise.all(
      Array.from({ length: 8 }, (_, shard) => readRun([file(rows.filter((_row, index) => (index >> 4) % 8 === shard))])),
    );
    const merged = mergeRuns(parts);
    for (const each of [merged, mergeRuns(parts.toReversed()), mergeRuns([mergeRuns(parts.slice(0, 3)), mergeRuns(parts.slice(3))])]) {
      expect(lnErrors(each, whole).own).toEqual(lnErrors(merged, whole).again);
      expect(errorsOf(each.total?.metrics)).toEqual(errorsOf(merged.total?.metrics));
    }
    expect(lnErrors(merged, whole).own).toHaveLength(3);
    const summed = errorsOf(totalOf(merged.endpoints, 94)?.metrics);
    expect([Object.keys(summed).length, errorsOf(merged.total?.metrics)]).toEqual([6, summed]);
  });
  it('knows nearly the same when it was stored and its parts are read again', async () => {
    const parts = await Promise.all([0, 1].map((half) => readRun([file(rows.slice(3000 * half, 3000 * (half + 1)))])));
    const now = mergeRuns(parts);
    const later = mergeRuns(structuredClone(parts));
    for (const [index, { metrics }] of now.endpoints.entries())
      for (const [name, error] of Object.entries(errorsOf(metrics)))
        expect(Math.abs((errorsOf(later.endpoints[index]?.metrics)[name] ?? NaN) / error - 1), name).toBeLessThan(0.25);
  });
});

describe('a large file whose parts do not join', () => {
  const points = (count: number, row: (index: number) => string) =>
    `metric_name,timestamp,metric_value,error,method,name,status\n${Array.from({ length: count }, (_, index) => row(index)).join('')}`;
  const at = (index: number) => 1_790_000_000 + (index >> 6);

  it.each([
    ['more than 10,000 endpoints', points(12_000, (index) => `http_req_duration,${at(index)},5.5,,GET,/item/${index},200\n`)],
    ['more than 1,000 kinds of failures', points(9000, (index) => `http_req_duration,${at(index)},5.5,failure ${index},GET,/a,0\n`)],
    [
      'line breaks within quotes',
      points(9000, (index) => `http_req_duration,${at(index)},5.5,,GET,"/a\nhttp_req_duration,1,5,,GET,/b\n${index % 9}",200\n`),
    ],
    [
      'failures that the next row tells',
      points(9000, (index) => `${index % 2 === 0 ? 'http_req_duration' : 'http_req_failed'},${at(index >> 1)},${index % 2},,GET,/a,200\n`),
    ],
  ])('because of %s is read as by one thread', async (what, text) => {
    const path = join(folder, `${what.replaceAll(/\W/g, '-')}.csv`);
    writeFileSync(path, text);
    expect(text.length).toBeGreaterThan(200_000);
    const one = await readRun([fileSource(path)], { threads: 1 });
    expect(one.total?.requests).toBeGreaterThan(4000);
    for (const threads of [2, 5]) expect(await readRun([fileSource(path)], { threads, threadsFromBytes: 1 })).toEqual(one);
  });
});
