import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assertDocument, type Endpoint, type Run } from '@loadline/schema';
import { histogramCount, mergeHistograms } from '@loadline/stats';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../detect-format.js';
import { bytesSource, fileSource } from '../input/source.js';
import { mergeRuns } from '../merge-runs.js';
import { readRun } from '../read-run.js';
import { fortioHistogram } from './fortio-histogram.js';
import { intervalPercentile } from './fortio-intervals.js';

const folder = fileURLToPath(new URL('../../testdata/fortio/', import.meta.url));
const text = (name: string) => readFileSync(join(folder, name), 'utf8');
const runOf = async (name: string, change = (whole: string) => whole) => readRun([bytesSource(name, change(text(name)))]);
const valueOf = ({ metrics }: Pick<Endpoint, 'metrics'>, name: string) => metrics.find((metric) => metric.name === name);
const first = (run: Run) => run.endpoints[0] as Endpoint;

interface Expected {
  requests: number;
  failures: number;
  avg: number;
  min: number;
  max: number;
  p95: number;
  percentiles: Record<string, number>;
  rps: number;
  seconds: number;
  users: number;
  buckets: number[];
}
const expected = JSON.parse(text('expected.json')) as Record<string, Expected>;
const names: Record<string, string> = {
  'grpc-health.json': "GRPC Health for ''",
  'grpc-health-missing.json': "GRPC Health for 'nosuch'",
  'grpc-ping.json': 'GRPC Ping Delay=5ms',
  'tcp.json': 'TCP',
  'udp.json': 'UDP',
  'refused.json': '/x',
  'slow.json': '/slow',
  'echo-errors.json': '/echo',
};

