import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assertDocument, type Endpoint, type Run } from '@loadline/schema';
import { afterAll, describe, expect, it } from 'vitest';
import { detectFormat } from '../detect-format.js';
import { bytesSource, fileSource } from '../input/source.js';
import { mergeRuns } from '../merge-runs.js';
import { readResult, readRun } from '../read-run.js';

const folder = fileURLToPath(new URL('../../testdata/ghz/', import.meta.url));
const text = (name: string) => readFileSync(join(folder, name), 'utf8');
const runOf = async (name: string, change = (whole: string) => whole) => readRun([bytesSource(name, change(text(name)))]);
const valueOf = ({ metrics }: Pick<Endpoint, 'metrics'>, name: string) => metrics.find((metric) => metric.name === name);
const first = (run: Run) => run.endpoints[0] as Endpoint;
const folderOfShards = mkdtempSync(join(tmpdir(), 'loadline-ghz-'));
afterAll(() => {
  rmSync(folderOfShards, { recursive: true, force: true });
});

type Values = Record<'requests' | 'failures', number> & Record<'avg' | 'min' | 'max' | 'p50' | 'p95', number | null>;
const expected = Object.entries(JSON.parse(text('expected.json')) as Record<string, Values>);

const formatOf = (name: string) => {
  if (name.includes('influx')) return `ghz-${name.replace(/^[\d.]+-|\.txt$/g, '')}`;
  if (name.includes('prometheus')) return 'ghz-prometheus';
  return `ghz-${(name.split('.').at(-1) ?? '').replace('txt', 'text')}`;
};

