import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertDocument, type Run, UserError } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { bytesSource, fileSource, readResult, readRun } from '../index.js';

const folder = join(import.meta.dirname, '../../testdata/vegeta');
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');
const read = async (file: string): Promise<Run> => {
  const run = await readRun([fileSource(join(folder, file))]);
  assertDocument(run);
  return run;
};
const metric = (run: Run, name: string) => run.endpoints[0]?.metrics.find((each) => each.name === name);
const total = (run: Run, name: string) => run.total?.metrics.find((each) => each.name === name)?.value;

interface Printed {
  latencies: Record<string, number>;
  bytes_in: { total: number };
  earliest: string;
  duration: number;
  wait: number;
  requests: number;
  status_codes: Record<string, number>;
}

describe('reports of vegeta as JSON', () => {
  it.each([
    '8.0.0/report.json',
    '12.8.4/mixed-report.json',
    '12.12.0/mixed-report.json',
    '12.12.0/refused-report.json',
    '12.12.0/mixed-buckets.json',
  ])('%s', async (file) => {
    const printed = JSON.parse(textOf(file)) as Printed;
    const run = await read(file);
    const failures = Object.entries(printed.status_codes).reduce(
      (sum, [code, count]) => sum + (Number(code) >= 200 && Number(code) < 400 ? 0 : count),
      0,
    );
    expect(run.endpoints).toMatchObject([{ kind: 'request', name: '(all requests)', requests: printed.requests, failures }]);
    for (const [name, key] of [
      ['avg', 'mean'],
      ['min', 'min'],
      ['max', 'max'],
      ['p50', '50th'],
      ['p90', '90th'],
      ['p95', '95th'],
      ['p99', '99th'],
    ]) {
      const ns = printed.latencies[key ?? ''];
      expect(metric(run, `${name}_latency_ms`)?.value, name).toBe(ns === undefined ? undefined : ns / 1e6);
    }
    const seconds = (printed.duration + printed.wait) / 1e9;
    expect(run.run.durationSeconds).toBeCloseTo(seconds, 9);
    expect(metric(run, 'rps')?.value).toBeCloseTo(printed.requests / seconds, 9);
    expect(run.run.startedAt).toBe(new Date(printed.earliest).toISOString());
    expect(total(run, 'bytes_in_count')).toBe(printed.bytes_in.total);
    expect(run.errors.reduce((sum, { count }) => sum + count, 0)).toBe(failures);
    expect(run.diagnostics).toEqual([]);
  });

  it('agrees with the single requests of the same attack', async () => {
    const [report, requests] = [await read('12.12.0/mixed-report.json'), await read('12.12.0/mixed.ndjson')];
    expect(report.endpoints[0]).toMatchObject({ requests: requests.total?.requests, failures: requests.total?.failures });
    for (const name of ['avg_latency_ms', 'min_latency_ms', 'max_latency_ms', 'bytes_in_count'])
      expect(metric(report, name)?.value ?? total(report, name)).toBeCloseTo(total(requests, name) ?? NaN, 5);
    expect(report.errors.map(({ message, count }) => [message, count]).sort()).toEqual(
      requests.errors.map(({ message, count }) => [message, count]).sort(),
    );
  });

  it('says where its rates are others', async () => {
    const { claims } = await readResult([fileSource(join(folder, '12.12.0/mixed-report.json'))]);
    expect(claims).toMatchObject([
      { metric: 'throughput', theirs: 26.2041771924997, ours: expect.closeTo(40.31, 2) as number, unit: '/s' },
    ]);
  });

  it('takes the buckets for a histogram', async () => {
    expect((await read('12.12.0/mixed-buckets.json')).endpoints[0]?.histogram).toMatchObject({
      kind: 'bounds',
      bounds: [2, 10, 50, 100],
      counts: [97, 3, 13, 7, 0],
    });
  });

  it('takes the last of several, whole or pretty-printed', async () => {
    const text = textOf('12.12.0/every-report.json');
    const last = JSON.parse(
      text
        .trim()
        .split('\n')
        .at(-1)
        ?.replace(/^[^{]+/, '') ?? '',
    ) as Printed;
    expect((await read('12.12.0/every-report.json')).endpoints[0]?.requests).toBe(last.requests);
    const cut = await readRun([bytesSource('cut', text.trimEnd().slice(0, -20))]);
    expect(cut.endpoints[0]?.requests).toBeLessThan(last.requests);
    expect(cut.run.partial).toBe(true);
    const pretty = JSON.stringify(JSON.parse(textOf('12.12.0/mixed-report.json')), null, 2);
    expect((await readRun([bytesSource('jq', `${pretty}\n${pretty}\n`)])).endpoints[0]?.requests).toBe(120);
  });

  it('believes nothing that is no value', async () => {
    const report = {
      latencies: { mean: null, '50th': -1, '95th': 'NaN', __proto__: 1, max: 1e400 },
      bytes_in: {},
      bytes_out: null,
      requests: 10,
      status_codes: { 200: 9, x: 1, __proto__: 4 },
      success: 0.9,
      duration: -5,
      errors: [1, null, '<b>'],
    };
    const run = await readRun([bytesSource('x', JSON.stringify(report))]);
    expect(run.endpoints[0]).toMatchObject({ requests: 10, failures: 1, metrics: [{ name: 'error_rate_pct', value: 10 }] });
    await expect(readRun([bytesSource('x', textOf('12.12.0/mixed-report.json').slice(0, 600))])).rejects.toThrow(UserError);
  });

  it('of nothing are none', async () => {
    await expect(read('12.12.0/empty-report.json')).rejects.toThrow(UserError);
  });
});

describe('reports of vegeta as text', () => {
  it.each([
    ['8.0.0/report', 1e-6],
    ['12.8.4/mixed-report', 1],
    ['12.12.0/mixed-report', 1],
    ['12.12.0/refused-report', 1],
    ['12.12.0/lazy-report', 1],
    ['12.12.0/hostile-report', 1],
  ])('%s says what the JSON says', async (file, coarseness) => {
    const [text, json] = [await read(`${file}.txt`), await read(`${file}.json`)];
    expect(text.endpoints[0]).toMatchObject({ requests: json.endpoints[0]?.requests, failures: json.endpoints[0]?.failures });
    for (const { name, value } of json.endpoints[0]?.metrics ?? []) {
      const found = metric(text, name);
      expect(found, name).toBeDefined();
      const off = name === 'rps' ? value * 0.005 : Math.max(value < 1 ? 1e-6 : 0.001 * coarseness, 1e-9);
      expect(Math.abs((found?.value ?? NaN) - value), name).toBeLessThanOrEqual(off);
    }
    expect(text.errors).toEqual(expect.arrayContaining(json.errors));
    expect(text.diagnostics).toEqual([]);
  });

  it('knows how far its times are rounded', async () => {
    const run = await read('12.12.0/mixed-report.txt');
    expect(metric(run, 'p95_latency_ms')).toEqual({ name: 'p95_latency_ms', value: 60.055, provenance: 'reported', resolution: 0.001 });
    expect(metric(run, 'min_latency_ms')).toEqual({ name: 'min_latency_ms', value: 0.19523, provenance: 'reported' });
    expect(metric(await read('8.0.0/report.txt'), 'p95_latency_ms')?.resolution).toBeUndefined();
  });

  it('takes the last of several', async () => {
    const counts = [...textOf('12.12.0/every-report.txt').matchAll(/Requests +\[[^\]]+\] +(\d+)/g)].map(([, count]) => Number(count));
    expect((await read('12.12.0/every-report.txt')).endpoints[0]?.requests).toBe(counts.at(-1));
  });

  it('reads what is left of one that ends early', async () => {
    const text = textOf('12.12.0/mixed-report.txt');
    const run = await readRun([bytesSource('cut', text.slice(0, text.indexOf('Bytes Out')))]);
    expect(run.run.partial).toBe(true);
    expect(run.endpoints[0]).toMatchObject({ requests: 120, failures: null });
  });

  it('reads what PowerShell made of it', async () => {
    const utf16 = Buffer.from(`\uFEFF${textOf('12.12.0/mixed-report.txt').replaceAll('\n', '\r\n')}`, 'utf16le');
    expect((await readRun([bytesSource('x', utf16)])).endpoints[0]).toMatchObject({ requests: 120, failures: 42 });
  });
});