describe('fortio JSON', () => {
  it.each(Object.entries(expected))('reads %s', async (name, values) => {
    const run = await runOf(name);
    assertDocument(run);
    const endpoint = first(run);
    expect(endpoint).toMatchObject({ kind: 'request', requests: values.requests, failures: values.failures });
    if (names[name] !== undefined) expect(endpoint.name).toBe(names[name]);
    const value = (metric: string) => valueOf(endpoint, metric)?.value;
    expect(value('avg_latency_ms')).toBeCloseTo(values.avg, 6);
    expect([value('min_latency_ms'), value('max_latency_ms')]).toEqual([
      expect.closeTo(values.min, 9) as number,
      expect.closeTo(values.max, 9) as number,
    ]);
    expect(value('p95_latency_ms')).toBeCloseTo(values.p95, 6);
    for (const [percentile, printed] of Object.entries(values.percentiles))
      expect(value(`p${percentile}_latency_ms`)).toBeCloseTo(printed, 6);
    expect(value('rps')).toBe(values.rps);
    expect(run.run).toMatchObject({
      tool: 'fortio',
      durationSeconds: values.seconds,
      load: { model: 'closed', users: values.users },
      partial: name === 'interrupted.json',
    });
    const { histogram } = endpoint;
    expect(histogram?.kind === 'bounds' ? histogram.counts.filter((count) => count > 0) : []).toEqual(values.buckets);
    expect((run.errors ?? []).reduce((sum, { count }) => sum + count, 0)).toBe(values.failures);
    expect(run.diagnostics.map(({ code }) => code)).toEqual(name === 'interrupted.json' ? ['run-interrupted'] : []);
  });
  it('says of percentiles that they are of buckets, and of the mean that it is printed', async () => {
    const endpoint = first(await runOf('slow.json'));
    expect(valueOf(endpoint, 'p99_latency_ms')).toMatchObject({ provenance: 'histogram', resolution: expect.closeTo(10, 9) as number });
    expect(valueOf(endpoint, 'avg_latency_ms')).toMatchObject({ provenance: 'reported' });
    expect(valueOf(endpoint, 'avg_latency_ms')).not.toHaveProperty('resolution');
  });
  it('names failures by their code', async () => {
    expect((await runOf('mixed.json')).errors).toEqual([
      { message: 'code 302', status: '302', count: 6, endpoint: { kind: 'request', name: '/reset' } },
      { message: 'code 404', status: '404', count: 13, endpoint: { kind: 'request', name: '/reset' } },
      { message: 'no answer (-1)', count: 6, endpoint: { kind: 'request', name: '/reset' } },
    ]);
  });
  it('counts between the bounds that fortio counts between, whichever are filled', async () => {
    const bounds = await Promise.all(
      ['slow.json', '1.11.0-slow.json', 'fast-max.json', 'tcp.json', '1.3.1-istio.json', 'offset.json'].map(async (name) => {
        const { histogram } = first(await runOf(name));
        return histogram?.kind === 'bounds' ? histogram.bounds : [];
      }),
    );
    expect(bounds[0]?.slice(0, 14)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16]);
    expect(bounds[1]).toEqual(bounds[0]);
    expect(bounds[2]).toEqual(bounds[0]);
    expect(bounds[3]).toEqual(bounds[0]);
    expect(bounds[4]?.slice(0, 3)).toEqual([0.05, 0.1, 0.15]);
    expect(bounds[5]?.slice(0, 3)).toEqual([0.5, 0.53, 0.56]);
  });
  it('keeps buckets as they are that are none of fortio’s', () => {
    const intervals = [
      { start: 0.0013, end: 0.0017, count: 2 },
      { start: 0.0031, end: 0.0042, count: 1 },
      { start: 0.0042, end: 0.0049, count: 5 },
    ];
    expect(fortioHistogram(intervals, undefined, undefined)).toEqual({
      kind: 'bounds',
      bounds: [1.7, 3.1, 4.2, 4.9],
      counts: [2, 0, 1, 5],
      min: 1.3,
      max: 4.9,
    });
    expect(fortioHistogram([{ start: 90, end: 400, count: 1 }], { resolution: 0.001, offset: 0 }, undefined)).toMatchObject({
      bounds: [400_000],
      counts: [1],
    });
    expect(fortioHistogram([{ start: 100, end: 400, count: 1 }], { resolution: 0.001, offset: 0 }, undefined)?.counts.at(-1)).toBe(1);
    expect(intervalPercentile([], 50)).toBeUndefined();
  });
  it('joins shards: counts and histograms add up', async () => {
    const runs = await Promise.all(Array.from({ length: 8 }, async (_, shard) => runOf(`shard-${shard}.json`)));
    const merged = first(mergeRuns(runs));
    expect(merged).toMatchObject({ name: '/slow', requests: 160, failures: 0 });
    const added = runs
      .map((run) => first(run).histogram)
      .reduce((a, b) => (a === undefined || b === undefined ? a : mergeHistograms(a, b)));
    expect(merged.histogram).toEqual(added);
    expect(merged.histogram === undefined ? 0 : histogramCount(merged.histogram)).toBe(160);
    const inBuckets = merged.histogram?.kind === 'bounds' ? merged.histogram : undefined;
    expect(inBuckets?.counts.length).toBe(inBuckets?.bounds.length);
  });
  it('reads a result amid the lines of a log, and says of one that ends early that it does', async () => {
    const started = await runOf('flaky.json', (json) => `{"ts":1,"level":"info"}\nStarting at 50 qps\n${json}\nAll done\n`);
    expect(first(started).requests).toBe(200);
    const json = text('flaky.json');
    for (let end = 1200; end < json.length - 3; end += 97)
      await expect(runOf('flaky.json', () => json.slice(0, end))).rejects.toMatchObject({ code: 'json-truncated' });
  });
  it('takes what is no number as missing, and buckets that contradict the count as none', async () => {
    const run = await runOf('flaky.json', (json) =>
      json.replace(/"Avg": [\d.e-]+/, '"Avg": "NaN"').replace(/"Count": 155/, '"Count": 154'),
    );
    expect(valueOf(first(run), 'avg_latency_ms')).toBeUndefined();
    expect(first(run).histogram).toBeUndefined();
    expect(run.diagnostics.map(({ code }) => code)).toEqual(['histogram-differs']);
    const codes = await runOf('flaky.json', (json) => json.replace('"200": 173', '"200": 170'));
    expect(codes.diagnostics.map(({ code }) => code)).toEqual(['total-differs']);
    const absurd = await runOf('flaky.json', (json) =>
      json.replace(/"Sum": [\d.]+/, '"Sum": 1e308').replace(/"End": 0.002,/, '"End": 1e300,'),
    );
    expect(first(absurd).histogram).toBeUndefined();
    const contradicting = await runOf('flaky.json', (json) => json.replace('"Count": 27', '"Count": 201'));
    expect([first(contradicting).failures, contradicting.diagnostics.map(({ code }) => code)]).toEqual([null, ['counts-contradict']]);
    await expect(runOf('flaky.json', (json) => json.replace('"Count": 200', '"Count": 0'))).rejects.toMatchObject({ code: 'no-requests' });
  });
});

describe('detection of fortio', () => {
  it('takes every file of the folder for what it is, and nothing alike', async () => {
    for (const name of readdirSync(folder).filter((entry) => /\.(?:txt|json)$/.test(entry) && entry !== 'expected.json'))
      expect((await detectFormat(fileSource(join(folder, name)))).format).toBe('fortio-json');
    expect((await detectFormat(bytesSource('x', JSON.stringify(JSON.parse(text('slow.json')))))).format).toBe('fortio-json');
    for (const other of ['{"RunType": "HTTP"}', '[{"RunType": "HTTP", "RequestedQPS": 1000, "ActualQPS": 1000}]'])
      await expect(detectFormat(bytesSource('x', other))).rejects.toMatchObject({ code: 'unknown-format' });
  });
});