describe('ghz', () => {
  it.each(expected)('reads %s', async (name, values) => {
    const run = await runOf(name);
    assertDocument(run);
    const endpoint = first(run);
    expect(run.endpoints).toHaveLength(1);
    expect(endpoint).toMatchObject({ kind: 'request', requests: values.requests, failures: values.failures });
    const value = (metric: string) => valueOf(endpoint, `${metric}_latency_ms`)?.value;
    for (const metric of ['avg', 'min', 'max', 'p50', 'p95'] as const) {
      const printed = values[metric];
      if (printed === null || printed === 0) expect(value(metric)).toBeUndefined();
      else expect(value(metric)).toBeCloseTo(printed, 6);
    }
    expect(run.run.sources[0]?.format).toBe(formatOf(name));
    expect(run.run.partial).toBe(name.includes('interrupted'));
    const namesNone = /\.csv$|all-failed\.txt|timeouts\.txt/.test(name);
    const call = name.includes('docs')
      ? 'helloworld.Greeter.SayHello'
      : name.includes('all-failed')
        ? 'grpc.health.v1.Health.Check'
        : 'fgrpc.PingServer.Ping';
    expect(endpoint.name).toBe(namesNone ? '(all requests)' : call);
    expect(run.diagnostics.filter(({ severity }) => severity === 'warning')).toEqual([]);
  });
  it('computes from every call: times, when they began, failures by kind', async () => {
    const run = await runOf('0.121.0-timeouts.json');
    const [detail] = (JSON.parse(text('0.121.0-timeouts.json')) as { details: { timestamp: string; latency: number }[] }).details;
    const start = Date.parse(detail?.timestamp ?? '') - (detail?.latency ?? 0) / 1e6;
    expect(Math.abs(Date.parse(run.run.startedAt ?? '') - start)).toBeLessThan(50);
    expect(valueOf(first(run), 'p99_latency_ms')).toMatchObject({ provenance: 'exact' });
    expect(first(run).histogram?.kind).toBe('values');
    expect((run.errors ?? []).map(({ status, count, message }) => [status, count, message.slice(0, 9)]).sort()).toEqual([
      ['DeadlineExceeded', 13, 'rpc error'],
      ['DeadlineExceeded', 33, 'rpc error'],
    ]);
    expect(run.run.load).toEqual({ model: 'closed', users: 4 });
    expect(run.timeline?.points.length).toBeGreaterThan(0);
  });
  it('says where ghz prints something else, and why', async () => {
    const claimsOf = async (name: string) => (await readResult([fileSource(join(folder, name))])).claims;
    const claims = await claimsOf('0.121.0-timeouts.json');
    expect(claims.map(({ metric }) => metric)).toContain('p99_latency_ms');
    expect(new Set(claims.map(({ why }) => why))).toEqual(new Set(['ghz leaves failed calls out']));
    expect(new Set((await claimsOf('0.121.0-count-errors.json')).map(({ why }) => why))).toEqual(
      new Set(['ghz takes the next call below, without interpolation']),
    );
  });
  it('reads what ghz summed up where the calls are missing', async () => {
    const change = (keep: number) => (json: string) => {
      const report = JSON.parse(json) as { details: unknown[] };
      return JSON.stringify({ ...report, details: keep === 0 ? null : report.details.slice(0, keep) });
    };
    const report = JSON.parse(text('0.121.0-timeouts.json')) as {
      average: number;
      total: number;
      latencyDistribution: { percentage: number; latency: number }[];
    };
    for (const keep of [0, 8]) {
      const run = await runOf('0.121.0-timeouts.json', change(keep));
      expect(first(run)).toMatchObject({ requests: 120, failures: 46, histogram: { kind: 'bounds' } });
      expect(valueOf(first(run), 'avg_latency_ms')).toEqual({
        name: 'avg_latency_ms',
        value: report.average / 1e6,
        provenance: 'reported',
      });
      for (const { percentage, latency } of report.latencyDistribution)
        expect(valueOf(first(run), `p${percentage}_latency_ms`)?.value).toBe(latency / 1e6);
      expect(run.errors).toHaveLength(2);
      expect(run.run.durationSeconds).toBe(report.total / 1e9);
      expect(run.diagnostics.some(({ code }) => code === 'details-incomplete')).toBe(keep > 0);
    }
    const failed = await runOf('0.93.0-all-failed.json', change(0));
    expect(first(failed)).toMatchObject({ requests: 40, failures: 40 });
    expect(valueOf(first(failed), 'p50_latency_ms')).toBeUndefined();
    const zero = await runOf('0.121.0-ping.json', (json) =>
      change(0)(json.replace(/"percentage":99,"latency":\d+/, '"percentage":0,"latency":0')),
    );
    expect(valueOf(first(zero), 'p99_latency_ms')).toBeUndefined();
  });
  it('names the rows that are none, and says of a file that ends early that it does', async () => {
    const csv = text('0.121.0-timeouts.csv');
    const broken = await runOf('0.121.0-timeouts.csv', () => csv.replace('\n2.60,OK,\n', '\nNaN,OK,\n') + 'second line of an error\n');
    expect(broken.diagnostics.map(({ code, place }) => [code, place?.line])).toEqual([
      ['row-rejected', 3],
      ['row-rejected', 63],
    ]);
    const cut = await runOf('0.121.0-timeouts.csv', () => csv.slice(0, csv.lastIndexOf('Deadline') - 80));
    expect(cut.run.partial).toBe(true);
    const influx = text('0.121.0-influx-details.txt');
    const cutLine = await runOf('0.121.0-influx-details.txt', () => influx.slice(0, -8));
    expect([cutLine.run.partial, first(cutLine).requests]).toEqual([true, 59]);
    for (const name of ['0.121.0-prometheus.txt', '0.121.0-timeouts.txt', '0.121.0-influx-summary.txt']) {
      const whole = text(name);
      const shorter = await runOf(name, () => whole.slice(0, Math.floor(whole.length * 0.75)).replace(/,errors=\d+ \d+$|\[Dead[^]*$/, ''));
      expect([name, shorter.run.partial]).toEqual([name, true]);
    }
    const html = text('0.121.0-timeouts.html');
    const cutPage = await runOf('0.121.0-timeouts.html', () => html.slice(0, html.indexOf('const rawData') + 3000));
    expect(cutPage.run.partial).toBe(true);
    const json = text('0.121.0-four.json');
    for (let end = 60; end < json.length; end += 61)
      await expect(runOf('0.121.0-four.json', () => json.slice(0, end))).rejects.toHaveProperty('code');
    await expect(runOf('0.121.0-four.json', () => json.replace('"count":4', '"count":0'))).rejects.toMatchObject({ code: 'no-requests' });
  });
  it('leaves out failures that are more than the calls, and what stands there twice', async () => {
    const metrics = text('0.121.0-prometheus.txt');
    const p50 = /^ghz_run_latency.*quantile="0.5".*$/m.exec(metrics)?.[0] ?? '';
    const run = await runOf('0.121.0-prometheus.txt', () => `${metrics.replace(/^(ghz_run_errors.*) \d+$/m, '$1 61')}${p50}\n`);
    expect(first(run).failures).toBeNull();
    expect(run.diagnostics.map(({ code }) => code)).toEqual(['counts-contradict']);
    expect(first(run).metrics.filter(({ name }) => name === 'p50_latency_ms')).toHaveLength(1);
  });
  it('withstands hostile names and messages', async () => {
    const run = await runOf('0.121.0-timeouts.json', (json) =>
      json.replace(/fgrpc\.PingServer\.Ping/g, '__proto__').replaceAll('context deadline', '|<b>'),
    );
    expect(first(run).name).toBe('__proto__');
    expect(run.errors?.some(({ message }) => message.includes('|<b>'))).toBe(true);
  });
  it.each([
    ['0.121.0-timeouts.csv', 2],
    ['0.121.0-influx-details.txt', 0],
  ])('joins shards of %s to the run in one file, and reads it the same in threads', async (name, headerLines) => {
    const lines = text(name).trimEnd().split('\n');
    const header = lines.slice(0, headerLines);
    const rows = lines.slice(headerLines);
    const parts = Array.from({ length: 8 }, (_, shard) => rows.filter((__, index) => index % 8 === shard));
    const runs = await Promise.all(
      parts.map(async (part, shard) => {
        const path = join(folderOfShards, `${shard}-${name}`);
        writeFileSync(path, `${[...header, ...part].join('\n')}\n`);
        return readRun([fileSource(path)]);
      }),
    );
    const [merged, whole] = [mergeRuns(runs), await runOf(name)];
    expect(first(merged)).toMatchObject({
      requests: first(whole).requests,
      failures: first(whole).failures,
      histogram: first(whole).histogram,
    });
    for (const metric of ['avg', 'p50', 'p95', 'p99'])
      expect(valueOf(first(merged), `${metric}_latency_ms`)?.value).toBeCloseTo(
        valueOf(first(whole), `${metric}_latency_ms`)?.value ?? NaN,
        9,
      );
    expect((merged.errors ?? []).map(({ count }) => count).sort()).toEqual((whole.errors ?? []).map(({ count }) => count).sort());
    const source = fileSource(join(folder, name), name);
    expect(await readRun([source], { threads: 3, threadsFromBytes: 1 })).toEqual(await readRun([source], { threads: 1 }));
  });
});

describe('detection of ghz', () => {
  it('takes every file of the folder for what it is, and nothing alike', async () => {
    for (const name of readdirSync(folder).filter((entry) => /^[\dd].*\.(?:txt|json|csv|html)$/.test(entry)))
      expect([name, (await detectFormat(fileSource(join(folder, name)))).format]).toEqual([name, formatOf(name)]);
    for (const other of [
      '{"date":"2026-11-21T07:42:54Z","count":4}',
      'duration,status,error\n',
      '<html><title>gh</title>',
      'ghz_detail,a=b 1\n',
    ])
      await expect(detectFormat(bytesSource('x', other))).rejects.toMatchObject({ code: 'unknown-format' });
  });
});