describe('curves of vegeta', () => {
  it.each(['12.8.4', '12.12.0'])('hdrplot of %s', async (version) => {
    const [plot, json] = [await read(`${version}/mixed-hdrplot.txt`), await read(`${version}/mixed-report.json`)];
    expect(plot.endpoints[0]).toMatchObject({ requests: 120, failures: null });
    for (const name of ['p50_latency_ms', 'p90_latency_ms', 'p95_latency_ms', 'min_latency_ms', 'max_latency_ms'])
      expect(Math.abs((metric(plot, name)?.value ?? NaN) / (metric(json, name)?.value ?? NaN) - 1), name).toBeLessThan(0.001);
    expect(metric(plot, 'p99_latency_ms')?.provenance).toBe('interpolated');
    const text = textOf(`${version}/mixed-hdrplot.txt`);
    const cut = await readRun([bytesSource('cut', text.slice(0, 1500))]);
    expect(cut.run.partial).toBe(true);
    expect(cut.endpoints[0]).toMatchObject({ requests: null });
  });

  it.each(['8.0.0/hist.txt', '12.8.4/mixed-hist.txt', '12.12.0/mixed-hist.txt'])('%s', async (file) => {
    const counts = [...textOf(file).matchAll(/\] +(\d+) /g)].map(([, count]) => Number(count));
    const run = await read(file);
    expect(run.endpoints[0]).toMatchObject({
      requests: 120,
      failures: null,
      histogram: { kind: 'bounds', bounds: [2, 10, 50, 100], counts },
    });
  });
});
